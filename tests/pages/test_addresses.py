"""Every permanent address, and what a reader finds there."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.pages.html import Page, decoded

pytestmark = pytest.mark.django_db


def test_every_public_page_answers_with_one_heading_and_no_cookie(
    reader: Client, addresses: list[str]
) -> None:
    titles = set()
    for address in addresses:
        page = Page(reader, address)
        assert page.response.status_code == 200, address
        assert page.tags.count("h1") == 1, address
        assert page.tags.count("main") == 1, address
        assert '<html lang="id">' in page.source, address
        assert not page.response.cookies, address
        titles.add(page.source.split("<title>")[1].split("</title>")[0])
    assert len(addresses) == 166
    assert len(titles) == len(addresses)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/pemilih/",
        "/pemilih/pdpb-2025-semester-1/",
        "/pemilih/dpt-pilkada-2024/",
        "/pemilihan/pilgub-2024/",
        "/pemilihan/pilkada-2024/",
        "/pemilihan/pemilu-2024/",
        "/wilayah/",
        "/wilayah/53/",
        "/wilayah/53.07/",
        "/kinerja/",
        "/kinerja/2024/",
        "/kinerja/2024/reformasi-birokrasi/",
        "/anggaran/",
        "/anggaran/2024/",
        "/anggaran/2024/CQ.6709/",
        "/anggaran/hibah-pilkada-2024/",
        "/temuan/",
        "/data/",
        "/data/indikator-kinerja/",
        "/data/target-kinerja/",
        "/data/sasaran-strategis/",
        "/data/mitigasi-risiko/",
        "/data/gedung-kantor/",
        "/data/produk-hukum/",
        "/data/pegawai/",
        "/data/penghargaan/",
        "/data/realisasi-anggaran/",
        "/data/hibah-pilkada/",
        "/data/wilayah/",
        "/data/daftar-pemilih/",
        "/data/alasan-tms/",
        "/data/pemilih-disabilitas/",
        "/data/hasil-pemilihan/",
        "/data/logistik-pemilihan/",
        "/data/tahapan-pemilihan/",
        "/data/temuan/",
        "/data/dokumen-sumber/",
        "/data/berita/",
        "/rilis/",
        "/berita/",
        "/berita/2025/",
        "/berita/2025/07/",
        "/berita/2025/07/pleno-pdpb-semester-pertama/",
        "/berita/kategori/data-pemilih/",
        "/berita/topik/pdpb/",
        "/berita/wilayah/53/",
        "/rilis/jadwal/",
        "/glosarium/",
        "/cari/",
        "/tentang/",
    ],
)
def test_the_permanent_addresses_stand_in_the_sitemap(address: str, addresses: list[str]) -> None:
    assert address in addresses


def test_the_home_page_leads_with_the_newest_roll_its_change_and_its_source(
    reader: Client,
) -> None:
    text = Page(reader, "/").text
    assert "PDPB Semester I 2025 4.062.328 +73.956 dibanding DPT Pilkada 2024" in text
    assert "Sumber: KPU Provinsi NTT Gelar Rapat Pleno Terbuka PDPB." in text
    assert "Pemilih terbanyak di Kabupaten Timor Tengah Selatan: 351.039" in text


def test_the_home_page_shows_performance_and_budget_with_what_was_found(reader: Client) -> None:
    text = Page(reader, "/").text
    assert "7 dari 7 indikator mencapai target menurut angka laporan; 17 temuan" in text
    assert "99,61 % Rp 214.623.011.840 dari pagu Rp 215.464.527.000" in text
    assert "26 temuan belum dijelaskan" in text


def test_each_headline_of_the_home_page_says_whether_its_figures_were_found_to_differ(
    reader: Client,
) -> None:
    page = Page(reader, "/")
    assert "Pleno Terbuka PDPB. Tidak ada temuan" in page.text
    assert ("Tidak ada temuan", "/pemilih/pdpb-2025-semester-1/#periksa") in page.links
    assert ("6 temuan", "/anggaran/2024/#periksa") in page.links
    budget = page.text.partition("Serapan DIPA sampai dengan Desember 2024")[2]
    assert "Sumber: Laporan Kinerja" in budget.partition("6 temuan")[0]


def test_the_register_page_counts_the_findings_of_each_area(reader: Client) -> None:
    counts = {
        area: Page(reader, f"/temuan/?bidang={area}").text.partition(" temuan Terbitan")[0][-2:]
        for area in ("performance", "budget", "news")
    }
    assert counts == {"performance": "17", "budget": " 8", "news": " 1"}
    assert "Tidak ada temuan dengan pilihan ini." in Page(reader, "/temuan/?bidang=voters").text


def test_the_pdpb_page_shows_its_figures_and_that_the_balance_holds(reader: Client) -> None:
    page = Page(reader, "/pemilih/pdpb-2025-semester-1/")
    for figure in ("4.062.328", "1.998.103", "2.064.225", "116.497", "42.541", "117.602"):
        assert figure in page.text
    assert page.tables[0] == [
        ["Daftar sebelumnya (DPT Pilkada 2024)", "3.988.372"],
        ["+ pemilih baru", "116.497"],
        ["− TMS", "42.541"],
    ]
    assert "Terhitung 4.062.328 Tercetak 4.062.328 Neraca cocok." in page.text


def test_the_pdpb_page_says_that_no_regency_figures_exist_and_who_could_publish_them(
    reader: Client,
) -> None:
    text = Page(reader, "/pemilih/pdpb-2025-semester-1/").text
    assert "belum diterbitkan per kabupaten/kota" in text
    assert "KPU kabupaten/kota masing-masing" in text


def test_the_dpt_page_lists_22_regencies_in_code_order_and_their_sum(reader: Client) -> None:
    page = Page(reader, "/pemilih/dpt-pilkada-2024/")
    rows = page.tables[0]
    assert len(rows) == 22
    assert rows[0] == ["Kabupaten Kupang", "267.346", "6,70", "133.451", "133.895", "612", "0"]
    assert rows[-1] == ["Kota Kupang", "275.085", "6,90", "134.400", "140.685", "552", "2"]
    assert "Jumlah yang tampil 3.988.372 1.958.444 2.029.928 9.877 16" in page.text


def test_the_dpt_table_is_sorted_and_filtered_by_the_query(reader: Client) -> None:
    by_total = Page(reader, "/pemilih/dpt-pilkada-2024/?urut=-total").tables[0]
    assert [row[0] for row in by_total[:2]] == ["Kabupaten Timor Tengah Selatan", "Kota Kupang"]
    filtered = Page(reader, "/pemilih/dpt-pilkada-2024/?nama=sumba").tables[0]
    assert [row[0] for row in filtered] == [
        "Kabupaten Sumba Timur",
        "Kabupaten Sumba Barat",
        "Kabupaten Sumba Tengah",
        "Kabupaten Sumba Barat Daya",
    ]


def test_a_balance_from_listed_reasons_says_so(reader: Client) -> None:
    text = Page(reader, "/pemilih/pdpb-2022-semester-1/").text
    assert "+ pemilih baru (jumlah rincian alasan) 28.660" in text
    assert "− TMS (jumlah rincian alasan) 24.945" in text
    assert "Neraca cocok." in text


def test_a_missing_figure_is_said_to_be_missing(reader: Client) -> None:
    assert (
        "Laki-laki tidak disebut Perempuan tidak disebut"
        in Page(reader, "/pemilih/dp4-pilkada-2024/").text
    )


def test_a_secondary_source_is_marked(reader: Client) -> None:
    assert "sumber sekunder" in Page(reader, "/pemilih/dpt-pemilu-2024/").text
    assert "sumber sekunder" not in Page(reader, "/pemilih/pdpb-2025-semester-1/").text


def test_the_governor_election_shows_votes_and_printed_shares(reader: Client) -> None:
    rows = Page(reader, "/pemilihan/pilgub-2024/").tables[0]
    assert [(row[1], row[2]) for row in rows] == [
        ("1.004.055", "37,33 %"),
        ("873.524", "32,47 %"),
        ("812.353", "30,20 %"),
    ]


def test_the_simultaneous_election_lists_all_items_of_the_logistics_slide(reader: Client) -> None:
    rows = Page(reader, "/pemilihan/pilkada-2024/").tables[0]
    assert len(rows) == 18
    assert ["Kotak suara", "20.384"] in rows


def test_the_general_election_lists_its_stages(reader: Client) -> None:
    rows = Page(reader, "/pemilihan/pemilu-2024/").tables[0]
    assert len(rows) == 15
    assert rows[11][1:3] == ["14 Februari 2024", "15 Februari 2024"]


def test_an_election_without_a_report_says_what_is_missing(reader: Client) -> None:
    assert "belum diterbitkan di sini" in Page(reader, "/pemilihan/pemilu-2019/").text


def test_kupang_is_the_regency_and_the_city_has_its_own_page(reader: Client) -> None:
    assert "<h1>Kabupaten Kupang</h1>" in Page(reader, "/wilayah/53.01/").source
    assert "<h1>Kota Kupang</h1>" in Page(reader, "/wilayah/53.71/").source


def test_a_region_page_shows_rank_share_and_what_is_not_published(reader: Client) -> None:
    text = Page(reader, "/wilayah/53.07/").text
    assert "244.838 urutan 6 dari 22 kabupaten/kota, 6,14 % dari jumlah provinsi" in text
    assert "Angka PDPB Semester I 2025 untuk Kabupaten Sikka belum diterbitkan" in text
    assert "21 kecamatan, 194 desa/kelurahan" in text


def test_a_region_page_shows_the_grant_the_office_and_the_decisions(reader: Client) -> None:
    text = Page(reader, "/wilayah/53.07/").text
    assert "Pemilihan bupati atau wali kota Rp 21.739.651.520" in text
    assert "Pemilihan gubernur Rp 15.772.949.445" in text
    assert "Per pemilih Rp 153.214" in text
    assert "Milik sendiri Baik 360 m2" in text
    assert "Keputusan dalam JDIH: 150 berkas fisik, 150 di web." in text


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Jupang", "53.01"),
        ("KPU Flores", "53.06"),
        ("Negekeo", "53.16"),
        ("kupang", "53.01"),
        ("Kota Kupang", "53.71"),
        ("TTS", "53.02"),
        ("53.07", "53.07"),
    ],
)
def test_searching_a_region_by_name_alias_or_code_leads_to_its_page(
    reader: Client, name: str, code: str
) -> None:
    response = reader.get("/wilayah/", {"cari": name})
    assert response.status_code == 302
    assert response.headers["Location"] == f"/wilayah/{code}/"


@pytest.mark.parametrize("name", ["5310", "Kupan", "<script>"])
def test_a_name_that_is_no_region_resolves_to_nothing_and_says_so(
    reader: Client, name: str
) -> None:
    response = reader.get("/wilayah/", {"cari": name})
    assert response.status_code == 200
    source = decoded(response)
    assert "<script>" not in source
    assert "bukan nama, singkatan, atau kode" in source


def test_a_name_that_is_no_region_is_answered_with_those_like_it(reader: Client) -> None:
    page = Page(reader, "/wilayah/?cari=Sika")
    assert page.text.partition("Mungkin yang dimaksud:")[2].startswith(" Kabupaten Sikka")
    assert ("Kabupaten Sikka", "/wilayah/53.07/") in page.links
    assert "Mungkin yang dimaksud" not in Page(reader, "/wilayah/?cari=%3Cscript%3E").text


@pytest.mark.parametrize("address", ["/", "/wilayah/"])
def test_a_region_can_be_chosen_by_name_without_a_script(reader: Client, address: str) -> None:
    source = Page(reader, address).source
    assert '<form action="/wilayah/" class="filter">' in source
    assert 'name="cari"' in source
    assert source.count("data-region") == 22


def test_an_old_version_stays_at_its_own_address(reader: Client) -> None:
    page = Page(reader, "/pemilih/dpt-pilkada-2024/versi/1/")
    assert page.response.status_code == 200
    assert reader.get("/pemilih/dpt-pilkada-2024/versi/2/").status_code == 404


def test_health_says_ok_without_being_cached(reader: Client) -> None:
    response = reader.get("/healthz")
    assert response.content == b"ok\n"
    assert "no-store" in response.headers["Cache-Control"]


def test_robots_are_led_to_the_sitemap_and_kept_out_of_the_admin(reader: Client) -> None:
    text = reader.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://127.0.0.1/sitemap.xml" in text
