"""Charts on their pages and as files: what they say, what they leave out, and that they are few."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from PIL import Image

from kpuntt.caching.services import generation_bump
from kpuntt.graphics import GRAPHICS
from tests.budget_months import june_snapshot
from tests.pages.html import Page, body_of, decoded
from voters.models import Roll, RollLine

pytestmark = pytest.mark.django_db

ROLL = "/pemilih/dpt-pilkada-2024/"
TWO = "/wilayah/banding/?kode=53.07&kode=53.08"
#: Which page shows a chart, and so has the same title.
PAGES = {
    "tren-pemilih": "/pemilih/",
    "peta-pemilih": "/wilayah/",
    "laki-laki-perempuan": ROLL,
    "perubahan-pemilih": ROLL,
    "pemilih-per-wilayah": "/wilayah/",
    "serapan-bulanan": "/anggaran/2024/",
    "capaian-indikator": "/kinerja/2024/",
}


@pytest.fixture
def earlier() -> Roll:
    """Figures to compare with, invented: regencies of DPT Pemilu 2024, and a month of the budget.

    One region is missing, and one has no total.
    """
    june_snapshot(100_000_000_000)
    roll = Roll.objects.get(slug="dpt-pemilu-2024")
    lines = RollLine.objects.filter(roll__slug="dpt-pilkada-2024", region__parent="53")
    RollLine.objects.bulk_create(
        RollLine(
            roll=roll,
            region_id=line.region_id,
            total=None if line.region_id == "53.02" else (line.total or 0) - 100,
            citation=line.citation,
        )
        for line in lines.exclude(region="53.01")
    )
    generation_bump(area="voters")
    return roll


def _svg(reader: Client, address: str) -> ET.Element:
    response = reader.get(address)
    assert response.status_code == 200, address
    return ET.fromstring(decoded(response))  # noqa: S314 - our own server


def _title(root: ET.Element) -> str:
    return root.findtext("{http://www.w3.org/2000/svg}title") or ""


def test_every_chart_has_a_file_that_says_what_it_finds_and_from_where(
    reader: Client, earlier: Roll
) -> None:
    for name in GRAPHICS:
        response = reader.get(f"/grafik/{name}.svg")
        assert response.headers["Content-Type"] == "image/svg+xml; charset=utf-8", name
        root = ET.fromstring(decoded(response))  # noqa: S314 - our own server
        assert len(_title(root)) > 20, name
        words = " ".join(root.itertext())
        assert "KPU Provinsi Nusa Tenggara Timur, CC BY 4.0." in words, name
        assert "Sumber:" in words or name == "pemilih-per-wilayah", name


def test_the_title_of_the_file_is_the_title_on_the_page(reader: Client, earlier: Roll) -> None:
    for name, address in PAGES.items():
        title = " ".join(_title(_svg(reader, f"/grafik/{name}.svg")).split())
        assert title in Page(reader, address).text, name


def test_every_picture_is_a_light_png_made_once_in_a_generation(
    reader: Client, earlier: Roll, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in GRAPHICS:
        response = reader.get(f"/grafik/{name}.png")
        assert response.headers["Content-Type"] == "image/png", name
        content = body_of(response)
        assert len(content) < 100_000, name
        assert min(Image.open(io.BytesIO(content)).size) > 300, name
    monkeypatch.setattr("kpuntt.views.graphics.png", None)
    for name in GRAPHICS:
        assert reader.get(f"/grafik/{name}.png").status_code == 200
    generation_bump(area="voters")
    with pytest.raises(TypeError):
        reader.get("/grafik/tren-pemilih.png")


def test_a_chart_can_be_asked_for_one_roll(reader: Client, earlier: Roll) -> None:
    newest = _title(_svg(reader, "/grafik/perubahan-pemilih.svg"))
    assert _title(_svg(reader, "/grafik/perubahan-pemilih.svg?daftar=dpt-pilkada-2024")) == newest


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/grafik/tidak-ada.svg", 404),
        ("/grafik/tren-pemilih.gif", 404),
        ("/grafik/laki-laki-perempuan.png?daftar=tidak-ada", 404),
        ("/grafik/laki-laki-perempuan.png?daftar=pdpb-2025-semester-1", 404),
        ("/grafik/tren-pemilih.png?daftar=dpt-pilkada-2024", 400),
        ("/grafik/capaian-indikator.svg?tahun=2023", 404),
        ("/grafik/capaian-indikator.svg?tahun=kini", 404),
        ("/grafik/capaian-indikator.svg?tahun=99999999999999999999", 404),
        ("/grafik/capaian-indikator.svg?tahun=2024&indikator=tidak-ada", 404),
        ("/grafik/capaian-indikator.svg?daftar=dpt-pilkada-2024", 400),
        ("/grafik/serapan-bulanan.svg?tahun=2024x", 404),
        ("/grafik/laki-laki-perempuan.png?daftar=dpt-pilkada-2024&daftar=x", 400),
        # With one roll that names regencies there is nothing to compare it with.
        ("/grafik/perubahan-pemilih.svg", 404),
        ("/grafik/pemilih-per-wilayah.svg", 404),
        # With one month there is no line.
        ("/grafik/serapan-bulanan.svg?tahun=2024", 404),
    ],
)
def test_what_is_not_in_the_list_or_shows_nothing_is_not_drawn(
    reader: Client, address: str, status: int
) -> None:
    assert reader.get(address).status_code == status


def test_each_kind_of_roll_has_a_mark_of_its_own_on_the_line(reader: Client) -> None:
    drawing = Page(reader, "/pemilih/").source.partition("<svg")[2].partition("</svg>")[0]
    marks = re.findall(r'class="(dpt|pdpb|mark)".*?<title>(\w+)', drawing)
    assert marks == [
        ("dpt", "DPT"),
        ("dpt", "DPT"),
        ("mark", "DPT"),
        ("pdpb", "DPB"),
        ("pdpb", "DPB"),
        ("dpt", "DPT"),
        ("dpt", "DPT"),
        ("pdpb", "PDPB"),
    ]
    assert len(_svg(reader, "/grafik/tren-pemilih.svg").findall("{*}circle")) == 7


def test_the_bar_of_one_indicator_says_what_its_page_says(reader: Client) -> None:
    root = _svg(reader, "/grafik/capaian-indikator.svg?tahun=2024&indikator=reformasi-birokrasi")
    finding = "Melampaui target: realisasi 89,25, target 79"
    assert _title(root) == "Reformasi birokrasi 2024"
    assert " ".join(root.itertext()).count("target 79") == 1
    assert finding in " ".join(root.itertext())
    assert finding in Page(reader, "/kinerja/2024/reformasi-birokrasi/").text


def test_a_draft_has_no_chart(reader: Client, earlier: Roll) -> None:
    Roll.objects.filter(pk=earlier.pk).update(state="draft", published_at=None)
    generation_bump(area="voters")
    assert reader.get("/grafik/laki-laki-perempuan.svg?daftar=dpt-pemilu-2024").status_code == 404
    assert reader.get("/grafik/perubahan-pemilih.svg").status_code == 404


def test_every_link_to_a_file_of_a_chart_leads_to_one(
    reader: Client, addresses: list[str], earlier: Roll
) -> None:
    found = {
        link
        for address in [*addresses, TWO]
        for link in re.findall(r'href="(/grafik/[^"]*)"', Page(reader, address).source)
    }
    assert {reader.get(link).status_code for link in found} == {200}
    assert {re.split(r"[/.]", link)[2] for link in found} == set(GRAPHICS)


def test_the_pyramid_shows_the_printed_figures_and_counts_them_in_its_title(
    reader: Client,
) -> None:
    page = Page(reader, ROLL)
    assert (
        "Pemilih perempuan lebih banyak di 16, laki-laki lebih banyak di 6 dari 22 kabupaten/kota"
        in page.text
    )
    drawing = page.source.partition("Batang laki-laki dan perempuan")[2].partition("</svg>")[0]
    for row in page.tables[0]:
        assert f">{row[3]}<" in drawing
        assert f">{row[4]}<" in drawing


def test_a_page_says_why_there_is_no_dot_plot(reader: Client) -> None:
    text = Page(reader, ROLL).text
    assert "belum ada daftar sebelumnya yang memuat angka kabupaten/kota" in text
    assert "Titik berongga" not in text


def test_with_an_earlier_roll_the_change_is_drawn_counted_and_listed(
    reader: Client, earlier: Roll
) -> None:
    title = f"Dibanding {earlier.title}, pemilih bertambah di 20 dari 20 kabupaten/kota"
    page = Page(reader, ROLL)
    assert title in page.text
    assert page.source.count('class="before"') == 20
    assert f"Titik berongga: {earlier.title}; titik penuh: DPT Pilkada 2024." in page.text
    rows = {row[0]: row[1:] for row in Page(reader, TWO).tables[0]}
    assert rows[f"Perubahan dari {earlier.title}"] == ["+100", "+100"]


def test_a_change_that_is_not_known_is_missing_and_not_zero(reader: Client, earlier: Roll) -> None:
    page = Page(reader, "/wilayah/banding/?kode=53.01&kode=53.02&kode=53.07")
    rows = {row[0]: row[1:] for row in page.tables[0]}
    assert rows[f"Perubahan dari {earlier.title}"] == ["tidak disebut", "tidak disebut", "+100"]


def test_small_multiples_show_the_count_before_the_share(reader: Client, earlier: Roll) -> None:
    text = Page(reader, "/wilayah/").text
    assert "Sikka +100 (0,04 %)" in text
    assert "Kupang hanya satu daftar" in text


def test_each_circle_of_a_map_leads_to_its_row(reader: Client) -> None:
    for address in ("/", "/wilayah/"):
        source = Page(reader, address).source
        drawing = source.partition('<svg class="chart map"')[2].partition("</svg>")[0]
        targets = re.findall(r'<a href="#([^"]+)">', drawing)
        assert len(targets) == 22
        assert all(source.count(f'id="{target}"') == 1 for target in targets)


def test_the_comparison_draws_only_the_regions_chosen(reader: Client) -> None:
    page = Page(reader, TWO)
    assert "Pemilih perempuan lebih banyak di semua 2 kabupaten/kota" in page.text
    drawing = page.source.partition("Batang laki-laki dan perempuan")[2].partition("</svg>")[0]
    assert re.findall(r'class="name"[^>]*>([^<]+)<', drawing) == ["Sikka", "Ende"]


def test_the_comparison_names_the_source_of_each_figure(reader: Client) -> None:
    text = Page(reader, TWO).text
    for name in ("Kabupaten Sikka", "Kabupaten Ende"):
        for figure in ("pemilih dan TPS", "pemilih disabilitas", "hibah"):
            assert f"Sumber angka {figure} {name}:" in text


def test_the_comparison_can_be_passed_on_with_its_regions(reader: Client) -> None:
    page = Page(reader, TWO)
    summary = (
        "Pemilih dalam DPT Pilkada 2024: 244.838 di Kabupaten Sikka, 207.062 di Kabupaten Ende."
    )
    assert summary in page.text
    assert "/wilayah/banding/?kode=53.07&amp;kode=53.08" in page.source


def test_a_region_can_be_compared_from_its_page_without_a_script(reader: Client) -> None:
    source = Page(reader, "/wilayah/53.07/").source
    form = source.partition('<form action="/wilayah/banding/"')[2].partition("</form>")[0]
    others = re.findall(r'<option value="([^"]+)"', form)
    assert len(others) == 21
    assert 'type="hidden" name="kode" value="53.07"' in form
    assert reader.get(f"/wilayah/banding/?kode=53.07&kode={others[0]}").status_code == 200
    assert "/wilayah/banding/" not in Page(reader, "/wilayah/53/").source
