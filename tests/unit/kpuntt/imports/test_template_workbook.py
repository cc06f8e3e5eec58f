from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kpuntt.importable import IMPORTABLE
from kpuntt.imports.book import FileRefusedError
from kpuntt.imports.kinds import ImportKind
from kpuntt.imports.parsing import parse_book
from kpuntt.imports.reading import read_file
from kpuntt.imports.template_workbook import template_workbook
from kpuntt.regions.models import Region, RegionLevel

pytestmark = pytest.mark.django_db

KINDS = list(IMPORTABLE.values())


def _saved(kind: ImportKind, path: Path) -> Path:
    path.write_bytes(template_workbook(kind))
    return path


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_empty_template_is_refused_with_a_sentence(kind: ImportKind, tmp_path: Path) -> None:
    path = _saved(kind, tmp_path / "templat.xlsx")
    with pytest.raises(FileRefusedError, match="tidak ada baris berisi angka"):
        parse_book(kind, read_file(path, name=path.name))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_template_filled_with_its_examples_is_imported_without_an_error(
    kind: ImportKind, tmp_path: Path
) -> None:
    path = _saved(kind, tmp_path / "templat.xlsx")
    workbook = load_workbook(path)
    data, example = workbook["Data"], workbook["Contoh"]
    for row in data.iter_rows(min_row=2):
        for cell in row:
            cell.value = None
    for cells in example.iter_rows(min_row=2):
        for cell in cells:
            data.cell(cell.row or 0, cell.column or 0).value = cell.value
    workbook.save(path)
    parsed = parse_book(kind, read_file(path, name=path.name))
    assert parsed.errors == []
    assert len(parsed.records) == len(kind.examples) > 0
    for record, example_values in zip(parsed.records, kind.examples, strict=True):
        assert all(record.values[name] is not None for name in example_values)
    assert {"Data", "Contoh", "Petunjuk"} <= set(workbook.sheetnames)


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind.lists_regions], ids=lambda kind: kind.name
)
def test_a_template_lists_the_regencies_in_the_order_of_every_table(kind: ImportKind) -> None:
    data = load_workbook(BytesIO(template_workbook(kind)))["Data"]
    names = [data.cell(row, 1).value for row in range(2, data.max_row + 1)]
    assert names == [str(region) for region in Region.objects.at_level(RegionLevel.REGENCY)]
    assert len(names) == 22


def test_a_template_keeps_its_heading_in_view_and_explains_each_column() -> None:
    kind = IMPORTABLE["daftar-pemilih"]
    workbook = load_workbook(BytesIO(template_workbook(kind)))
    assert workbook["Data"].freeze_panes == "A2"
    titles = [cell.value for cell in workbook["Data"][1]]
    explained = [cell.value for cell in workbook["Petunjuk"]["A"]]
    assert titles == [column.label for column in kind.columns if not column.alternative]
    assert set(titles) <= set(explained)


def test_a_template_offers_the_choices_as_a_list() -> None:
    workbook = load_workbook(BytesIO(template_workbook(IMPORTABLE["gedung-kantor"])))
    rules = workbook["Data"].data_validations.dataValidation
    assert {rule.type for rule in rules} == {"list"}
    assert len(rules) == 3
    choices = [cell.value for cell in workbook["Pilihan"]["A"]]
    assert choices == ["Milik sendiri kondisi", "Baik", "Rusak ringan", "Rusak berat"]


def test_numbers_have_the_format_of_their_column() -> None:
    data = load_workbook(BytesIO(template_workbook(IMPORTABLE["hibah-pilkada"])))
    assert data["Contoh"]["B2"].value == 27_000_000_000
    assert data["Data"].column_dimensions["B"].width > 10
