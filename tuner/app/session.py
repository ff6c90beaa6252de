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
from tuner.core.frame import Frame
from tuner.core.rack import Rack
from tuner.core.recipe import Recipe
from tuner.files.profile import Profile, save_profile
from tuner.stages import RACK

Event = Literal["frame", "recipe", "profile"]
Listener = Callable[[Event], None]


class Session:
    """Frame, profile, recipe and history of one window.

    Attributes
    ----------
    frame : the open raw, or None
    raw_path : where it was read
    profile_path : where the profile was read from or saved to, or None
    baseline : the recipe of the loaded (or saved) profile: what "changed" is measured against
    """

    def __init__(self, rack: Rack = RACK) -> None:
        self.rack = rack
        self.frame: Frame | None = None
        self.raw_path: Path | None = None
        self.profile = Profile.default()
        self.profile_path: Path | None = None
        self.baseline: Recipe = self.profile.recipe
        self.history = History(self.baseline)
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

    # -- the recipe

    @property
    def recipe(self) -> Recipe:
        """The recipe in force."""
        return self.history.recipe

    @property
    def dirty(self) -> bool:
        """Whether the recipe differs from the profile on disk (or from the defaults)."""
        return self.recipe != self.baseline

    def gesture(self) -> str:
        """A new gesture's name: pass it to every `change` of one drag, and they undo as one."""
        return f"gesture {next(self._gestures)}"

    def change(self, values: Mapping[str, Any], *, gesture: str = "", label: str = "") -> None:
        """Set parameters by path. Raises ParamError (nothing changes) when a value does not fit."""
        recipe = self.recipe.with_values(values)
        if recipe != self.recipe:
            self.history.push(recipe, label or _label(self.rack, values), gesture)
            self._tell("recipe")

    def replace(self, recipe: Recipe, label: str) -> None:
        """Take over a whole recipe, as one undo step."""
        self.history.push(recipe, label)
        self._tell("recipe")

    def reset(self, path: str, *, to_baseline: bool = False) -> None:
        """Put one parameter, or all of one stage, back to the default or to the loaded profile's value."""
        source = self.baseline if to_baseline else Recipe.default(self.rack)
        paths = [path] if "." in path else [f"{path}.{n}" for n in self.rack[path].params.model_fields]
        if "." not in path and self.rack[path].switchable:
            paths.append(f"{path}.enabled")
        self.change({p: source.value(p) for p in paths}, label=f"Reset {self.rack[path.split('.')[0]].title}")

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
        """Make `frame` the open one."""
        self.frame, self.raw_path = frame, path
        self._tell("frame")

    def new_profile(self) -> None:
        """Start from the defaults, with no file behind."""
        self.adopt(Profile.default(), None)

    def adopt(self, profile: Profile, path: Path | None) -> None:
        """Tune by a profile, read from `path` (None: no file behind); the history starts anew."""
        self.profile, self.profile_path, self.baseline = profile, path, profile.recipe
        self.history = History(profile.recipe, f"Load {path.name}" if path else "Start")
        self._tell("profile", "recipe")

    def current_profile(self) -> Profile:
        """The profile as it would be saved now."""
        from dataclasses import replace

        return replace(self.profile, recipe=self.recipe)

    def save(self, path: Path | None = None) -> Path:
        """Save the profile, to `path` or where it came from. Raises FileError; nothing is lost then."""
        target = path or self.profile_path
        if target is None:
            raise ValueError("a new profile needs a path to be saved to")
        profile = self.current_profile()
        save_profile(target, profile)
        self.profile, self.profile_path, self.baseline = profile, target, self.recipe
        self._tell("profile", "recipe")
        return target


def _label(rack: Rack, values: Mapping[str, Any]) -> str:
    """'Sharpen · Amount' for one change, 'Sharpen' for several of a stage."""
    first = next(iter(values))
    stage, name = rack.split(first)
    if len(values) > 1:
        return stage.title
    return f"{stage.title} · {'On' if name == 'enabled' else stage.param(name).title}"
