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
from tuner.gui.elided import Elided
from tuner.gui.language import tr
from tuner.gui.probe import Probe

_BADGES = {
    "EXACT": ("#35543c", "#cfe3d3", "The panes show the export's own pixels, or their exact area average."),
    "DRAFT": ("#5e4a26", "#ecd9b4", "The picture takes longer than the hand: a small one is shown until it is there."),
    "": ("transparent", theme.TEXT_FAINT.name(), ""),
}
_WRONG = "#d06a5f"
_EDGE, _GAP = 12, 14  # of the status line
_MODES = {"name": Qt.TextElideMode.ElideMiddle}
_LEAST = {"name": 90, "work": 60}  # widths that the parts which are shortened keep
_STAY = ("probe", "badge")  # keep their room while they say nothing


class MessageLine(QWidget):
    """One sentence, with a button where there is something to do about it. It never moves the panes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(28)
        self._full = ""
        self._act: Callable[[], object] | None = None
        self._label = QLabel()
        self._label.setAccessibleName(tr("window", "Message"))
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QPushButton()
        self.button.setStyleSheet("padding: 1px 9px;")
        self.button.clicked.connect(self._do)
        self._close = QToolButton()
        self._close.setIcon(theme.icon("close"))
        self._close.setIconSize(QSize(12, 12))
        self._close.setStyleSheet("padding: 2px;")
        self._close.setAccessibleName(tr("window", "Dismiss the message"))
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
        self,
        text: str,
        *,
        wrong: bool = False,
        tip: str = "",
        button: str = "",
        act: Callable[[], object] | None = None,
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

    def offer(self, button: str, act: Callable[[], object]) -> None:
        """Put a button beside the message that is shown."""
        self._act = act
        self.button.setText(button)
        self.button.show()
        self._elide()

    def clear(self) -> None:
        """No message."""
        self.say("")

    def end(self, text: str) -> None:
        """No message, if it is still this one: it no longer holds."""
        if text and self._full == text:
            self.clear()

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
    """What is open at the left, the probe in the middle, how it is shown at the right.

    The probe is always readable in full: room is kept for the widest it can be, so that nothing moves with the
    pointer. Where the line is too narrow, the parts of `GIVES_WAY` are left out, first to last (the time only when the
    name of the file and what is being done are at their shortest); the line's tooltip has what they say.
    """

    GIVES_WAY = ("size", "cache", "screen", "condition", "format", "time")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_line")
        self.setFixedHeight(28)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(
            f"#status_line {{ background: {theme.WELL.name()}; }} QLabel {{ color: {theme.TEXT_DIM.name()}; }}"
            f"#name {{ color: {theme.TEXT.name()}; font-weight: 600; }}"
            f"#condition {{ background: {theme.CARD.name()}; border-radius: 4px; }}"
        )
        row = QHBoxLayout(self)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.setContentsMargins(_EDGE, 0, _EDGE, 0)
        row.setSpacing(_GAP)
        self._labels: dict[str, Elided] = {}
        self._widest_probe = ""
        for name, title in (
            ("name", "Raw file"), ("format", "Format"), ("condition", "Condition"), ("probe", "Probe"), ("work", "Progress"),
            ("kernels", "Compiling"),
            ("zoom", "Zoom"), ("badge", "Exactness"), ("time", "Render time"), ("size", "Picture size"),
            ("cache", "Cache"), ("screen", "Display profile"),
        ):  # fmt: skip
            label = Elided(_MODES.get(name, Qt.TextElideMode.ElideRight), _LEAST.get(name, 0))
            label.setObjectName(name)
            label.setAccessibleName(tr("window", title))
            label.setContentsMargins(*((7, 2, 7, 2) if name == "condition" else (0, 0, 0, 0)))
            label.setVisible(name in _STAY)
            self._labels[name] = label
            row.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
            if name == "probe":  # takes the room that is left
                label.setAlignment(Qt.AlignmentFlag.AlignCenter)
                label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
                row.setStretchFactor(label, 1)
                row.setAlignment(label, Qt.AlignmentFlag(0))

    def text(self, name: str) -> str:
        """What a part says, shown or not: name, format, condition, probe, work, kernels, zoom, badge, time, size,
        cache or screen."""
        return self._labels[name].whole

    def set_text(self, name: str, text: str) -> None:
        """Let a part say something else."""
        label = self._labels[name]
        if text != label.whole:
            before = label.width_of(label.whole)
            label.say(text)
            # figures are of one width: most of what changes many times a second takes the room it had
            if label.width_of(text) != before and (name != "probe" or label.width_of(text) > label.minimumWidth()):
                self._make_room()

    def show_facts(self, name: str, facts: Facts) -> None:
        """The open file."""
        width, height = oriented_size(facts.width, facts.height, facts.orientation)
        self._widest_probe = Probe(width - 1, height - 1, "Gr", int(facts.white), -0.5, (255, 255, 255)).text
        bits = tr("captions", "{bits} bit").format(bits=facts.bits)
        self.set_text("format", f"{width} × {height} · {facts.array} · {bits}")
        self.set_text("condition", condition_text(facts))
        more = (facts.camera, facts.lens, *facts.notices)
        self._labels["name"].say(shortened(name), "\n".join((one_line(name), *more)).strip())
        self._make_room()

    def _make_room(self) -> None:
        """Choose the parts that are shown."""
        labels, probe = self._labels, self._labels["probe"]
        probe.setMinimumWidth(max(probe.width_of(self._widest_probe), probe.width_of(probe.whole)))
        shown = [name for name, label in labels.items() if label.whole or name in _STAY]
        left_out = []
        for name in self.GIVES_WAY:
            if self._needs(shown, shortened=name == "time") <= self.width():
                break
            if name in shown:
                shown.remove(name)
                left_out.append(self.text(name))
        for name, label in labels.items():
            label.setVisible(name in shown)
        self.setToolTip("\n".join(reversed(left_out)))

    def _needs(self, shown: list[str], shortened: bool) -> int:
        """Width of these parts, with the name and the progress in full or as short as they get."""
        labels = [self._labels[name] for name in shown]
        hints = ((label.minimumSizeHint() if shortened and label.least else label.sizeHint()) for label in labels)
        widths = (max(label.minimumWidth(), hint.width()) for label, hint in zip(labels, hints, strict=True))
        return sum(widths) + _GAP * (len(labels) - 1) + 2 * _EDGE

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def show_cache(self, used: int, budget: int) -> None:
        """Bytes that are kept so that a change need not begin with the raw, and how many may be."""
        label = self._labels["cache"]
        text = tr("captions", "cache {size} MB").format(size=f"{used / 1e6:.0f}")
        if text != label.whole:
            tip = f"What stages read is kept, so that a change starts there; at most {budget / 1e6:.0f} MB."
            label.say(text, tip)
            # figures are of one width: nothing moves before there is one more of them
            label.setMinimumWidth(max(label.minimumWidth(), label.width_of(text)))
            self._make_room()

    def show_badge(self, text: str) -> None:
        """EXACT, DRAFT, or nothing."""
        ground, colour, tip = _BADGES[text]
        label = self._labels["badge"]
        if label.whole != text:
            label.setStyleSheet(
                f"background: {ground}; color: {colour}; border-radius: 3px; padding: 1px 6px; font-size: 11px; font-weight: 600;"
            )
            label.say(text, tip)
            label.setMinimumWidth(label.width_of("EXACT"))  # its room stays, so that nothing moves while a knob does
            self._make_room()


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
