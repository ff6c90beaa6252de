"""Render, measure or compare many raws with one tuning, into one folder with one table.

The folder gets a picture for each raw, results.csv and results.parquet, and a run database, by which a batch that was
stopped goes on with --resume. A raw that cannot be used is listed at the end and stops nothing; the exit code is then 1.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from tuner.cli.conditions import add_condition, condition_in
from tuner.cli.say import UsageError, answer_json, note, note_if_cold
from tuner.cli.tuning import tuning
from tuner.cli.words import PROFILE_HELP, check_output, exists, file_name, same_file

if TYPE_CHECKING:
    from tuner.app.batch import Batch, Pool, Report, Run

_FAILED, _STOPPED = 1, 130
FORMATS = ("png", "jpg", "tif", "none")
MOST_SHOWN = 20  # failures that are listed; all are in the table


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "raws", type=file_name, metavar="FOLDER|LIST",
        help="a folder of raws, or a text file that names one a line (from its own folder on)",
    )  # fmt: skip
    parser.add_argument("-o", "--output", type=file_name, required=True, metavar="OUT", help="the folder to write to")
    parser.add_argument("-p", "--profile", type=file_name, metavar="PROFILE", help=PROFILE_HELP)
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="png",
        help="of the pictures (%(default)s); none only measures and compares",
    )
    parser.add_argument("--bits", type=int, choices=(8, 16), default=8, help="bits a channel (%(default)s)")
    parser.add_argument(
        "--against", type=file_name, metavar="PROFILE|FOLDER",
        help="compare each picture: with that of another tuning, or with the one of the same name in a folder",
    )  # fmt: skip
    parser.add_argument(
        "--resume", action="store_true", help="go on with what OUT holds: what is done is not done again"
    )
    parser.add_argument("--jobs", type=int, metavar="N", help="worker processes; without it, one for each processor")
    parser.add_argument(
        "--dask", metavar="ADDRESS", help="work on the Dask cluster of this scheduler, or 'local' to start one here"
    )
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout: counts, failures and rows")
    add_condition(parser)


def execute(args: argparse.Namespace) -> int:
    """Carry the batch out."""
    from tuner.app.batch import Run
    from tuner.app.cluster import ClusterError
    from tuner.files.batch_list import list_batch
    from tuner.files.picture import check_format

    if args.jobs is not None and not 1 <= args.jobs <= 1024:
        raise UsageError(f"--jobs {args.jobs}: between 1 and 1024 processes can be started")
    if args.format != "none":
        check_format(Path(f"picture.{args.format}"), args.bits)
    _check_folder(args)
    batch = _batch(args, list_batch(args.raws))
    run = Run.begin(batch, resume=args.resume)
    if run.progress.kept:
        note(f"{run.progress.kept} of {run.progress.total} are done already")
    stopped = False
    lost: ClusterError | None = None
    try:
        if run.progress.left:
            note_if_cold()
            _work(args, run)
    except KeyboardInterrupt:
        stopped = True
    except ClusterError as error:
        if not run.rows:  # it was never there
            raise
        lost = error
    report = run.finish()
    _show(args, report, stopped or lost is not None)
    if lost is not None:
        raise lost
    return _STOPPED if stopped else _FAILED if report.failures else 0


def _check_folder(args: argparse.Namespace) -> None:
    out: Path = args.output
    check_output(out, {})
    if exists(out) and not out.is_dir():
        raise UsageError(f"{out.name} is a file; -o names the folder to write to")


def _batch(args: argparse.Namespace, raws: tuple[Path, ...]) -> Batch:
    from tuner.app.batch import Batch

    beside = args.against if args.against is not None and args.against.is_dir() else None
    against = tuning(args.against) if args.against is not None and beside is None else None
    suffix = None if args.format == "none" else f".{args.format}"
    if beside is not None and same_file(beside, args.output) and suffix is not None:
        raise UsageError("--against and -o name one folder; the pictures to compare with would be written over")
    made = Batch(raws, tuning(args.profile), args.output, suffix, args.bits, against, beside, condition_in(args))
    written = {task.picture for task in made.tasks()}
    if any(str(raw.absolute()) in written for raw in raws):
        raise UsageError(f"a picture would be written over its raw; choose another folder than {args.output.name}")
    return made


def _work(args: argparse.Namespace, run: Run) -> None:
    """Do what is missing; whatever happens, no process is left."""
    from tuner.cli.bar import Bar

    pool = _pool(args, run.progress.left)
    bar = Bar(run.progress.total, run.progress.kept)
    try:
        for progress in run.outcomes(pool):
            bar.show(progress.total - progress.left, progress.failed)
    finally:
        bar.end()
        pool.close()


def _pool(args: argparse.Namespace, tasks: int) -> Pool:
    from tuner.app.pool import processors

    count = args.jobs or len(processors())
    if args.dask is not None:
        from tuner.app.cluster import Cluster

        return Cluster(args.dask, count)
    from tuner.app.workers import Workers

    return Workers(min(count, tasks))


def _show(args: argparse.Namespace, report: Report, stopped: bool) -> None:
    progress = report.progress
    if args.json:
        answer_json({
            "out": str(args.output), "total": progress.total, "kept": progress.kept, "done": progress.done,
            "failed": progress.failed, "stopped": stopped,
            "failures": [{"raw": raw, "fault": fault} for raw, fault in report.failures],
            "tables": [str(path) for path in report.tables], "rows": report.rows,
        })  # fmt: skip
    note(f"{progress.done} done, {progress.kept} kept from before, {progress.failed} failed, of {progress.total}")
    for _, fault in report.failures[:MOST_SHOWN]:
        note(f"failed: {fault}")
    if len(report.failures) > MOST_SHOWN:
        note(f"failed: and {len(report.failures) - MOST_SHOWN} more; the table names all")
    for path in report.tables:
        note(f"wrote {path}")
    if stopped:
        note("stopped; the same command with --resume goes on")
