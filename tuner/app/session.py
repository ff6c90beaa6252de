"""The session: the one mutable thing. What is open, how it is tuned, what can be undone.

It lives on the thread of the window (or of the command line) and is never read by a worker: a render is handed the
frozen frame and recipe.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

from tuner.app.history import History
from tuner.core.condition import UNKNOWN, Condition
from tuner.core.frame import Frame
from tuner.core.rack import Rack
from tuner.core.recipe import Recipe
from tuner.core.scene import of_file
from tuner.core.tuning import Entry, Tuning
from tuner.files.errors import FileError
from tuner.files.profile import Profile, load_profile, save_profile
from tuner.stages import RACK

Event = Literal["frame", "recipe", "profile", "condition"]
Listener = Callable[[Event], None]


class ChangedError(FileError):
    """The profile on disk is no longer the one that was read: saving would undo someone else's work.

    Parameters
    ----------
    there : what is there now; None where it can no longer be read
    """

    def __init__(self, path: Path, there: Profile | None) -> None:
        self.there = there
        super().__init__(path, "it changed on disk meanwhile", "compare the two, then merge or overwrite")


class Session:
    """Frame, profile, tuning, condition and history of one window.

    Attributes
    ----------
    frame : the open raw, or None
    raw_path : where it was read
    profile : as it was loaded or saved
    profile_path : where the profile was read from or saved to, or None
    file_condition : what the open raw says of ISO, light and brightness
    override : what the user says of them instead
    """

    def __init__(self, rack: Rack = RACK) -> None:
        self.rack = rack
        self.frame: Frame | None = None
        self.raw_path: Path | None = None
        self.profile = Profile.default(rack)
        self.profile_path: Path | None = None
        self.file_condition = self.override = UNKNOWN
        self.history = History(self.profile.tuning)
        self._resolved: list[tuple[Tuning, Condition, Condition, Recipe] | None] = [None, None]
        self._current: tuple[Profile, Tuning, Profile] | None = None
        self._listeners: list[Listener] = []
        self._gestures = itertools.count(1)

    # -- listening

    def listen(self, listener: Listener) -> None:
        """Call `listener` with "frame", "recipe" or "profile" after each change."""
        self._listeners.append(listener)

    def ignore(self, listener: Listener) -> None:
        """Stop calling `listener`; one that does not listen is no error."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def _tell(self, *events: Event) -> None:
        for event in events:
            for listener in tuple(self._listeners):
                listener(event)

    # -- the tuning, and the recipe it gives under the condition in force

    @property
    def tuning(self) -> Tuning:
        """The tuning in force."""
        return self.history.tuning

    @property
    def condition(self) -> Condition:
        """What is known of the condition in force; the rest is the profile's default."""
        return self.override.over(self.file_condition)

    @property
    def recipe(self) -> Recipe:
        """The recipe in force."""
        return self._under(self.tuning, 0)

    @property
    def baseline(self) -> Recipe:
        """What the loaded (or saved) profile gives under the condition in force: what "changed" is measured against."""
        return self._under(self.profile.tuning, 1)

    def _under(self, tuning: Tuning, slot: int) -> Recipe:
        """A tuning under the condition in force; each slot remembers its last answer, since it is asked for again and
        again while nothing changes."""
        known, override, own = self._resolved[slot], self.override, self.file_condition
        if known is None or known[0] is not tuning or known[1] is not override or known[2] is not own:
            known = self._resolved[slot] = (tuning, override, own, tuning.resolve(self.condition))
        return known[3]

    @property
    def dirty(self) -> bool:
        """Whether the tuning differs from the profile on disk (or from the defaults)."""
        return self.tuning != self.profile.tuning

    def look_under(self, override: Condition) -> None:
        """Tune under another condition than the file's; an open axis is the file's again."""
        if override != self.override:
            before = self.recipe
            self.override = override
            self._tell("condition", *(("recipe",) if self.recipe != before else ()))

    def gesture(self) -> str:
        """A new gesture's name: pass it to every `change` of one drag, and they undo as one."""
        return f"gesture {next(self._gestures)}"

    def change(self, values: Mapping[str, Any], *, gesture: str = "", label: str = "") -> None:
        """Set parameters by path, under the condition in force. Raises ParamError (nothing changes) when a value does
        not fit."""
        self._push(self.tuning.with_values(values, self.condition), label or _label(self.rack, values), gesture)

    def change_entries(self, entries: Mapping[str, Entry], label: str = "") -> None:
        """Set values or tables for every condition, as one undo step. Raises ParamError as `change` does."""
        self._push(self.tuning.with_entries(entries), label or _label(self.rack, entries))

    def change_default(self, condition: Condition) -> None:
        """State another default condition in the profile."""
        self._push(self.tuning.with_condition(condition), "Default condition")

    def replace(self, recipe: Recipe, label: str) -> None:
        """Take over a whole recipe under the condition in force, as one undo step."""
        self._push(self.tuning.with_recipe(recipe, self.condition), label)

    def take_over(self, tuning: Tuning, label: str) -> None:
        """Take over a whole tuning, as one undo step."""
        self._push(tuning, label)

    def _push(self, tuning: Tuning, label: str, gesture: str = "") -> None:
        if tuning != self.tuning:
            self.history.push(tuning, label, gesture, self.condition)
            self._tell("recipe")

    def reset(self, path: str, *, to_baseline: bool = False) -> None:
        """Put one parameter, or all of one stage, back to the default or to what the loaded profile holds.

        The default is set under the condition in force; the profile's tables come back whole.
        """
        paths = [path] if "." in path else [f"{path}.{n}" for n in self.rack[path].params.model_fields]
        if "." not in path and self.rack[path].switchable:
            paths.append(f"{path}.enabled")
        label = f"Reset {self.rack[path.split('.')[0]].title}"
        if to_baseline:
            self.change_entries({p: self.profile.tuning.entry(p) for p in paths}, label)
        else:
            default = Recipe.default(self.rack)
            self.change({p: default.value(p) for p in paths}, label=label)

    def undo(self) -> None:
        """One gesture back."""
        self.history.undo()
        self._tell("recipe")

    def redo(self) -> None:
        """One gesture forward, on the branch last walked."""
        self.history.redo()
        self._tell("recipe")

    def go(self, number: int) -> None:
        """To any state of the history, on any branch. Raises IndexError where there is none of that number."""
        if number != self.history.here:
            self.history.go(number)
            self._tell("recipe")

    def step(self, by: int) -> None:
        """To the state made before (-1) or after (1) this one, whatever the branch; nothing at the ends."""
        self.go(min(max(self.history.here + by, 0), len(self.history) - 1))

    # -- files: read and measured by whoever may wait for it; what was found is handed in here

    def show(self, frame: Frame, path: Path | None = None) -> None:
        """Make `frame` the open one; its condition is in force."""
        before = self.recipe
        self.frame, self.raw_path = frame, path
        self.file_condition = of_file(frame.facts)
        self._tell("frame", *(("recipe",) if self.recipe != before else ()))

    def new_profile(self) -> None:
        """Start from the defaults, with no file behind."""
        self.adopt(Profile.default(self.rack), None)

    def adopt(self, profile: Profile, path: Path | None) -> None:
        """Tune by a profile, read from `path` (None: no file behind); the history starts anew."""
        self.profile, self.profile_path = profile, path
        self.history = History(profile.tuning, f"Load {path.name}" if path else "Start")
        self._tell("profile", "recipe")

    def stand_on(self, profile: Profile) -> None:
        """Take another profile for the one that was loaded, e.g. what someone else saved meanwhile; tuning and history
        stay."""
        self.profile = profile
        self._tell("profile", "recipe")

    def beyond(self, stage: str) -> tuple[object, ...]:
        """What of a stage does not show in the recipe in force: its tables, now and as loaded, the condition they are
        read at, and what the profile's own layer states. Equal means that nothing of it changed."""
        if not (self.tuning.tables or self.profile.tuning.tables or self.profile.base):
            return ()
        now, then = (
            tuple(item for item in tuning.tables if item[0].startswith(f"{stage}."))
            for tuning in (self.tuning, self.profile.tuning)
        )
        place = (self.condition, self.tuning.condition) if now else ()
        own = self.current_profile().own if self.profile.base is not None else None
        return now, then, place, own

    def current_profile(self) -> Profile:
        """The profile as it would be saved now."""
        known = self._current
        if known is None or known[0] is not self.profile or known[1] is not self.tuning:
            known = self._current = (self.profile, self.tuning, self.profile.tuned(self.tuning))
        return known[2]

    def save(self, path: Path | None = None, *, over: bool = False) -> Path:
        """Save the profile, to `path` or where it came from.

        Parameters
        ----------
        over : also where the file there is no longer the one that was read

        Raises
        ------
        ChangedError : the file changed on disk meanwhile
        FileError : it cannot be written; nothing is lost then
        """
        target = path or self.profile_path
        if target is None:
            raise ValueError("a new profile needs a path to be saved to")
        if target == self.profile_path and not over:
            self._check_unchanged(target)
        profile = self.current_profile()
        save_profile(target, profile)
        self.profile, self.profile_path = profile, target
        self._tell("profile", "recipe")
        return target

    def _check_unchanged(self, path: Path) -> None:
        """Raise ChangedError where the file no longer says what was read from it (how it is written does not count)."""
        if not path.exists():
            return
        try:
            there = load_profile(path, self.rack)
        except FileError:
            raise ChangedError(path, None) from None
        if there != self.profile:
            raise ChangedError(path, there)


def _label(rack: Rack, values: Mapping[str, Any]) -> str:
    """'Sharpen · Amount' for one change, 'Sharpen' for several of a stage."""
    first = next(iter(values))
    stage, name = rack.split(first)
    if len(values) > 1:
        return stage.title
    return f"{stage.title} · {'On' if name == 'enabled' else stage.param(name).title}"
