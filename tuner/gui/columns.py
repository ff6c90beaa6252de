"""Tables of words and numbers: words at the left, numbers at the right, and so their headers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def align_header(table: QTableWidget, words: int) -> None:
    """Align the header as its columns: the first `words` hold words, the others numbers."""
    for x in range(table.columnCount()):
        item = table.horizontalHeaderItem(x)
        if item is not None:
            item.setTextAlignment(LEFT if x < words else RIGHT)
