"""The two lines at the bottom: the message, and the state of what is open and shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from tuner.core.facts import Facts
from tuner.core.orient import oriented_size
from tuner.files.errors import one_line
from tuner.gui import theme

_BADGES = {"EXACT": ("#35543c", "#cfe3d3"), "": ("transparent", theme.TEXT_FAINT.name())}
_WRONG = "#d06a5f"


class MessageLine(QWidget):
    """One sentence, with a button where there is something to do about it. It never moves the panes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(28)
        self._full = ""
        self._act: Callable[[], None] | None = None
        self._label = QLabel()
        self._label.setAccessibleName("Message")
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QPushButton()
        self.button.setStyleSheet("padding: 1px 9px;")
        self.button.clicked.connect(self._do)
        self._close = QToolButton()
        self._close.setIcon(theme.icon("close"))
        self._close.setIconSize(QSize(12, 12))
        self._close.setStyleSheet("padding: 2px;")
        self._close.setAccessibleName("Dismiss the message")
        self._close.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.addWidget(self._label, 1)
        row.addWidget(self.button)
        row.addWidget(self._close)
        self.clear()

    @property
    def text(self) -> str:
        """The message, unshortened."""
        return self._full

    def say(
        self, text: str, *, wrong: bool = False, tip: str = "", button: str = "", act: Callable[[], None] | None = None
    ) -> None:
        """Show a message in place of the last.

        Parameters
        ----------
        wrong : something failed
        button, act : what can be done about it
        """
        self._full, self._act = text, act
        self._label.setStyleSheet(f"color: {_WRONG if wrong else theme.TEXT_DIM.name()};")
        self._label.setToolTip(tip or text)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self._close.setVisible(bool(text))
        self._elide()

    def clear(self) -> None:
        """No message."""
        self.say("")

    def _do(self) -> None:
        act = self._act
        self.clear()
        if act is not None:
            act()

    def _elide(self) -> None:
        room = max(self._label.width(), 40)
        self._label.setText(self._label.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()


class StatusLine(QWidget):
    """What is open at the left, the probe in the middle, how it is shown at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_line")
        self.setFixedHeight(28)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(
            f"#status_line {{ background: {theme.WELL.name()}; }} QLabel {{ color: {theme.TEXT_DIM.name()}; }}"
            f"#name {{ color: {theme.TEXT.name()}; font-weight: 600; }}"
            f"#condition {{ background: {theme.CARD.name()}; border-radius: 4px; padding: 2px 7px; }}"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(14)
        self._labels: dict[str, QLabel] = {}
        for name, title in (
            ("name", "Raw file"), ("format", "Format"), ("condition", "Condition"), ("probe", "Probe"), ("work", "Progress"),
            ("kernels", "Compiling"),
            ("zoom", "Zoom"), ("badge", "Exactness"), ("time", "Render time"),
            ("screen", "Display profile"),
        ):  # fmt: skip
            label = QLabel()
            label.setObjectName(name)
            label.setAccessibleName(title)
            label.setTextFormat(Qt.TextFormat.PlainText)
            self._labels[name] = label
            if name == "probe":  # takes the room that is left, and no more
                label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
                label.setAlignment(Qt.AlignmentFlag.AlignCenter)
                row.addWidget(label, 1)
            else:
                row.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        self._labels["condition"].hide()
        self._labels["badge"].setToolTip("The panes show the export's own pixels, or their exact area average.")

    def text(self, name: str) -> str:
        """What a part says: name, format, condition, probe, work, kernels, zoom, badge, time or screen."""
        return self._labels[name].text()

    def set_text(self, name: str, text: str) -> None:
        """Let a part say something else."""
        self._labels[name].setText(text)

    def show_facts(self, name: str, facts: Facts) -> None:
        """The open file."""
        width, height = oriented_size(facts.width, facts.height, facts.orientation)
        self.set_text("name", shortened(name))
        self.set_text("format", f"{width} × {height} · {facts.cfa} · {facts.bits} bit")
        condition = condition_text(facts)
        self.set_text("condition", condition)
        self._labels["condition"].setVisible(bool(condition))
        self._labels["name"].setToolTip("\n".join((one_line(name), facts.camera, facts.lens, *facts.notices)).strip())

    def show_badge(self, text: str) -> None:
        """EXACT, or nothing."""
        ground, colour = _BADGES[text]
        label = self._labels["badge"]
        if label.text() != text:
            label.setText(text)
            label.setStyleSheet(
                f"background: {ground}; color: {colour}; border-radius: 3px; padding: 1px 6px; font-size: 11px; font-weight: 600;"
            )


def shortened(name: str, most: int = 36) -> str:
    """A name that fits its place: its middle left out, and nothing in it that would break the line."""
    name = one_line(name)
    return name if len(name) <= most else f"{name[: most // 2]}…{name[-(most // 2 - 1) :]}"


def condition_text(facts: Facts) -> str:
    """ISO, exposure time and aperture, as far as the file states them."""
    parts = []
    if facts.iso:
        parts.append(f"ISO {facts.iso:g}")
    if facts.exposure_s:
        time = facts.exposure_s
        parts.append(f"1/{1 / time:.0f} s" if time < 0.3 else f"{time:g} s")
    if facts.aperture:
        parts.append(f"f/{facts.aperture:.2g}")
    return " · ".join(parts)
