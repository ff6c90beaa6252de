"""TOML of strangers: parsed in time that grows with its length, and refused in one way.

The library's parser takes time that grows with the square of the number of parts in a dotted key, so that a text of
80 kB can hold it for a minute; no file of this program has keys of more than three parts.

Source: TOML v1.0.0 (2021), toml.io: keys, strings, comments.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from tuner.files.errors import one_line

MOST_PARTS = 8
"""Parts of a dotted key, at most."""
_MAX_FAULT = 200  # characters of a message that quotes the text

_HIDING = re.compile(  # strings and comments: where a dot is no part of a key; each runs to the end where it has none
    r"""
      "{3} (?: [^"\\] | \\.? | "(?!"") )*+ (?: "{3,5} | \Z )
    | '{3} (?: [^'] | '(?!'') )*+ (?: '{3,5} | \Z )
    | " (?: [^"\\\n] | \\[^\n]? )*+ "?
    | ' [^'\n]*+ '?
    | \# [^\n]*+
    """,
    re.VERBOSE | re.DOTALL,
)
_PART = r"\.[ \t]*+[\w-]++"
_LONG_KEY = re.compile(
    rf"{_PART}(?:[ \t]*+{_PART}){{{MOST_PARTS - 1}}}"
)  # begins at a dot, so that no start is in vain


class TomlFault(ValueError):
    """A text is no TOML that is read here; says what is wrong, beginning with "it" or "a"."""


def parse_toml(text: str) -> dict[str, Any]:
    """The tables of a text.

    Raises
    ------
    TomlFault : not TOML, arrays nested too deeply, a key of too many parts, a number of more digits than Python reads
    """
    if _LONG_KEY.search(_HIDING.sub(_shown, text)):
        raise TomlFault(f"a key in it has more than {MOST_PARTS} parts")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise TomlFault("its arrays are nested too deeply") from None
    except tomllib.TOMLDecodeError as error:
        raise TomlFault(f"it is not valid TOML ({one_line(str(error))[:_MAX_FAULT]})") from None
    except ValueError:  # Python reads no number of more than 4300 digits
        raise TomlFault("a number in it has too many digits") from None


def _shown(hiding: re.Match[str]) -> str:
    return "" if hiding[0].startswith("#") else "_"
