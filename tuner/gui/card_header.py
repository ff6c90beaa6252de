"""Parts of a card's first line: the line itself, which opens and closes the card, and the dot of what is changed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from tuner.app.session import Session
from tuner.core.param import params_of
from tuner.core.stage import Stage
from tuner.gui import theme
from tuner.gui.labels import label_text
from tuner.gui.language import param_title, tr
from tuner.gui.wording import change_text

HEADER = 29  # logical pixels


class Dot(QWidget):
    """An orange dot: differs from the loaded profile. Keeps its place when hidden."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(12, HEADER)
        self.shown = False

    def show_differences(self, lines: list[str]) -> None:
        """Show what differs, as the dot's tooltip; nothing differs: no dot."""
        self.shown = bool(lines)
        self.setToolTip("<p>Differs from the profile:</p><p>" + "<br>".join(lines) + "</p>" if lines else "")
        self.setAccessibleName("differs from the profile" if lines else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.shown:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.ACCENT)
            painter.drawEllipse(QPointF(self.width() / 2, self.height() / 2 + 0.5), 2.5, 2.5)


class Header(QWidget):
    """The card's first line; a click beside its buttons opens and closes the card."""

    clicked = Signal(bool)  # True: with Shift

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))


def differences(session: Session, stage: Stage) -> list[str]:
    """In words, what of a stage differs from the loaded profile, also where it does so under other conditions only."""
    setting, before = session.recipe[stage.name], session.baseline[stage.name]
    tuning, loaded, elsewhere = session.tuning, session.profile.tuning, tr("card", "elsewhere")

    def retabled(name: str) -> bool:
        path = f"{stage.name}.{name}"
        return tuning.table(path) != loaded.table(path)

    lines = []
    if setting.enabled != before.enabled:
        lines.append(f"{'on' if setting.enabled else 'off'} (was {'on' if before.enabled else 'off'})")
    elif retabled("enabled"):
        lines.append(f"{tr('paste', 'On')}: {elsewhere}")
    if setting.params == before.params and not tuning.tables and not loaded.tables:
        return lines
    for param in params_of(stage.params):
        title = param_title(stage, label_text(param))
        now, then = getattr(setting.params, param.name), getattr(before.params, param.name)
        if now != then:
            lines.append(f"{title}: {change_text(param, then, now)}")
        elif retabled(param.name):
            lines.append(f"{title}: {elsewhere}")
    return lines
