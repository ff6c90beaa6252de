"""Comparing: which pictures are on screen and how: side by side, wiped, flicked, subtracted, behind a stage.

Everything is compared with a reference that the user chooses (the baseline at first; then a snapshot, another profile,
a picture file). What is held down (flicker, bypass) is undone when it is let go.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from tuner.app.session import Session
from tuner.app.sources import BASELINE, PROCESSED, RAW, Source
from tuner.compare.maps import KINDS
from tuner.gui.hand import Wipe
from tuner.gui.language import tr
from tuner.gui.others import Others
from tuner.gui.pane import Pane
from tuner.gui.pictures import Pictures
from tuner.gui.scale_bar import scale_bar
from tuner.gui.viewer import Viewer

Mode = Literal["side", "raw", "processed", "pair", "four", "wipe", "difference", "stages"]
MODES: tuple[Mode, ...] = get_args(Mode)
LOOKS = ("white_balance", "demosaic", "color_matrix", "output")  # behind which the four panes of "stages" look
GAINS = (1, 2, 4, 8, 16, 32, 64)


class Comparing(QObject):
    """Arranges the viewer.

    Signals
    -------
    changed : the mode, the reference or what is behind a stage is another one
    file_asked : a picture file or a profile shall be chosen ("picture" or "profile")
    """

    changed = Signal()
    file_asked = Signal(str)

    def __init__(self, session: Session, viewer: Viewer, pictures: Pictures, others: Others) -> None:
        super().__init__(viewer)
        self._session, self._viewer, self._pictures, self._others = session, viewer, pictures, others
        self.mode: Mode = "side"
        self.reference = BASELINE
        self.kind = KINDS[0]
        self.stage: str | None = None  # behind which one looks
        self.change = False  # at what it changes, rather than at the picture behind it
        self.flicking = False
        self._slots: dict[Mode, tuple[Source, ...]] = {}  # what the user put where
        self._wipe = Wipe()
        viewer.source_asked.connect(self._ask_source)
        viewer.wipe_asked.connect(self._move_wipe)
        viewer.both_asked.connect(self._show_both)
        others.changed.connect(self._paint_over)
        others.snapshots.listen(others.dress_all)  # a note is a part of their names

    # -- what is on screen

    @property
    def sources(self) -> tuple[Source, ...]:
        """The pictures of the mode, in order; the processed one gives way to a look behind a stage."""
        own: dict[Mode, tuple[Source, ...]] = {
            "side": (RAW, PROCESSED), "raw": (RAW,), "processed": (PROCESSED,), "pair": (self.reference, PROCESSED),
            "four": (RAW, PROCESSED, self.reference, Source("difference", self.kind)), "wipe": (PROCESSED,),
            "difference": (Source("difference", self.kind),),
            "stages": tuple(Source("stage", name) for name in LOOKS),
        }  # fmt: skip
        wanted = self._slots.get(self.mode, own[self.mode])
        if self.stage is None:
            return wanted
        look = Source("change" if self.change else "stage", self.stage)
        return tuple(look if source == PROCESSED else source for source in wanted)

    def show(self, mode: Mode) -> None:
        """Another arrangement; asking for the one in force puts its own pictures back."""
        if mode == self.mode:
            self._slots.pop(mode, None)
        self.mode = mode
        self._show()

    def _show_both(self) -> None:
        self._slots.pop("side", None)
        self.mode = "side"
        self._show()

    def _show(self) -> None:
        self._others.pair = (self.reference, PROCESSED)
        over = (self.reference,) if self.mode == "wipe" or self.flicking else ()
        self._others.want(*self.sources, *over)
        self._viewer.arrange(self.sources)
        self._others.dress_all()
        self._paint_over()
        self.changed.emit()

    def _paint_over(self) -> None:
        """The reference over the last picture, as far as the wipe goes, or everywhere while one flicks."""
        wipe = Wipe(1.0) if self.flicking else self._wipe if self.mode == "wipe" else None
        for pane in self._viewer.panes:
            front = pane is self._viewer.seen[-1] and wipe is not None
            face = self._others.face(self.reference) if front else None
            ready = face is not None and face.picture is not None
            pane.show_over(face if ready else None, wipe if ready else None)
            source = self._viewer.source_of(pane)
            pane.layers = [scale_bar(source.name, self._others.gain)] if source.kind == "difference" else []

    # -- the reference

    def compare_with(self, source: Source) -> None:
        """Another reference."""
        self.reference = source
        self._slots.clear()
        if self.mode in ("raw", "processed", "side"):
            self.mode = "pair"
        self._show()

    def flick(self, on: bool) -> None:
        """Show the reference in place of the processed picture, or the processed picture again."""
        if on != self.flicking:
            self.flicking = on
            self._show()

    def turn_wipe(self) -> None:
        """Upright or lying; shows the wipe if it was not on."""
        if self.mode == "wipe":
            self._wipe = Wipe(self._wipe.edge, not self._wipe.upright)
        self.mode = "wipe"
        self._show()

    def _move_wipe(self, edge: float) -> None:
        self._wipe = Wipe(edge, self._wipe.upright)
        self._paint_over()

    # -- differences

    def next_kind(self) -> None:
        """Absolute, signed, DE2000; shows the difference if it was not on."""
        if self.mode == "difference":
            self.kind = KINDS[(KINDS.index(self.kind) + 1) % len(KINDS)]
        self.mode = "difference"
        self._show()

    def step_gain(self, steps: int) -> None:
        """More or less amplification of differences."""
        at = min(max(GAINS.index(self._others.gain) + steps, 0), len(GAINS) - 1)
        self._others.gain = GAINS[at]
        self._show()

    # -- behind a stage

    def look_behind(self, stage: str | None, *, change: bool = False) -> None:
        """The picture behind a stage (or what the stage changes) in place of the processed one; the same again ends it."""
        same = stage == self.stage and change == self.change
        self.stage, self.change = (None if same else stage), change
        self._show()

    def bypass(self, stage: str | None) -> None:
        """Leave a stage out while one looks; None puts it back."""
        self._pictures.bypass(stage)
        self.changed.emit()

    # -- choosing by hand

    def _ask_source(self, pane: Pane, at: QPoint) -> None:
        menu = QMenu(self._viewer)
        for title, source in self.choices():
            entry = menu.addAction(title)
            entry.setCheckable(True)
            entry.setChecked(
                source == self._viewer.source_of(pane) or (pane.over is not None and source == self.reference)
            )
            entry.triggered.connect(lambda _=False, s=source: self.put(pane, s))
        menu.addSeparator()
        menu.addAction(tr("panes", "Another profile…")).triggered.connect(lambda: self.file_asked.emit("profile"))
        menu.addAction(tr("panes", "A picture file…")).triggered.connect(lambda: self.file_asked.emit("picture"))
        menu.exec(at)

    def choices(self) -> list[tuple[str, Source]]:
        """What can be put into a pane now, by name."""
        known = [RAW, PROCESSED, BASELINE, *(Source("snapshot", s.letter) for s in self._others.snapshots)]
        known += [Source("profile", path) for path in self._others.recipes]
        if self.reference not in known:
            known.append(self.reference)
        known.append(Source("difference", self.kind))
        return [(self._others.title(source), source) for source in known]

    def put(self, pane: Pane, source: Source) -> None:
        """Another picture in the place of a pane's; in a wipe, another reference."""
        if self.mode in ("wipe", "difference"):
            self.compare_with(source) if source not in (RAW, PROCESSED) else self._show()
            return
        old, shown = self._viewer.source_of(pane), list(self.sources)
        self._slots[self.mode] = tuple(source if s == old else old if s == source else s for s in shown)
        self.stage = None
        self._show()

    def compare_with_profile(self, path: Path) -> None:
        """The open raw by another profile, as the reference. Raises FileError."""
        from tuner.files.profile import load_profile

        tuning = self._others.tunings[str(path)] = load_profile(path).tuning
        self._others.recipes[str(path)] = tuning.resolve(self._session.condition)
        self.compare_with(Source("profile", str(path)))

    def compare_with_picture(self, path: Path) -> None:
        """A picture file as the reference."""
        self.compare_with(Source("picture", str(path)))
