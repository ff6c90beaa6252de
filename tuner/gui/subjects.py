"""The pictures on screen as regions measure them: what each is rendered from, or the file it is."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from tuner.app.measuring import Subject
from tuner.app.session import Session
from tuner.app.sources import PROCESSED, RAW, Source
from tuner.core.frame import Frame
from tuner.core.orient import oriented_size
from tuner.core.recipe import Recipe
from tuner.gui.compare import Comparing
from tuner.gui.others import Others
from tuner.gui.pictures import Pictures


class Subjects(QObject):
    """Names what is measured now: the raw always, every open pane's picture, and what a wipe or a flicker lays over.

    The processed picture can be measured when it is finished; until then, or while there is a draft, it is not ready.

    Signals
    -------
    changed : there are others, or one beside the processed picture has come
    """

    changed = Signal()

    def __init__(self, session: Session, pictures: Pictures, others: Others, compare: Comparing) -> None:
        super().__init__(compare)
        others.changed.connect(self.changed)
        compare.changed.connect(self.changed)
        self._session, self._pictures, self._others, self._compare = session, pictures, others, compare

    def __call__(self) -> tuple[Subject, ...]:
        compare = self._compare
        over = (compare.reference,) if compare.mode == "wipe" or compare.flicking else ()
        wanted = dict.fromkeys([RAW, *compare.sources, *over])
        if tuple(wanted) == (RAW,):
            wanted[PROCESSED] = None
        found = (self._subject(source) for source in wanted)
        return tuple(subject for subject in found if subject is not None)

    def _subject(self, source: Source) -> Subject | None:
        """A source as it is measured; None when there is no such picture."""
        others, frame, title = self._others, self._session.frame, self._others.title(source)
        if frame is None:
            return None
        if source.kind == "raw":
            return Subject(source, title, frame)
        if source.kind == "snapshot":
            if source.name not in others.snapshots:
                return None
            snapshot = others.snapshots[source.name]
            if snapshot.frame is not frame and not alike(snapshot.frame, frame):  # its own pixels, as of a file
                return Subject(source, title, still=others.still(source))
            return Subject(source, title, snapshot.frame, snapshot.recipe)
        if source.kind == "picture":
            return Subject(source, title, still=others.still(source))
        if source.kind == "difference":
            pair = tuple(s for s in (self._subject(each) for each in others.pair) if s is not None)
            return Subject(source, title, pair=pair) if len(pair) == 2 else None
        if source.kind == "change":
            return self._change(source, title)
        return Subject(source, title, frame, self._recipe(source))

    def _recipe(self, source: Source) -> Recipe | None:
        if source.kind == "baseline":
            return self._session.baseline
        if source.kind == "profile":
            return self._others.recipes.get(source.name)
        if source.kind == "stage":
            return self._pictures.recipe
        shown = self._pictures.finished
        return None if shown is None else shown.recipe

    def _change(self, source: Source, title: str) -> Subject | None:
        """With the stage minus without it."""
        frame, recipe = self._session.frame, self._pictures.recipe
        if not recipe.rack[source.name].switchable:
            return None
        pair = tuple(
            Subject(PROCESSED, title, frame, recipe.with_value(f"{source.name}.enabled", on)) for on in (True, False)
        )
        return Subject(Source("change", "signed"), title, pair=pair)


def alike(one: Frame, other: Frame) -> bool:
    """Whether the exported pictures of two raws have one size."""
    first, second = (oriented_size(f.facts.width, f.facts.height, f.facts.orientation) for f in (one, other))
    return first == second
