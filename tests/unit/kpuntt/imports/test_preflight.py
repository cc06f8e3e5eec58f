from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpuntt.imports import parts as streaming
from kpuntt.imports.book import FileRefusedError, Span
from kpuntt.imports.package_parts import WorkbookFacts
from kpuntt.imports.preflight import FileKind, kind_of, workbook_facts
from kpuntt.imports.worksheet_part import SheetFacts
from tests.unit.kpuntt.imports.samples import (
    SHEET1,
    parts,
    relation,
    relations,
    sheet,
    workbook,
    xlsx,
    zipped,
)


def _facts(rows: str = "", **around: str) -> SheetFacts:
    return workbook_facts(xlsx(sheet1=sheet(rows, **around))).sheets[SHEET1]


def test_name_and_content_agree_on_the_kind() -> None:
    assert kind_of(xlsx(), "Rekap JULI.XLSX ") is FileKind.XLSX
    assert kind_of(b"a,b\n", "rekap.csv") is FileKind.CSV


def test_the_filled_part_of_a_sheet_does_not_count_blank_cells() -> None:
    facts = _facts(
        '<row r="2"><c r="B2"><v>1</v></c><c r="XFD2" s="1"/></row>'
        '<row r="3"><c r="C3"/></row><row r="1048576" ht="20"/>'
    )
    assert (facts.last_row, facts.last_column) == (2, 2)


def test_rows_and_cells_without_reference_are_counted() -> None:
    facts = _facts("<row><c><v>1</v></c></row><row><c/><c/><c><v>1</v></c></row>")
    assert (facts.last_row, facts.last_column) == (2, 3)


def test_rows_that_nobody_sees_are_found() -> None:
    facts = _facts(
        '<row r="2" hidden="1"/><row r="4" ht="0" customHeight="1"/><row r="5" ht="15"/>'
    )
    assert facts.hidden_rows == {2, 4}


def test_rows_of_a_collapsed_group_are_hidden_above_their_summary() -> None:
    facts = _facts(
        '<row r="1" outlineLevel="1"/><row r="2"/><row r="3" outlineLevel="2"/>'
        '<row r="4" outlineLevel="1"/><row r="5" collapsed="1"/><row r="6" outlineLevel="1"/>'
    )
    assert facts.hidden_rows == {3, 4}


def test_rows_of_a_collapsed_group_are_hidden_below_their_summary_where_that_stands_first() -> None:
    facts = _facts(
        '<row r="1" collapsed="1"/><row r="2" outlineLevel="1"/><row r="3"/>',
        before='<sheetPr><outlinePr summaryBelow="0"/></sheetPr>',
    )
    assert facts.hidden_rows == {2}


def test_merges_are_told_and_cut_to_what_is_read() -> None:
    facts = _facts(
        after='<mergeCells><mergeCell ref="A1:XFD1"/><mergeCell ref="B2:C3"/>'
        '<mergeCell ref="D4"/><mergeCell ref="CW9:CX9"/></mergeCells>'
    )
    assert facts.merges == [Span(1, 1, 1, 100), Span(2, 2, 3, 3), Span(4, 4, 4, 4)]


def test_two_thousand_merges_and_thirty_sheets_and_sixty_four_levels_are_accepted() -> None:
    merges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 2001))
    assert len(_facts(after=f"<mergeCells>{merges}</mergeCells>").merges) == 2000
    sheets = {f"xl/worksheets/sheet{n}.xml": sheet("") for n in range(1, 31)}
    assert len(workbook_facts(zipped({**parts(), **sheets})).sheets) == 30
    assert _facts(after="<a>" * 63 + "</a>" * 63)


def test_an_empty_formula_result_of_text_is_a_result() -> None:
    facts = _facts('<row r="1"><c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><f>1</f></c></row>')
    assert facts.uncomputed == "B1"


def test_a_workbook_to_be_recalculated_says_so() -> None:
    facts = workbook_facts(xlsx(workbook=workbook(more='<calcPr fullCalcOnLoad="1"/>')))
    assert facts.recalculates
    assert not workbook_facts(xlsx()).recalculates


def test_hyperlinks_may_lead_outside() -> None:
    link = relation("hyperlink", "https://example.org/", "External")
    assert workbook_facts(xlsx(workbook_rels=relations(link)))


def test_too_many_elements_of_a_part_held_as_a_tree_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(streaming, "MAX_TREE_ELEMENTS", 15)
    with pytest.raises(FileRefusedError, match="Format, gaya"):
        workbook_facts(xlsx())


def _looked_at(content: bytes) -> WorkbookFacts | str:
    try:
        kind_of(content, "data.xlsx")
        return workbook_facts(content)
    except FileRefusedError as refusal:
        return str(refusal)


@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_refused_in_words(noise: bytes, signed: bool) -> None:
    found = _looked_at((b"PK\x03\x04" if signed else b"") + noise)
    assert isinstance(found, str)
    assert found.endswith("lalu unggah lagi.")


@given(st.data())
def test_a_workbook_with_changed_bytes_is_accepted_or_refused_in_words(data: st.DataObject) -> None:
    content = bytearray(xlsx())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    found = _looked_at(bytes(content[: data.draw(st.integers(len(content) - 5, len(content)))]))
    assert isinstance(found, WorkbookFacts) or found.endswith("lalu unggah lagi.")
