from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.unit.kpuntt.imports.books import lines, own_rows, save_csv, save_xlsx

pytestmark = pytest.mark.django_db

HEADING = "No|Kabupaten/Kota|Jumlah TPS|L|P|L+P"


def _run(*arguments: str | Path) -> tuple[int, str]:
    output = StringIO()
    try:
        call_command("import_preview", *map(str, arguments), stdout=output)
    except SystemExit as ending:
        return int(ending.code or 0), output.getvalue()
    return 0, output.getvalue()


def _json(*arguments: str | Path) -> tuple[int, list[dict[str, Any]]]:
    code, output = _run(*arguments, "--json")
    return code, [json.loads(line) for line in output.splitlines()]


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return save_xlsx(own_rows("daftar-pemilih"), tmp_path / "dpt.xlsx")


@pytest.fixture
def partly(tmp_path: Path) -> Path:
    text = f"{HEADING}\n7|Sikka|557|115.55|129.291|244.841\n8|Ende|637|1|2|3"
    return save_csv(lines(text), tmp_path / "sebagian.csv")


def test_a_good_file_is_accepted_with_its_totals(good: Path) -> None:
    code, (answer,) = _json("daftar-pemilih", good)
    totals = {
        "tps": 9_877,
        "tps_lokasi_khusus": 16,
        "laki_laki": 1_958_444,
        "perempuan": 2_029_928,
        "jumlah": 3_988_372,
    }
    assert code == 0
    assert answer == {
        "file": str(good),
        "outcome": "accepted",
        "reason": "",
        "rows_in": 22,
        "rows_accepted": 22,
        "rows_refused": 0,
        "errors": [],
        "totals": totals,
        "printed_totals": totals,
        "findings": [],
        "notices": ["Judul yang diulang dilewati: baris 22–24, 26–27."],
    }


def test_a_refused_row_is_named_by_sheet_row_and_column(partly: Path) -> None:
    code, (answer,) = _json("daftar-pemilih", partly)
    assert code == 1
    assert (answer["outcome"], answer["reason"]) == ("rows_refused", "")
    assert (answer["rows_in"], answer["rows_accepted"], answer["rows_refused"]) == (2, 1, 1)
    (error,) = answer["errors"]
    assert set(error) == {"sheet", "row", "column", "value", "problem", "remedy"}
    assert (error["row"], error["column"], error["value"]) == (2, "D (L)", "115.55")
    assert "mungkin 115.550" in error["remedy"]


def test_findings_say_what_is_printed_and_what_is_computed(tmp_path: Path) -> None:
    path = save_xlsx(own_rows("produk-hukum"), tmp_path / "jdih.xlsx")
    code, (answer,) = _json("produk-hukum", path)
    assert code == 0
    assert answer["findings"][0] == {
        "rule": "JUMLAH-PRODUK-HUKUM",
        "where": "Produk hukum, fisik",
        "printed": 240,
        "computed": 1121,
        "difference": -881,
    }


def test_a_missing_file_is_refused_and_the_others_still_run(good: Path, tmp_path: Path) -> None:
    missing = tmp_path / "tidak-ada.xlsx"
    code, answers = _json("daftar-pemilih", missing, good)
    assert code == 2
    assert [answer["outcome"] for answer in answers] == ["refused", "accepted"]
    assert answers[0]["reason"] == (
        f"Berkas “{missing}” tidak ditemukan. Periksa nama dan foldernya."
    )
    assert answers[0]["rows_in"] == 0


def test_the_exit_code_is_that_of_the_worst_file(good: Path, partly: Path) -> None:
    code, answers = _json("daftar-pemilih", partly, good)
    assert code == 1
    assert [answer["outcome"] for answer in answers] == ["rows_refused", "accepted"]


def test_a_file_with_personal_data_is_refused_without_repeating_it(tmp_path: Path) -> None:
    number = "5301014107850001"
    path = save_xlsx([*lines(f"{HEADING}\n7|Sikka|1|1|2|3"), ["", "", number]], tmp_path / "a.xlsx")
    for arguments in (("--json",), ()):
        code, output = _run("daftar-pemilih", path, *arguments)
        assert code == 2
        assert "data perseorangan" in output
        assert number not in output


def test_what_is_no_workbook_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "surat.xlsx"
    path.write_bytes(b"%PDF-1.7")
    code, (answer,) = _json("daftar-pemilih", path)
    assert (code, answer["outcome"]) == (2, "refused")
    assert answer["reason"].endswith(".")


def test_a_sheet_and_a_region_can_be_chosen(tmp_path: Path) -> None:
    text = "No|Kecamatan|TPS|L|P|L+P\n1|Alok|5|1|2|3"
    path = save_xlsx(lines(text), tmp_path / "sikka.xlsx")
    code, (answer,) = _json("daftar-pemilih", path, "--wilayah", "53.07", "--sheet", "Sheet")
    assert (code, answer["rows_accepted"]) == (0, 1)
    code, (answer,) = _json("daftar-pemilih", path, "--sheet", "Lain")
    assert (code, answer["outcome"]) == (2, "refused")


def test_an_unknown_kind_ends_with_the_list_of_kinds() -> None:
    with pytest.raises(CommandError, match="hibah-pilkada") as ending:
        call_command("import_preview", "resep", "x.xlsx")
    assert ending.value.returncode == 2


def test_the_report_for_people_is_in_indonesian(partly: Path) -> None:
    code, output = _run("daftar-pemilih", partly)
    assert code == 1
    assert output.splitlines() == [
        f"{partly}: diterima sebagian",
        "  2 baris data: 1 diterima, 1 ditolak",
        (
            "  Salah: lembar sebagian, baris 2, kolom D (L): “115.55” tidak dapat dibaca sebagai "
            "bilangan. Kemungkinan nol di belakangnya hilang; tulis bilangan bulat lengkap seperti "
            "dalam dokumen asli. Angka aslinya mungkin 115.550; cocok dengan L+P."
        ),
        "  Total “Jumlah TPS”: 637",
        "  Total “Laki-laki”: 1",
        "  Total “Perempuan”: 2",
        "  Total “L+P”: 3",
        (
            "  Catatan: 2 angka seperti “129.291” dibaca sebagai ribuan (129291); periksa dengan "
            "dokumen asli."
        ),
    ]


def test_nothing_is_stored(good: Path, partly: Path) -> None:
    with CaptureQueriesContext(connection) as queries:
        _run("daftar-pemilih", good, partly)
    statements = [query["sql"] for query in queries.captured_queries]
    assert statements
    assert all(sql.lstrip().upper().startswith("SELECT") for sql in statements)
