"""The window's dealings with files: open, drop, export, and what is said when it cannot be done.

Whatever fails changes nothing but the message. Files are read and written off the window's thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Signal

from tuner.app.tabling import known, look_as, restored
from tuner.core.condition import Condition
from tuner.core.engine import Request
from tuner.core.frame import Frame
from tuner.core.param import ParamError
from tuner.files.errors import FileError, shown_name
from tuner.files.picture import SUFFIXES
from tuner.gui.dialogs import OPEN_KINDS, PICTURE_KINDS, Ask, with_suffix
from tuner.gui.language import heading, say, tr
from tuner.gui.picture import as_rgb
from tuner.gui.profile_files import ProfileFiles, Ticket
from tuner.gui.progress import stoppable
from tuner.gui.screen import Screen
from tuner.gui.sentences import noticed

if TYPE_CHECKING:
    from tuner.files.picture import PictureState
    from tuner.gui.window import MainWindow

NEVER: Ticket = (0, 0)  # of what was not asked for


class Files(ProfileFiles):
    """Opens and saves for one window.

    Signals
    -------
    opened : a raw is open
    """

    opened = Signal()

    def __init__(self, window: MainWindow, ask: Ask, settings: QSettings | None) -> None:
        super().__init__(window, ask, settings)
        self._bridge = window.bridge
        self._awaited: tuple[str, Condition] | None = None  # a raw's SHA-256, and the condition to look at it under
        self._asked = self._raw_asked = self._opened = NEVER  # of any file, of a raw, of the raw that is open
        self._owed = ""  # what is to be said with the next raw: of a picture whose raw was overtaken
        self.refused.connect(self._say_owed)

    # -- opening

    def open(self) -> None:
        """Ask for a file and open it."""
        path = self.ask.open(tr("window", "Open"), self.folder, OPEN_KINDS)
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> None:
        """Open a raw, a folder of them, a profile, or a picture that carries its state."""
        self.open_together([path])

    def open_together(self, paths: Sequence[Path]) -> None:
        """Open what was asked for in one go: every file has its word, the last raw that can be opened is shown."""
        gesture = self.next_ticket()[0]
        for place, path in enumerate(paths):
            self._open_one(path, (gesture, place))

    def _open_one(self, path: Path, ticket: Ticket) -> None:
        suffix = path.suffix.lower()
        if path.is_dir():
            self._window.film.open_folder(path, ticket=ticket)
        elif suffix == ".toml":
            self._load(path)
        elif suffix in SUFFIXES:
            self._open_picture(path, ticket)
        else:
            self.open_raw(path, ticket=ticket)

    def next_ticket(self) -> Ticket:
        """What is asked for now; greater than whatever was asked for before."""
        if self.turns.idle:
            self._fault = False
        self._asked = (self._asked[0] + 1, 0)
        return self._asked

    def overtaken(self, ticket: Ticket) -> bool:
        """Whether a raw was asked for later, and not in the same go."""
        return self._raw_asked[0] > ticket[0]

    @property
    def opened_ticket(self) -> Ticket:
        """Of the raw that is open."""
        return self._opened

    def reload(self) -> None:
        """Read the raw again."""
        if self._session.raw_path is not None:
            self.open_raw(self._session.raw_path)

    def open_raw(self, path: Path, expect: str = "", note: str = "", ticket: Ticket | None = None) -> Ticket:
        """Open a raw; with `expect`, only if its SHA-256 is that.

        One that is overtaken before its turn is not decoded, and none is shown that is older than the one that is open.
        """
        mine = ticket or self.next_ticket()
        self._raw_asked = max(self._raw_asked, mine)

        def work() -> Frame | None:
            return None if self.overtaken(mine) else self._window.film.decode(path)

        def done(frame: Frame | None) -> None:
            if frame is None or mine < self._opened:
                self._owed = f"{self._owed} {note}".strip()
                if mine < self._opened:
                    self._say_owed()
                return
            if expect and frame.sha256 != expect:
                wrong = say("{name} is there, but it is not the raw that made the picture.", name=shown_name(path))
                self._window.message.say(f"{note} {wrong}")
                return
            self._opened = mine
            self._session.show(frame, path)
            self._look_as_awaited()
            self._remember(path)
            self.watch.keep("raw", path)
            self._say_notices(frame, note)
            self.opened.emit()

        self.turns.take(say("opening {name}", name=shown_name(path)), work, done)
        return mine

    def _say_notices(self, frame: Frame, note: str) -> None:
        owed, self._owed = self._owed, ""
        if not self._fault:
            text, tip = noticed(frame.facts.notices)
            self._window.message.say(" ".join(filter(None, (owed, note, text))), tip=tip)

    def _say_owed(self) -> None:
        """Say what no raw will bring any more, behind what is said already."""
        owed, self._owed = self._owed, ""
        if owed:
            self._window.message.say(f"{self._window.message.text} {owed}".strip(), wrong=self._fault)

    def _open_picture(self, path: Path, ticket: Ticket) -> None:
        from tuner.files.picture import read_state

        def done(state: PictureState | None) -> None:
            if state is not None:
                self._restore(path, state, ticket)
            elif path.suffix.lower().startswith(".tif"):  # some cameras' raws are called so
                self.open_raw(path, ticket=ticket)
            else:
                way_out = "open a raw file, or a picture that was saved here"
                self._refuse(FileError(path, "this picture carries no state of a tuning", way_out))

        self.turns.take(say("opening {name}", name=shown_name(path)), lambda: read_state(path), done)

    def _restore(self, path: Path, state: PictureState, ticket: Ticket) -> None:
        """Take over the recipe that made a picture, and look for its raw."""
        from tuner.files.picture import restore

        try:
            recipe = restore(state, self._session.rack)
        except ParamError as error:
            self._refuse(FileError(path, f"its settings do not fit: {error}", "open it with the version that wrote it"))
            return
        tuning, gave_way = restored(self._session.tuning, recipe, state.condition)
        self._session.take_over(tuning, f"Open {shown_name(path)}")
        self._remember(path)
        note = say("The settings of {name} are in force.", name=shown_name(path))
        if gave_way:
            ways = say(
                "Tables over conditions gave way to its values ({count}); Undo brings them back.", count=gave_way
            )
            note = f"{note} {ways}"
        self._awaited = (state.raw_sha256, state.condition) if state.condition.complete else None
        self._look_as_awaited()
        frame, beside = self._session.frame, path.parent / Path(state.raw_name).name
        if frame is not None and frame.sha256 == state.raw_sha256:
            self._window.message.say(note)
        elif state.raw_name and beside.is_file():
            self.open_raw(beside, state.raw_sha256, note, ticket)
        else:
            name = shown_name(state.raw_name) if state.raw_name else say("that made it")
            missing = say("The raw {name} is not at hand: open it to see the same picture.", name=name)
            self._window.message.say(f"{note} {missing}")

    def _look_as_awaited(self) -> None:
        """Look under the condition of the picture that was restored, once its raw is open."""
        frame = self._session.frame
        if self._awaited is not None and frame is not None and frame.sha256 == self._awaited[0]:
            look_as(self._session, self._awaited[1])
            self._awaited = None

    # -- pictures

    def export(self) -> None:
        """Ask where, render at the depth of the kind chosen, and write."""
        frame = self._session.frame
        if frame is None:
            self._window.message.say(say("Open a raw first: there is no picture to save."))
            return
        chosen = self.ask.save(heading("Save picture…"), self._beside_raw(".png"), ";;".join(PICTURE_KINDS))
        if chosen is not None:
            suffix, depth = PICTURE_KINDS.get(chosen.kind, (".png", 8))
            self.export_to(with_suffix(chosen, suffix), Request(depth=depth))

    def export_to(self, path: Path, request: Request = Request()) -> None:
        """Render and write the picture, as the command line would."""
        from tuner.app.export import export_picture

        session, engine = self._session, self._bridge.engine
        frame, recipe, profile, tuning = session.frame, session.recipe, session.profile, session.tuning
        condition = known(session)
        if frame is None:
            return
        stoppable(
            self._window.film.progress, self.turns.take, say("saving {name}", name=shown_name(path)),
            lambda cancel: export_picture(frame, recipe, profile, path, engine, request, cancel, condition, tuning),
            self._written, self._refuse,
            lambda: self._window.message.say(say("Stopped: {name} was not written.", name=shown_name(path))),
        )  # fmt: skip

    def screenshot(self) -> None:
        """Ask where, and write what the panes show."""
        if self._window.pictures.shown is None:
            self._window.message.say(say("Open a raw first: there is nothing to take a screenshot of."))
            return
        chosen = self.ask.save(heading("Screenshot…"), self._beside_raw("_screenshot.png"), "PNG (*.png)")
        if chosen is not None:
            self.screenshot_to(with_suffix(chosen, ".png"))

    def screenshot_to(self, path: Path) -> None:
        """Write what the panes show, with the state that made it; a draft is waited out."""
        self._window.pictures.when_exact(lambda: self._take_screenshot(path))

    def _take_screenshot(self, path: Path) -> None:
        pictures, profile, condition = self._window.pictures, self._session.profile, known(self._session)
        tuning = self._session.tuning
        shown, screen = pictures.shown, pictures.screen
        if shown is None:
            return
        pictures.show_on(Screen())  # a screenshot is sRGB, whatever it is taken on
        pixels = as_rgb(self._window.viewer.grab().toImage())
        pictures.show_on(screen)

        def work() -> Path:
            from tuner.app.export import write_rendered

            write_rendered(
                path, shown.frame, profile, shown.rendered, pixels=pixels, condition=condition, tuning=tuning
            )
            return path

        self.turns.take(say("saving {name}", name=shown_name(path)), work, self._written)

    def _written(self, path: Path) -> None:
        self._window.message.say(say("Saved {name}.", name=shown_name(path)))

    def _beside_raw(self, ending: str) -> Path:
        raw = self._session.raw_path
        return raw.with_name(raw.stem + ending) if raw else self.folder / ("picture" + ending)
