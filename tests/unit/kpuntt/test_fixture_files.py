from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings as portal
from pytest_django import Settings

from kpuntt.fixture_files import read_rows, read_tables

BASE_DIR: Path = portal.BASE_DIR


def _write(settings: Settings, folder: Path, name: str, text: str) -> None:
    settings.BASE_DIR = folder
    (folder / "fixtures").mkdir()
    (folder / "fixtures" / name).write_bytes(text.encode())


def test_every_cell_is_text_just_as_it_was_written(settings: Settings, tmp_path: Path) -> None:
    _write(settings, tmp_path, "x.csv", 'kode,jumlah,nama\n53.10,"133,451", Kupang \n53.07,,-\n')
    assert read_rows("x.csv") == [
        {"kode": "53.10", "jumlah": "133,451", "nama": " Kupang "},
        {"kode": "53.07", "jumlah": "", "nama": "-"},
    ]


def test_tables_keep_the_types_of_their_file(settings: Settings, tmp_path: Path) -> None:
    _write(settings, tmp_path, "x.toml", '[[roll]]\nslug = "a"\nyear = 2024\n')
    assert read_tables("x.toml", "roll") == [{"slug": "a", "year": 2024}]


def test_a_file_that_is_not_there_is_not_an_empty_one() -> None:
    with pytest.raises(FileNotFoundError):
        read_rows("tidak-ada.csv")


@pytest.mark.parametrize(
    "name", sorted(path.name for path in (BASE_DIR / "fixtures" / "voters").glob("*.csv"))
)
def test_every_row_of_a_fixture_has_as_many_cells_as_its_header(name: str) -> None:
    for row in read_rows(f"voters/{name}"):
        assert None not in row
        assert None not in row.values()
