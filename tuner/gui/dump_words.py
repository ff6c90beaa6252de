"""What the dialog of a dump's layout calls the words of a layout, and where it has what the command line has flags for."""

from __future__ import annotations

from tuner.gui.language import tr


def titles() -> dict[str, str]:
    """The title of each field, by the layout's word."""
    return {
        "width": tr("dump", "Width"),
        "height": tr("dump", "Height"),
        "packing": tr("dump", "Packing"),
        "bits": tr("dump", "Bits"),
        "stride": tr("dump", "Stride"),
        "offset": tr("dump", "Offset"),
        "black": tr("dump", "Black"),
        "white": tr("dump", "White"),
        "cfa": tr("dump", "Filters"),
    }


def words() -> dict[str, str]:
    """What stands in the window for the words in braces of `files.layout_faults`."""
    return titles() | {
        "look": tr("dump", "take one of the candidates"),
        "there": tr("dump", "in the dialog"),
        "omit": tr("dump", "set it to 0"),
    }
