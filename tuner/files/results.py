"""Tables of results on the disk: as CSV, which everything reads, and as Parquet, which keeps kinds and precision.

Both hold the same rows under the same names. What has no value is an empty cell and a null; an infinite figure is
`inf` in CSV. The same rows give the same bytes.

Source: RFC 4180 (2005); Apache Parquet format 2.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from tuner.files.atomic import write_atomic, writing

Kind = Literal["text", "whole", "number"]
Columns = Mapping[str, Kind]


def write_csv(path: Path, columns: Columns, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write the rows as RFC 4180 text in UTF-8; raises FileError."""
    write_atomic(path, as_csv(columns, rows))


def as_csv(columns: Columns, rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The rows as RFC 4180 text in UTF-8, with a head; numbers with the digits that mean them alone."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(name), kind) for name, kind in columns.items()])
    return out.getvalue().encode("utf-8", "replace")


def write_parquet(path: Path, columns: Columns, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write the rows as a Parquet file; raises FileError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"text": pa.string(), "whole": pa.int64(), "number": pa.float64()}
    schema = pa.schema([(name, kinds[kind]) for name, kind in columns.items()])
    arrays = [
        pa.array([_value(row.get(name), kind) for row in rows], kinds[kind]) for name, kind in columns.items()
    ]  # fmt: skip
    with writing(path) as file:
        pq.write_table(pa.table(arrays, schema=schema), file, compression="zstd")


def _value(value: Any, kind: Kind) -> Any:
    if value is None:
        return None
    if kind == "text":
        return str(value).encode("utf-8", "replace").decode("utf-8")
    return int(value) if kind == "whole" else float(value)


def _cell(value: Any, kind: Kind) -> str:
    found = _value(value, kind)
    if found is None:
        return ""
    if kind == "number":
        return repr(found).removesuffix(".0")
    return text_cell(str(found)) if kind == "text" else str(found)


def text_cell(text: str) -> str:
    """A text as a cell that a spreadsheet takes for text: what would begin a formula stands behind an apostrophe."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
