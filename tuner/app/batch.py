"""A batch: many raws rendered, measured or compared with one tuning, into one folder with one table.

What is done is kept in the folder's run database as soon as it is done, under a key made of the raw's hash (and a dump's
layout), the tuning, the program's version and what was asked for; going on after a stop does only what is missing, and
the table comes out the same. A raw that cannot be used is a row with its fault, never the end of the rest.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, TypeVar

from tuner import __version__
from tuner.app.batch_kept import is_there, key_of, refuse_strangers
from tuner.app.batch_work import MEASURED, TAKEN, Outcome, Task, Told, carry_out, told_of
from tuner.app.tuned import given_columns, given_row, tuning_digest
from tuner.app.workers import Died
from tuner.core.condition import UNKNOWN, Condition
from tuner.files.errors import FileError, one_line, shown_name
from tuner.files.profile import Profile
from tuner.files.results import Columns, write_csv, write_parquet
from tuner.files.runs import Row, Runs

TABLE = "results"
"""Name of the tables, without ending."""
TABLES = f"{TABLE}.csv", f"{TABLE}.parquet"
_T = TypeVar("_T")
_R = TypeVar("_R")


class BatchError(ValueError):
    """The batch cannot be carried out as asked; one sentence that says why."""


class Pool(Protocol):
    """Carries out tasks: processes of this machine, or a cluster."""

    def run(self, work: Callable[[_T], _R], tasks: Iterable[_T]) -> Iterator[tuple[int, _R | Died]]:
        """Results as they are finished, with the place of their task."""

    def close(self) -> None:
        """End it, whatever it does."""


@dataclass(frozen=True)
class Batch:
    """What is wanted.

    Attributes
    ----------
    raws : the files, in the order of the table
    out : the folder of pictures, tables and the run database
    suffix : ending of the pictures; None writes none
    against : compare each with this tuning's picture
    beside : compare each with the picture of the same name in this folder
    given : the condition under which the tunings are read, where that is not to be each raw's
    """

    raws: tuple[Path, ...]
    profile: Profile
    out: Path
    suffix: str | None = ".png"
    depth: Any = 8
    against: Profile | None = None
    beside: Path | None = None
    given: Condition = UNKNOWN

    @cached_property
    def tuning(self) -> str:
        """The tuning's digest."""
        return tuning_digest(self.profile)

    @cached_property
    def against_digest(self) -> str | None:
        """That of the tuning to compare with."""
        return None if self.against is None else tuning_digest(self.against)

    @property
    def columns(self) -> Columns:
        """The table's columns and their kinds."""
        from tuner.compare.metrics import METRICS

        head: Columns = {"raw": "text", "status": "text", "fault": "text", "picture": "text"}
        compared: Columns = dict.fromkeys(METRICS, "number") if self.against or self.beside else {}
        tail: Columns = {"raw_sha256": "text", "profile": "text", "tuning": "text", "program": "text"}
        return {**head, **TAKEN, **MEASURED, **compared, **tail, **given_columns(self.given)}

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """What the table calls each raw: its path from the folder that holds them all."""
        paths = [os.path.abspath(raw) for raw in self.raws]
        try:
            above = os.path.commonpath([os.path.dirname(path) for path in paths])
        except ValueError:  # on several drives
            return tuple(one_line(path) for path in paths)
        return tuple(one_line(Path(os.path.relpath(path, above)).as_posix()) for path in paths)

    def names(self) -> tuple[str, ...]:
        """A name for each raw's picture, without ending; no two alike, also where case does not count."""
        made: list[str] = []
        stems = [raw.stem.casefold() for raw in self.raws]
        count = Counter(stems)
        taken, again = {TABLE}, Counter[str]()
        for raw, stem in zip(self.raws, stems, strict=True):
            base = raw.stem if count[stem] == 1 else raw.name.replace(".", "_")
            name = base
            while name.casefold() in taken:
                again[base] += 1
                name = f"{base}-{again[base] + 1}"
            taken.add(name.casefold())
            made.append(name)
        return tuple(made)

    def tasks(self) -> tuple[Task, ...]:
        """One for each raw; all paths are absolute, as a worker may run elsewhere."""
        text, against = self.profile.flat().text, None if self.against is None else self.against.flat().text
        out = self.out.absolute()
        return tuple(
            Task(
                str(raw.absolute()), text, None if self.suffix is None else str(out / f"{name}{self.suffix}"),
                self.depth, against, None if self.beside is None else _beside(self.beside.absolute(), name),
                self.given,
            )
            for raw, name in zip(self.raws, self.names(), strict=True)
        )  # fmt: skip


def _beside(folder: Path, name: str) -> str:
    """The picture of that name; where there is none, the name that the complaint shall have."""
    from tuner.files.picture import SUFFIXES

    found = (folder / f"{name}{suffix}" for suffix in SUFFIXES)
    return str(next((path for path in found if path.is_file()), folder / f"{name}.png"))


@dataclass(eq=False)
class Progress:
    """How far a batch is: of `total`, `kept` were done before, `done` now, `failed` could not be."""

    total: int
    kept: int = 0
    done: int = 0
    failed: int = 0

    @property
    def left(self) -> int:
        """Those that are still to be done."""
        return self.total - self.kept - self.done - self.failed


@dataclass(frozen=True)
class Report:
    """What came of a batch.

    Attributes
    ----------
    rows : of the table, in the order of the raws; those that were not reached are left out
    failures : (raw, fault)
    tables : what was written
    """

    rows: tuple[Row, ...]
    progress: Progress
    failures: tuple[tuple[str, str], ...]
    tables: tuple[Path, ...]


@dataclass(eq=False)
class Run:
    """A batch that is carried out: first `begin`, then `step` through `outcomes`, at last `finish`, also after a stop."""

    batch: Batch
    runs: Runs
    tasks: tuple[Task, ...]
    progress: Progress
    rows: dict[int, Row] = field(default_factory=dict)
    faults: dict[int, str] = field(default_factory=dict)

    @classmethod
    def begin(cls, batch: Batch, *, resume: bool) -> Run:
        """Open the folder's database and see what is done already.

        Raises
        ------
        BatchError : the folder holds an earlier run and `resume` is not set
        FileError : the folder or the database cannot be used, another batch is at work there, or a file that no batch
            made would be written over
        """
        try:
            batch.out.mkdir(exist_ok=True)
        except OSError as error:
            raise FileError(
                batch.out, f"it cannot be made a folder ({error.strerror})", "choose another place"
            ) from None
        tasks, runs = batch.tasks(), Runs.of(batch.out)
        try:
            if runs is not None and len(runs) and not resume:
                raise BatchError(
                    f"{shown_name(batch.out)} holds results of an earlier run; add --resume to go on with it, or choose another folder"
                )
            refuse_strangers(batch.out, _written(tasks), runs)
            runs = Runs(batch.out) if runs is None else runs  # made only now: what is refused leaves nothing behind
            made = cls(batch, runs, tasks, Progress(len(tasks)))
            if len(runs):
                made._look_back()
            runs.claim(_written(task for at, task in enumerate(tasks) if at not in made.rows))
        except BaseException:
            if runs is not None:
                runs.close()
            raise
        return made

    def _look_back(self) -> None:
        for at, task in enumerate(self.tasks):
            try:
                raw = Path(task.raw)
                found = self.runs.get(self._key(task, self.runs.hash_of(raw), told_of(raw)))
            except FileError as error:
                if error.path != Path(task.raw):
                    raise  # of the database
                continue  # it will fail where the others are done
            if found is not None and is_there(task, found):
                self.rows[at] = found | self._named(at)
                self.progress.kept += 1

    def _key(self, task: Task, sha256: str, told: Told) -> str:
        return key_of(task, sha256, told, self.batch.tuning, self.batch.against_digest)

    def outcomes(self, pool: Pool) -> Iterator[Progress]:
        """Do what is missing; tells how far it is after each."""
        missing = [at for at in range(len(self.tasks)) if at not in self.rows]
        for n, outcome in pool.run(carry_out, (self.tasks[at] for at in missing)):
            self._take(missing[n], outcome)
            yield self.progress

    def _take(self, at: int, outcome: Outcome | Died) -> None:
        task = self.tasks[at]
        fault = outcome.words if isinstance(outcome, Died) else outcome.fault
        if isinstance(outcome, Died) or fault:
            named = fault if fault.startswith(shown_name(task.raw)) else f"{shown_name(task.raw)}: {fault}"
            self.faults[at] = named
            self.rows[at] = self._row(at, "failed", {"fault": named})
            self.progress.failed += 1
            return
        row = self._row(at, "ok", outcome.row | {"raw_sha256": outcome.sha256})
        self.runs.put(self._key(task, outcome.sha256, outcome.told), row, Path(task.raw), outcome.stamp, outcome.sha256)
        self.rows[at] = row
        self.progress.done += 1

    def _row(self, at: int, status: str, known: Mapping[str, Any]) -> Row:
        picture = self.tasks[at].picture if status == "ok" else None
        return {
            "status": status, "picture": None if picture is None else Path(picture).name, **known,
            "tuning": self.batch.tuning, "program": __version__, **given_row(self.batch.given), **self._named(at),
        }  # fmt: skip

    def _named(self, at: int) -> Row:
        """What a row says that decides nothing."""
        return {"raw": self.batch.labels[at], "profile": self.batch.profile.name}

    def finish(self) -> Report:
        """Write the tables of what is there, and close the database."""
        rows = [self.rows[at] for at in sorted(self.rows)]
        tables = tuple(self.batch.out / name for name in TABLES)
        try:
            for path, write in zip(tables, (write_csv, write_parquet), strict=True):
                write(path, self.batch.columns, rows)
        finally:
            self.runs.close()
        failures = tuple((self.batch.labels[at], self.faults[at]) for at in sorted(self.faults))
        return Report(tuple(rows), self.progress, failures, tables)


def _written(tasks: Iterable[Task]) -> Iterator[str]:
    """Names of what is written into the folder."""
    yield from TABLES
    yield from (Path(task.picture).name for task in tasks if task.picture is not None)
