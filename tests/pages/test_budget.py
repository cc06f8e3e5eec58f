"""What a reader finds on the budget pages and in their files."""

from __future__ import annotations

import csv
import io

import brotli
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budget.models import BudgetLine, BudgetSnapshot, GrantReport
from budget.selectors import public_addresses
from kpuntt.caching.services import generation_bump
from kpuntt.publishing.services import (
    publication_amend,
    publication_publish,
    publication_submit,
    publication_verify,
    publication_withdraw,
)
from tests.budget_months import june_snapshot
from tests.pages.html import Page, decoded

pytestmark = pytest.mark.django_db

YEAR = "/anggaran/2024/"
GRANTS = "/anggaran/hibah-pilkada-2024/"
FIRST_FLIGHT = 14 * 1024


def _csv(reader: Client, address: str) -> list[dict[str, str]]:
    text = decoded(reader.get(address)).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def _queries(reader: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert reader.get(address).status_code == 200
    return len(queries)


def test_the_area_leads_with_the_absorption_and_keeps_the_grants_apart(reader: Client) -> None:
    page = Page(reader, "/anggaran/")
    assert "Serapan sampai dengan Desember 2024 99,61 %" in page.text
    years, grants = page.tables
    assert years == [
        ["2024", "Desember 2024", "215.464.527.000", "214.623.011.840", "841.515.160", "99,61 %"]
    ]
    assert grants == [["Hibah Pilkada 2024", "569.232.450.470", "341.222.000.000"]]
    assert "tidak pernah dijumlahkan" in page.text


def test_the_year_shows_its_total_its_source_and_that_only_december_is_published(
    reader: Client,
) -> None:
    page = Page(reader, YEAR)
    assert "Serapan 99,61 % Pagu Rp 215.464.527.000 Realisasi Rp 214.623.011.840" in page.text
    assert "BAB III D, tabel Realisasi Anggaran, baris TOTAL" in page.text
    assert "Untuk 2024 hanya angka akhir tahun yang diterbitkan" in page.text
    assert "tidak menyebut basis pencatatannya" in page.text
    assert "<svg class=" not in page.source


def test_the_year_lists_31_lines_with_the_balancing_line_in_its_place_and_marked(
    reader: Client,
) -> None:
    rows = Page(reader, YEAR).tables[0]
    assert len(rows) == 30 + 1
    assert rows[7] == [
        "selebihnya dihitung portalTidak dirinci dalam sumber",
        "96,58 %",
        "364.647.000",
        "352.176.157",
        "12.470.843",
    ]
    assert sum("dihitung portal" in row[0] for row in rows) == 1


def test_a_blank_cell_is_said_to_be_missing(reader: Client) -> None:
    rows = [row for row in Page(reader, YEAR).tables[0] if "CQ.6981.QGE.001" in row[0]]
    assert [row[1:] for row in rows] == [["0,00 %", "2.000", "tidak disebut", "2.000"]]


def test_the_largest_lines_come_first_when_asked(reader: Client) -> None:
    by_code = [row[2] for row in Page(reader, f"{YEAR}?urut=kode").tables[0]]
    largest = [row[2] for row in Page(reader, f"{YEAR}?urut=terbesar").tables[0]]
    assert by_code == [row[2] for row in Page(reader, YEAR).tables[0]]
    assert by_code[8:10] == ["13.793.137.000", "7.351.000"]
    assert sorted(largest) == sorted(by_code)
    assert largest[8:12] == ["13.793.137.000", "13.748.825.000", "36.961.000", "7.351.000"]


@pytest.mark.parametrize(
    "address",
    [f"{YEAR}?urut=pagu", f"{YEAR}?urut=", f"{GRANTS}?urut=printed", f"{GRANTS}?urut=kode"],
)
def test_an_unknown_order_is_refused_with_a_sentence(reader: Client, address: str) -> None:
    page = Page(reader, address)
    assert page.response.status_code == 400
    assert "tidak dikenal" in page.text


def test_the_year_names_what_the_document_says_elsewhere(reader: Client) -> None:
    page = Page(reader, YEAR)
    assert ["BAB IV Penutup", "Persen realisasi", "98,38 %"] in page.tables[1]
    assert len(page.tables[1]) == 10
    assert "Tercetak 98,38, terhitung 99,61, selisih −1,23." in page.text
    assert "Tercetak W.3360, terhitung WA.3360." in page.text
    assert "Cocok 127 pemeriksaan" in page.text
    assert "Tidak dapat diperiksa 3 pemeriksaan" in page.text


def test_a_line_has_its_own_page_with_its_parts_and_what_is_left_of_it(reader: Client) -> None:
    page = Page(reader, f"{YEAR}CQ.6709/")
    (rows,) = page.tables
    assert [row[2:4] for row in rows] == [
        ["17.487.291.000", "17.477.470.987"],
        ["4.087.000.000", "4.084.904.876"],
        ["185.156.000", "183.999.440"],
        ["364.647.000", "352.176.157"],
    ]
    assert rows[3][0].startswith("selebihnya")
    assert "Kegiatan di bawah CQ Penyelenggaraan Pemilu" in page.text
    assert "selisih 364.647.000" in page.text
    assert f'href="{YEAR}CQ/"' in page.source


def test_a_misprinted_code_stands_beside_the_code_of_the_place(reader: Client) -> None:
    text = Page(reader, f"{YEAR}WA.3360/").text
    assert "WA.3360 Operasional Perkantoran" in text
    assert "Kode tercetak: W.3360" in text
    assert "Kode tercetak" not in Page(reader, f"{YEAR}WA/").text


def test_the_balancing_line_says_that_it_was_computed(reader: Client) -> None:
    text = Page(reader, f"{YEAR}CQ.6709.tidak-dirinci/").text
    assert "Baris ini tidak tercetak dalam sumber." in text
    assert "Kode tercetak" not in text


@pytest.mark.parametrize(
    "address",
    [
        f"{YEAR}CQ.9999/",
        f"{YEAR}W.3360/",
        "/anggaran/2023/",
        "/anggaran/2023/CQ/",
        "/anggaran/hibah-pilkada-2020/",
        "/anggaran/realisasi-2024-12/versi/2/",
        "/anggaran/hibah-pilkada-2024/versi/2/",
    ],
)
def test_what_was_never_published_is_not_found(reader: Client, address: str) -> None:
    assert reader.get(address).status_code == 404


def test_the_grants_show_printed_totals_beside_the_sums_and_say_whose_money_it_is(
    reader: Client,
) -> None:
    page = Page(reader, GRANTS)
    sums, rows = page.tables
    assert sums == [
        ["Hibah pilbup/pilwalkot", "569.232.450.470", "568.119.544.520", "+1.112.905.950"],
        ["Hibah pilgub", "341.222.000.000", "341.221.964.755", "+35.245"],
    ]
    assert len(rows) == 23
    assert rows[4][0] == "Kabupaten Kupang tercetak “Jupang”"
    assert rows[10][0] == "Kabupaten Nagekeo tercetak “Negekeo”"
    assert rows[21][0] == "Kota Kupang"
    assert rows[22] == [
        "Provinsi Nusa Tenggara Timur",
        "70.322.533.315",
        "0",
        "70.322.533.315",
    ]
    assert "dana APBD di luar DIPA" in page.text
    assert (
        "Jumlah baris (dihitung portal) 909.341.509.275 568.119.544.520 341.221.964.755"
        in page.text
    )
    assert "Rp 70.322.533.315 untuk kedua pemilihan" in page.text


def test_the_grants_are_sorted_by_the_query(reader: Client) -> None:
    rows = Page(reader, f"{GRANTS}?urut=-regent").tables[1]
    assert [row[0] for row in rows[:2]] == [
        "Kabupaten Timor Tengah Selatan",
        "Kabupaten Flores Timur",
    ]


def test_the_grants_are_in_no_figure_of_the_budget(reader: Client) -> None:
    budget = Page(reader, YEAR).text + decoded(reader.get("/data/realisasi-anggaran.csv"))
    for amount in ("569.232", "568.119", "341.222", "341.221", "569232", "341222"):
        assert amount not in budget


def test_the_budget_file_has_31_printed_lines_the_balancing_line_and_the_total(
    reader: Client,
) -> None:
    rows = _csv(reader, "/data/realisasi-anggaran.csv?tahun=2024")
    kinds = [row["jenis_baris"] for row in rows]
    assert (kinds.count("Tercetak"), kinds.count("Penyeimbang")) == (31, 1)
    total = rows[-1]
    assert [total[name] for name in ("kode", "pagu", "realisasi", "sisa", "persen")] == [
        "TOTAL",
        "215464527000",
        "214623011840",
        "841515160",
        "99.61",
    ]
    assert (total["tahun"], total["bulan"], total["revisi"]) == ("2024", "12", "")
    assert (total["basis"], total["tingkat"]) == ("Tidak disebut", "Total")
    balancing = rows[kinds.index("Penyeimbang")]
    assert (balancing["kode_tercetak"], balancing["kode_induk"]) == ("", "CQ.6709")
    assert (balancing["urutan"], balancing["persen"]) == ("7", "96.58")
    blank = next(row for row in rows if row["kode"] == "CQ.6981.QGE.001")
    assert (blank["realisasi"], blank["sisa"]) == ("", "2000")
    strange = next(row for row in rows if row["kode_tercetak"] == "3361.EBA.994")
    assert strange["kode"] == "WA.3360.EBA.994"


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("realisasi-anggaran.csv?tingkat=program", 2),
        ("realisasi-anggaran.csv?tingkat=ro", 20),
        ("realisasi-anggaran.csv?jenis_baris=penyeimbang", 1),
        ("realisasi-anggaran.csv?jenis_baris=tercetak&bulan=12", 31),
        ("realisasi-anggaran.csv?bulan=6", 0),
        ("hibah-pilkada.csv?tahun=2024", 24),
        ("hibah-pilkada.csv?wilayah=53.01", 1),
    ],
)
def test_a_filter_of_a_file_keeps_its_rows(reader: Client, query: str, count: int) -> None:
    assert len(_csv(reader, f"/data/{query}")) == count


@pytest.mark.parametrize(
    "query",
    [
        "realisasi-anggaran.csv?tahun=2023",
        "realisasi-anggaran.csv?bulan=13",
        "realisasi-anggaran.json?tingkat=Program",
        "realisasi-anggaran.xlsx?jenis_baris=",
        "hibah-pilkada.csv?tahun=2023",
        "hibah-pilkada.csv?wilayah=5301",
    ],
)
def test_a_filter_that_is_not_understood_is_refused(reader: Client, query: str) -> None:
    assert reader.get(f"/data/{query}").status_code == 400


def test_the_grants_file_keeps_printed_names_and_marks_the_total_row(reader: Client) -> None:
    rows = _csv(reader, "/data/hibah-pilkada.csv")
    kupang = next(row for row in rows if row["kode_wilayah"] == "53.01")
    assert (kupang["nama_wilayah"], kupang["nama_tercetak"]) == ("Kabupaten Kupang", "Jupang")
    total = rows[-1]
    assert (total["kode_wilayah"], total["nama_wilayah"]) == ("", "")
    assert (total["baris_jumlah"], rows[0]["baris_jumlah"]) == ("true", "false")
    assert (total["hibah_pilbup"], total["hibah_pilgub"]) == ("569232450470", "341222000000")


def test_several_months_draw_a_curve_beside_the_treasury_reference(reader: Client) -> None:
    june_snapshot(100_000_000_000)
    page = Page(reader, YEAR)
    assert "Sampai dengan Desember 2024 terserap 99,61 % dari pagu" in page.text
    assert page.source.count('class="reference"') == 3
    assert page.source.count('<svg class="chart"') == 1
    assert page.tables[0] == [
        ["51 Belanja pegawai", "20,00 %", "50,00 %", "75,00 %", "95,00 %"],
        ["52 Belanja barang", "15,00 %", "50,00 %", "70,00 %", "90,00 %"],
        ["53 Belanja modal", "10,00 %", "40,00 %", "70,00 %", "90,00 %"],
    ]
    assert [row[0] for row in page.tables[1]] == ["Desember 2024", "Juni 2024"]
    assert "PER-5/PB/2024" in page.text
    assert "hanya angka akhir tahun" not in page.text
    assert "Serapan 99,61 %" in page.text


def test_an_earlier_month_is_readable_at_its_own_address_and_leads_to_the_newest(
    reader: Client,
) -> None:
    june_snapshot(100_000_000_000)
    page = Page(reader, "/anggaran/realisasi-2024-06/versi/1/")
    assert "Ini keadaan sampai dengan Juni 2024. Lihat bulan terbaru" in page.text
    assert "Realisasi Rp 100.000.000.000" in page.text
    assert "sudah digantikan" not in page.text


def test_a_withdrawn_newest_month_is_not_replaced_in_silence(reader: Client, bob: User) -> None:
    june_snapshot(100_000_000_000)
    december = BudgetSnapshot.objects.published().get(month=12)
    publication_withdraw(unit=december, actor=bob, reason="Salah salin.")
    text = Page(reader, YEAR).text
    assert "Angka sampai dengan Desember 2024 ditarik dari penerbitan. Salah salin." in text
    assert "kumulatif sampai dengan Juni 2024" in text


def test_a_month_before_december_does_not_pretend_to_be_the_year_end(reader: Client) -> None:
    BudgetSnapshot.objects.update(month=9)
    generation_bump(area="budget")
    assert "Hanya angka sampai dengan September 2024 yang diterbitkan" in Page(reader, YEAR).text


def test_the_line_that_absorbed_least_is_named_as_printed(reader: Client) -> None:
    rows = _csv(reader, "/data/realisasi-anggaran.csv?tahun=2024&jenis_baris=tercetak")
    parents = {row["kode_induk"] for row in rows}
    details = [row for row in rows if row["persen"] and row["kode"] not in parents]
    least = min(details, key=lambda row: float(row["persen"]))
    sentence = f"Serapan tercetak terendah: {least['uraian']} ({least['kode_tercetak']}), "
    percent = least["persen"].replace(".", ",")
    assert f"{sentence}{percent} %" in Page(reader, YEAR).text


def test_a_correction_shows_at_once_and_the_old_version_stays_readable(
    reader: Client, alice: User, bob: User
) -> None:
    old = reader.get(YEAR)
    draft = publication_amend(
        unit=BudgetSnapshot.objects.get(), actor=alice, public_note="Sel realisasi diisi."
    )
    draft.lines.filter(code="CQ.6981.QGE.001").update(realisation=0)
    assert reader.get(YEAR, headers={"if-none-match": old.headers["ETag"]}).status_code == 304
    publication_submit(unit=draft, actor=alice)
    publication_verify(unit=draft, actor=bob)
    publication_publish(unit=draft, actor=bob)

    assert reader.get(YEAR, headers={"if-none-match": old.headers["ETag"]}).status_code == 200
    page = Page(reader, YEAR)
    assert "Perbaikan: Sel realisasi diisi." in page.text
    assert "Tidak dapat diperiksa" not in page.text
    former = Page(reader, "/anggaran/realisasi-2024-12/versi/1/")
    assert "Ini versi 1, yang sudah digantikan." in former.text
    assert "Tidak dapat diperiksa 3 pemeriksaan" in former.text
    assert f'href="{YEAR}CQ/"' not in former.source
    assert len(_csv(reader, "/data/realisasi-anggaran.csv?tahun=2024")) == 32


def test_withdrawn_figures_are_gone_with_their_reason(reader: Client, alice: User) -> None:
    publication_withdraw(unit=BudgetSnapshot.objects.get(), actor=alice, reason="Tabel keliru.")
    publication_withdraw(unit=GrantReport.objects.get(), actor=alice, reason="Hibah keliru.")
    for address, reason in (
        (YEAR, "Tabel keliru."),
        (f"{YEAR}CQ.6709/", "Tabel keliru."),
        (GRANTS, "Hibah keliru."),
    ):
        page = Page(reader, address)
        assert page.response.status_code == 410, address
        assert f"Angka ini ditarik dari penerbitan. {reason}" in page.text
        assert "22.124.094.000" not in page.text
    overview = Page(reader, "/anggaran/").text
    assert "Belum ada realisasi anggaran yang diterbitkan di sini." in overview
    assert "Belum ada hibah pemilihan yang diterbitkan di sini." in overview
    assert reader.get("/anggaran/realisasi-2024-12/versi/1/").status_code == 404
    assert _csv(reader, "/data/realisasi-anggaran.csv") == []


def test_every_budget_page_fits_into_the_first_tcp_flight(reader: Client) -> None:
    sheet = brotli.compress((settings.BASE_DIR / "static/css/portal.css").read_bytes())
    weights = {
        address: len(reader.get(address).content) + len(sheet)
        for address in ["/anggaran/", *public_addresses()]
    }
    heaviest = max(weights, key=lambda address: weights[address])
    assert weights[heaviest] <= FIRST_FLIGHT, (heaviest, weights[heaviest])


def test_every_line_costs_the_same_number_of_queries(reader: Client) -> None:
    lines = [address for address in public_addresses() if address.startswith(f"{YEAR}")]
    assert len({_queries(reader, address) for address in lines if address != YEAR}) == 1


def test_the_number_of_queries_does_not_grow_with_the_lines(reader: Client) -> None:
    addresses = ("/anggaran/", YEAR, f"{YEAR}CQ.6709/", GRANTS, "/data/realisasi-anggaran/")
    before = {address: _queries(reader, address) for address in addresses}
    parent = BudgetLine.objects.get(code="CQ.6709")
    BudgetLine.objects.bulk_create(
        BudgetLine(
            snapshot=parent.snapshot,
            order=100 + number,
            level="ro",
            code=f"CQ.6709.QGE.{number}",
            printed_code=f"6709.QGE.{number}",
            parent=parent,
            name="Tambahan",
            ceiling=0,
            realisation=0,
            remaining=0,
            citation=parent.citation,
        )
        for number in range(100, 120)
    )
    generation_bump(area="budget")
    assert {address: _queries(reader, address) for address in addresses} == before
