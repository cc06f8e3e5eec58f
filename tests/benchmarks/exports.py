"""Measure bulk exports against the database's own tools: ``python -m tests.benchmarks.exports``.

It fills an empty database of its own with 670,104 roll lines: a SQLite file in a temporary folder,
or the PostgreSQL database that DATABASE_URL names. Each figure is the best of several runs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import django

RUNS = 5
CELLS = (100_000, 14)


def main() -> None:
    """Set the portal up on an empty database, then measure."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kpuntt.settings")
    if sys.argv[1:]:  # a process of its own for one measurement of memory
        django.setup()
        small, whole = _MEMORY[sys.argv[1]]
        _say(str(_growth_here(small, whole)))
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"KPUNTT_LOCAL": "true", "VAR_DIR": folder}
        django.setup()
        from django.core.management import call_command  # noqa: PLC0415 - after the set-up
        from django.db import connection  # noqa: PLC0415

        from tests.benchmarks.rolls import LINES, rolls_generate  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        rolls_generate()
        _say(f"{connection.vendor}: {LINES} baris")
        tool = _copy if connection.vendor == "postgresql" else _sqlite_tool
        ours, theirs = _alternating(_response, tool)
        _say(f"CSV lewat portal {LINES / ours:,.0f} baris/s, alat basis data {LINES / theirs:,.0f}")
        _say(f"rasio {theirs / ours:.2f}; bita pertama {_first_byte() * 1000:.0f} ms")
        _say(f"memori bertambah {_growth('csv'):.1f} MB")
        if connection.vendor == "sqlite":
            ours, theirs = _alternating(_our_workbook, _pandas_workbook, runs=4)
            _say(f"XLSX {CELLS}: kami {ours:.1f} s, pandas + openpyxl {theirs:.1f} s")
            _say(f"rasio {theirs / ours:.2f}; memori bertambah {_growth('xlsx'):.1f} MB")


def _alternating(
    ours: Callable[[], object], theirs: Callable[[], object], *, runs: int = RUNS
) -> tuple[float, float]:
    """Return the shortest time of each in seconds, measured in turn so that noise hits both."""
    best = [float("inf"), float("inf")]
    for _ in range(runs):
        for index, run in enumerate((ours, theirs)):
            start = time.perf_counter()
            run()
            best[index] = min(best[index], time.perf_counter() - start)
    return best[0], best[1]


def _asked(name: str = "daftar-pemilih") -> Any:
    from django.test import RequestFactory  # noqa: PLC0415 - after the set-up

    from kpuntt.views.files import dataset_file  # noqa: PLC0415

    request = RequestFactory().get(f"/data/{name}.csv", headers={"host": "127.0.0.1"})
    return dataset_file(request, name, "csv")


def _response() -> int:
    return sum(map(len, _asked()))


def _warm() -> int:
    """Send a file of eight rows: it loads the code and opens the connection."""
    return sum(map(len, _asked("dokumen-sumber")))


def _first_byte() -> float:
    start = time.perf_counter()
    response = _asked()
    next(iter(response))
    taken = time.perf_counter() - start
    response.close()
    return taken


def _select() -> tuple[str, tuple[Any, ...]]:
    from kpuntt.datasets import CATALOGUE  # noqa: PLC0415 - after the set-up
    from kpuntt.exports.database_csv import select_text  # noqa: PLC0415

    dataset = CATALOGUE["daftar-pemilih"]
    return select_text(dataset, dataset.queryset())


def _copy() -> None:
    """COPY of the same SELECT, neutralising included, by the database's own program."""
    from django.db import connection  # noqa: PLC0415 - after the set-up

    sql, parameters = _select()
    with connection.cursor() as cursor:
        copy = cursor.mogrify(f"COPY ({sql}) TO STDOUT (FORMAT csv)", parameters).decode()
    subprocess.run(
        ["psql", "-qX", "-d", _address(), "-c", copy], stdout=subprocess.DEVNULL, check=True
    )


def _address() -> str:
    return os.environ["DATABASE_URL"]


def _sqlite_tool() -> None:
    """``sqlite3 -csv`` of the same columns and rows, neutralising included, quoting by itself."""
    from django.db import connection, models  # noqa: PLC0415 - after the set-up

    from kpuntt.datasets import CATALOGUE  # noqa: PLC0415
    from kpuntt.exports.text import DANGEROUS, UNSEEN  # noqa: PLC0415

    query = CATALOGUE["daftar-pemilih"].queryset().query
    inner, parameters = query.sql_with_params()
    fields = [expression.output_field for expression in query.annotation_select.values()]
    names = [f"c{number}" for number in range(len(fields))]
    dangerous = ", ".join(map(_quoted, DANGEROUS))
    cells = [
        f"CASE WHEN substr(ltrim({name}, {_quoted(UNSEEN)}), 1, 1) IN ({dangerous}) "
        f"THEN '''' ELSE '' END || {name}"
        if isinstance(field, models.CharField | models.TextField)
        else name
        for name, field in zip(names, fields, strict=True)
    ]
    inner = inner.replace("%s", "{}").format(*map(_quoted, parameters))
    sql = f"WITH t({', '.join(names)}) AS ({inner}) SELECT {', '.join(cells)} FROM t"  # noqa: S608
    file = str(connection.settings_dict["NAME"])
    subprocess.run(["sqlite3", "-csv", file, sql], stdout=subprocess.DEVNULL, check=True)


def _quoted(value: Any) -> str:
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def _growth(kind: str) -> float:
    """Return the growth of memory in megabytes, measured in a fresh process.

    In this one, what earlier runs and pandas have given back would be used again unseen.
    """
    command = [sys.executable, "-m", "tests.benchmarks.exports", kind]
    return float(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def _growth_here(warm: Callable[[], object], run: Callable[[], object]) -> float:
    """Return by how much the memory of this process grows at most while it runs, in megabytes."""
    warm()  # what is loaded once does not count; it must stay small
    start, peak, done = _resident(), [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(0.005):
            peak[0] = max(peak[0], _resident())

    watcher = threading.Thread(target=watch)
    watcher.start()
    run()
    done.set()
    watcher.join()
    return max(0.0, peak[0] - start)


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _rows(rows: int = CELLS[0]) -> Iterable[tuple[Any, ...]]:
    columns = CELLS[1]
    for row in range(rows):
        numbers = [row * column for column in range(columns - 4)]
        yield (f"53.{row % 22:02}", f"Kabupaten {row}", *numbers, Decimal(row) / 4, "catatan")


def _our_workbook(rows: int = CELLS[0]) -> None:
    from kpuntt.datasets import REGIONS  # noqa: PLC0415 - after the set-up
    from kpuntt.exports.dataset import Column, ColumnType, Dataset  # noqa: PLC0415
    from kpuntt.exports.writers import Provenance, write_xlsx  # noqa: PLC0415

    types = [ColumnType.TEXT] * 2 + [ColumnType.INTEGER] * 10 + [ColumnType.DECIMAL]
    columns = [
        Column(f"k{index}", f"K{index}", kind, "pk", "Kolom.")
        for index, kind in enumerate([*types, ColumnType.TEXT])
    ]
    dataset = Dataset("uji", "Uji", "Uji.", tuple(columns), REGIONS.rows, ("regions",), ("k0",))
    with tempfile.TemporaryFile() as target:
        write_xlsx(dataset, _rows(rows), Provenance("", "", "", (), {}), target)


def _pandas_workbook() -> None:
    import pandas as pd  # noqa: PLC0415 - it costs a second, and only this needs it

    names = [f"k{index}" for index in range(CELLS[1])]
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as target:
        frame = pd.DataFrame(list(_rows()), columns=names)
        frame.to_excel(target.name, index=False, freeze_panes=(1, 0), engine="openpyxl")


#: What is measured in a process of its own: something small that loads the code, then the whole.
_MEMORY: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
    "csv": (_warm, _response),
    "xlsx": (partial(_our_workbook, 10), _our_workbook),
}


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
