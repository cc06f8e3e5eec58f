from __future__ import annotations

import fcntl
import io
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpuntt.imports import reading
from kpuntt.imports.book import Book, FileRefusedError
from kpuntt.imports.reading import read_file
from tests.unit.kpuntt.imports.hostile import ALL
from tests.unit.kpuntt.imports.samples import SHEET1, Hostile, parts, xlsx, zipped

MEGABYTE = 1024**2


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "lock"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Identifiers of the processes that were started to read."""
    found = []

    class Recorded(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            found.append(self.pid)

    monkeypatch.setattr(subprocess, "Popen", Recorded)
    return found


def _upload(folder: Path, content: bytes) -> Path:
    path = folder / "upload"
    path.write_bytes(content)
    return path


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _processor_seconds() -> float:
    """What this process and those it started have used: the clock says more of the neighbours."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _assert_gone(process: int) -> None:
    with pytest.raises(ChildProcessError):
        os.waitpid(process, os.WNOHANG)
    with pytest.raises(ProcessLookupError):
        os.killpg(process, 0)


def _instead(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Let a program of the test run in place of the one that reads."""
    monkeypatch.setattr(reading, "COMMAND", (sys.executable, "-c", program))


@pytest.mark.parametrize("hostile", ALL, ids=str)
def test_a_hostile_file_is_refused_in_words_soon_and_leaves_nothing_behind(
    tmp_path: Path, lock: Path, started: list[int], hostile: Hostile
) -> None:
    path = _upload(tmp_path, hostile.make())
    memory, begin = _resident(), _processor_seconds()
    with pytest.raises(FileRefusedError) as refusal:
        read_file(path, name=hostile.name, lock=lock)
    assert _processor_seconds() - begin < 5
    assert _resident() - memory < 20 * MEGABYTE
    assert hostile.words in str(refusal.value)
    assert str(refusal.value).endswith(("lalu unggah lagi.", "biasa (.xlsx) lalu unggah lagi."))
    for process in started:
        _assert_gone(process)


def test_a_workbook_is_read_with_its_name_and_the_digest_of_its_bytes(
    tmp_path: Path, lock: Path, started: list[int]
) -> None:
    content = xlsx('<row r="3"><c r="B3" t="inlineStr"><is><t>Kupang</t></is></c></row>')
    book = read_file(_upload(tmp_path, content), name="C:\\Users\\x\\Rekap Juli.XLSX", lock=lock)
    assert book.name == "Rekap Juli.XLSX"
    assert len(book.sha256) == 64
    assert [(row.number, row.cells) for row in book.sheets[0].rows] == [(3, ("", "Kupang"))]
    assert len(started) == 1
    _assert_gone(started[0])


def test_a_csv_file_becomes_one_sheet_named_after_it(tmp_path: Path, lock: Path) -> None:
    book = read_file(_upload(tmp_path, b"a;b\n1;2,5\n"), name="Rekap.csv", lock=lock)
    assert [sheet.name for sheet in book.sheets] == ["Rekap"]
    assert [row.cells for row in book.sheets[0].rows] == [("a", "b"), ("1", "2,5")]


def test_a_file_that_is_gone_is_refused_and_not_an_error(tmp_path: Path, lock: Path) -> None:
    with pytest.raises(FileRefusedError, match="coba unggah lagi"):
        read_file(tmp_path / "nothing", name="a.xlsx", lock=lock)


def test_a_lock_that_cannot_be_had_is_refused_and_not_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="coba unggah lagi"):
        read_file(_upload(tmp_path, xlsx()), name="a.xlsx", lock=tmp_path / "no" / "lock")


def test_who_comes_while_another_file_is_read_is_asked_to_come_again(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "WAIT_SECONDS", 0.1)
    path = _upload(tmp_path, xlsx())
    with lock.open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(FileRefusedError, match="Server sedang membaca berkas lain; coba lagi"):
            read_file(path, name="a.xlsx", lock=lock)
    assert read_file(path, name="a.xlsx", lock=lock).sheets


def test_the_turn_is_held_while_a_file_is_read(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = (
        f"import fcntl\nother = open({str(lock)!r})\n"
        "try: fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)\n"
        "except OSError: print('dipegang')\nraise SystemExit(3)"
    )
    _instead(monkeypatch, program)
    with pytest.raises(FileRefusedError, match="dipegang"):
        read_file(_upload(tmp_path, xlsx()), name="a.xlsx", lock=lock)


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("raise SystemExit(1)", "rusak"),
        ("import os; os._exit(77)", "rusak"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "rusak"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "rusak"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "dalam 10 detik"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXFSZ)", "terlalu banyak"),
        ("raise SystemExit(4)", "terlalu banyak memori"),
        ("raise SystemExit(3)", "rusak"),
        ("print('x' * 5000); raise SystemExit(3)", "rusak"),
        ("pass", "rusak"),
        ("print('not a book')", "rusak"),
        ("print('[' * 100_000)", "rusak"),
        ('print(\'{"sha256":"a"}\')', "rusak"),
        ("import os; os.ftruncate(1, 60 << 20)", "terlalu banyak"),
    ],
)
def test_however_the_process_ends_it_is_a_refusal(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch, program: str, words: str
) -> None:
    default = "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_DFL); "
    _instead(monkeypatch, default + program)
    with pytest.raises(FileRefusedError, match=words):
        read_file(_upload(tmp_path, xlsx()), name="a.xlsx", lock=lock)


def test_a_process_that_does_not_end_is_killed_with_what_it_started(
    tmp_path: Path, lock: Path, started: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "WALL_SECONDS", 0.5)
    _instead(monkeypatch, "import os, signal\nos.fork()\nsignal.alarm(8)\nwhile True: pass")
    with pytest.raises(FileRefusedError, match="tidak selesai dibaca"):
        read_file(_upload(tmp_path, xlsx()), name="a.xlsx", lock=lock)
    with pytest.raises(ChildProcessError):
        os.waitpid(started[0], os.WNOHANG)
    begin = time.monotonic()
    with lock.open() as other:
        fcntl.flock(other, fcntl.LOCK_EX)  # waits until nothing that inherited the turn is alive
    assert time.monotonic() - begin < 4  # left alone, it would live for eight seconds


def test_the_process_has_no_environment(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "rahasia")
    program = "import os; print(sorted(set(os.environ) - {'LC_CTYPE'})); raise SystemExit(3)"
    _instead(monkeypatch, program)
    with pytest.raises(FileRefusedError, match=r"^\[\]"):
        read_file(_upload(tmp_path, xlsx()), name="a.xlsx", lock=lock)


def _run(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=reading.ROOT,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_process_reads_without_the_libraries_that_it_does_not_need(tmp_path: Path) -> None:
    path = _upload(tmp_path, xlsx())
    program = (
        "import io, sys\nfrom kpuntt.imports import child\nchild.do_without()\n"
        f"assert child.main({str(path)!r}, 'a.xlsx', io.BytesIO()) == 0\n"
        "print([name for name in ('openpyxl', 'defusedxml', 'django', 'pandas', 'numpy', 'PIL') "
        "if sys.modules.get(name)])"
    )
    assert _run(program).stdout.strip() == "['openpyxl', 'defusedxml']"


@pytest.mark.parametrize(
    ("greed", "outcome"),
    [
        ("try: bytes(600 << 20)\nexcept MemoryError: print('refused')", "refused"),
        ("try: open('/proc/self/x', 'w'); \nexcept OSError: print('refused')", "refused"),
        ("print(resource.getrlimit(resource.RLIMIT_CPU))", "(10, 11)"),
        ("print(resource.getrlimit(resource.RLIMIT_CORE))", "(0, 0)"),
        ("print(resource.getrlimit(resource.RLIMIT_NOFILE))", "(32, 32)"),
        ("print(signal.alarm(0))", "16"),
    ],
)
def test_the_process_gives_up_what_it_does_not_need(greed: str, outcome: str) -> None:
    program = f"import resource, signal\nfrom kpuntt.imports.child import limit\nlimit()\n{greed}"
    assert _run(program).stdout.strip() == outcome


@settings(max_examples=25)
@given(data=st.data())
def test_a_damaged_workbook_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    members = parts('<row r="1"><c r="A1" s="2"><v>1</v></c><c r="B1" t="str"><v>b</v></c></row>')
    member = data.draw(st.sampled_from(sorted(members)))
    text = members[member]
    place = data.draw(st.integers(0, len(text)))
    piece = data.draw(st.sampled_from(['"', "<", ">", "0", "-1", "9" * 30, "/", "A", " ", "", "&"]))
    members[member] = text[:place] + piece + text[place + data.draw(st.integers(0, 5)) :]
    path = _upload(folder, zipped(members))
    outcome: object
    try:
        outcome = isinstance(read_file(path, name="a.xlsx", lock=folder / "lock"), Book)
    except FileRefusedError as refusal:
        outcome = str(refusal).endswith("lagi.")
    assert outcome


def test_a_small_sheet_whose_dimension_lies_is_read(tmp_path: Path, lock: Path) -> None:
    members = parts()
    members[SHEET1] = members[SHEET1].replace(
        "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'
    )
    book = read_file(_upload(tmp_path, zipped(members)), name="a.xlsx", lock=lock)
    assert [row.cells for row in book.sheets[0].rows] == [("1",)]


def test_ten_thousand_rows_are_read_within_five_seconds(tmp_path: Path, lock: Path) -> None:
    letters = "ABCDEFGHIJKLMN"
    rows = "".join(
        f'<row r="{row}">'
        + "".join(
            f'<c r="{letter}{row}"><v>{row * 37 + place}</v></c>'
            for place, letter in enumerate(letters)
        )
        + "</row>"
        for row in range(1, 10_001)
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts(rows).items():
            archive.writestr(name, text)
    path = _upload(tmp_path, buffer.getvalue())
    begin = _processor_seconds()
    book = read_file(path, name="a.xlsx", lock=lock)
    assert _processor_seconds() - begin < 5
    assert len(book.sheets[0].rows) == 10_000
