"""What needs processes of its own: kills, two makers at once, a publication in the middle."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings

from kpuntt.datasets import CATALOGUE
from kpuntt.releases.month import Month
from kpuntt.releases.shelf import Shelf
from tests.own_database import OwnDatabase
from tests.releases import FIRST, NOTE, SECOND, changes, read_table

#: A first release: files, sheets, checksums, before and after the move.
LAST = 2 * len(CATALOGUE) + 3
DEATHS = (1, 12, len(CATALOGUE) + 7, LAST - 2, LAST - 1)


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of processes with a database and a shelf of their own."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "kpuntt.settings",
        "KPUNTT_LOCAL": "true",
        "VAR_DIR": str(tmp_path),
        "RELEASES_DIR": str(tmp_path / "shelf"),
    }
    with OwnDatabase("kpuntt_releases", environment):
        with _start(environment, "prepare") as process:
            _out, error = process.communicate(timeout=120)
        assert process.returncode == 0, error
        yield environment


def _start(environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.unit.kpuntt.releases.maker", *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _run(environment: dict[str, str], *arguments: str) -> tuple[int, str, str]:
    with _start(environment, *arguments) as process:
        out, error = process.communicate(timeout=120)
    return process.returncode, out, error


def _released(shelf: Path) -> list[str]:
    """Return what a reader finds on the shelf; whatever is there must be whole."""
    found = Shelf(shelf).releases()
    for release in found:
        assert not release.altered()
        assert len(release.sums) == 3 * len(CATALOGUE) + 5
        assert release.archive in release.files
    return [str(release.month) for release in found]


def _hidden(shelf: Path) -> set[str]:
    return {path.name for path in shelf.iterdir() if path.name.startswith(".")}


def test_a_killed_run_leaves_nothing_that_is_seen_and_the_next_one_sweeps(
    environment: dict[str, str], tmp_path: Path
) -> None:
    shelf = tmp_path / "shelf"
    for step in DEATHS:
        code, _out, error = _run(environment, "die", FIRST, str(step))
        assert code == -signal.SIGKILL, error
        assert _released(shelf) == []
        assert _hidden(shelf) == {".kunci", f".sebagian-{FIRST}"}
    chance = random.Random(1)  # noqa: S311 - moments, no secrets
    for _round in range(3):
        with _start(environment, "wait", FIRST, "1") as process:
            assert process.stdout is not None
            assert process.stdin is not None
            assert process.stdout.readline() == "ready\n"
            process.stdin.write("go\n")
            process.stdin.flush()
            time.sleep(chance.uniform(0, 1.5))
            process.kill()
        assert _released(shelf) in ([], [FIRST])
    code, _out, error = _run(environment, "die", FIRST, str(LAST))
    assert code in {-signal.SIGKILL, 0}, error
    assert _released(shelf) == [FIRST]
    code, _out, error = _run(environment, "wait", FIRST, "0")
    assert code == 0, error
    assert "sudah ada dan tidak berubah" in error
    assert _hidden(shelf) == {".kunci"}


def test_two_makers_do_not_get_in_each_others_way(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with _start(environment, "wait", FIRST, "5") as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "ready\n"
        code, _out, error = _run(environment, "wait", FIRST, "0")
        assert code == 1
        assert "Rilis lain sedang dibuat di folder ini." in error
        _out, error = first.communicate("go\n", timeout=120)
    assert first.returncode == 0, error
    assert _released(tmp_path / "shelf") == [FIRST]
    assert _hidden(tmp_path / "shelf") == {".kunci"}


def test_a_publication_in_the_middle_belongs_to_the_next_release_as_a_whole(
    environment: dict[str, str], tmp_path: Path
) -> None:
    shelf = tmp_path / "shelf"
    code, _out, error = _run(environment, "overtake", FIRST, str(len(CATALOGUE)))
    assert code == 0, error
    rows = read_table(shelf / FIRST / "data/daftar-pemilih.csv").rows
    assert {row["versi"] for row in rows} == {"1"}
    book = openpyxl.load_workbook(shelf / FIRST / "semua-tabel.xlsx")
    heading, *lines = book["daftar-pemilih"].iter_rows(values_only=True)
    assert {line[heading.index("versi")] for line in lines} == {1}
    release = Shelf(shelf).release(Month.parse(FIRST))
    assert release is not None
    assert release.units["voters.roll", "dpt-pilkada-2024"] == 1

    code, _out, error = _run(environment, "wait", SECOND, "0")
    assert code == 0, error
    said = [line for line in changes(shelf / SECOND) if line["dataset"] == "daftar-pemilih"]
    assert {line["alasan"] for line in said} == {NOTE}
    assert len(said) == 24
