"""`tuner guess`: candidates in the words of the flags, best first."""

from __future__ import annotations

import json
import shutil

from tests.files.test_guess import HEIGHT, WIDTH, scene
from tuner.cli.main import main
from tuner.files.packing import pack


def test_candidates_can_be_given_back_as_flags(tmp_path, capsys):
    path = tmp_path / "x.raw"
    path.write_bytes(pack(scene("GRBG", 10), "mipi10", 10).tobytes())
    assert main(["guess", str(path), "--json"]) == 0
    first = json.loads(capsys.readouterr().out)["candidates"][0]
    assert (first["width"], first["height"], first["cfa"], first["packing"]) == (WIDTH, HEIGHT, "GRBG", "mipi10")
    flags = [
        w
        for name in ("width", "height", "cfa", "packing", "bits", "black", "white")
        for w in (f"--{name}", str(first[name]))
    ]
    assert main(["inspect", str(path), *flags, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["width"], told["cfa"], told["bits"], told["frames"]) == (WIDTH, "GRBG", 10, 1)


def test_the_name_narrows_the_search_unless_the_bytes_alone_are_asked(tmp_path, capsys):
    path = tmp_path / f"x_{WIDTH // 2}x{HEIGHT * 2}_BGGR.raw"  # wrong, and believed
    path.write_bytes(pack(scene("GRBG", 10), "u16", 10).tobytes())
    for words, width, cfa in (([], WIDTH // 2, "BGGR"), (["--bytes-only"], WIDTH, "GRBG")):
        assert main(["guess", str(path), "--json", *words]) == 0
        first = json.loads(capsys.readouterr().out)["candidates"][0]
        assert (first["width"], first["cfa"]) == (width, cfa)


def test_a_table_for_people(tmp_path, capsys):
    path = tmp_path / "x.raw"
    path.write_bytes(pack(scene("RGGB", 12), "u16", 12).tobytes())
    assert main(["guess", str(path)]) == 0
    assert f"{WIDTH} x {HEIGHT} RGGB, 12 bit u16" in capsys.readouterr().out.splitlines()[0]


def test_a_folder_is_said_to_be_one(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in (".", str(tmp_path)):
        assert main(["guess", name]) == 2
        assert "it is a folder" in capsys.readouterr().err


def test_what_fits_nothing_is_said(tmp_path, capsys):
    path = tmp_path / "x.raw"
    path.write_bytes(b"\0" * 1009)
    assert main(["guess", str(path)]) == 2
    assert main(["guess", str(tmp_path / "none.raw")]) == 2
    shutil.rmtree(tmp_path, ignore_errors=True)
    assert "fit no sensor dump" in capsys.readouterr().err


def test_a_name_that_the_size_contradicts_has_a_way_out(tmp_path, capsys):
    path = tmp_path / f"cut_{WIDTH}x{HEIGHT}_mipi10.raw"
    path.write_bytes(pack(scene("RGGB", 10), "mipi10", 10).tobytes()[:-600])
    assert main(["guess", str(path)]) == 2
    said = capsys.readouterr().err
    assert f"sidecar and name say {WIDTH} x {HEIGHT}" in said
    assert "--bytes-only" in said
    assert main(["guess", str(path), "--bytes-only"]) == 0


def test_a_sidecar_that_is_too_large_is_said_to_be_larger_than_something(tmp_path, capsys):
    path = tmp_path / "x.raw"
    path.write_bytes(pack(scene("RGGB", 10), "mipi10", 10).tobytes())
    (tmp_path / "x.raw.toml").write_text("#" * ((1 << 20) + 1))
    assert main(["guess", str(path)]) == 2
    assert "larger than 1 MiB" in capsys.readouterr().err
