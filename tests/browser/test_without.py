"""The portal in a browser that shows no pictures, no style sheets, or runs no scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import unified_diff
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Complaints
from tests.browser.kinds import every_kind

pytestmark = pytest.mark.browser

Lack = Literal["image", "stylesheet", "script"]
LACKS: tuple[Lack, ...] = ("image", "stylesheet", "script")
SHARES = 4
#: What is said of a file that this test withholds, and of the worker, which would have kept it.
WITHHELD = re.compile("ERR_BLOCKED_BY_CLIENT|blocked by Playwright")
#: The words of the content with everything unfolded, and the links to be seen on the page. The
#: button that copies is no loss: only a script can copy, and the text stands beside it.
CONTENT = """() => {
  const main = document.querySelector("main");
  for (const fold of main.querySelectorAll("details")) fold.open = true;
  const button = document.getElementById("salin");
  if (button) button.hidden = true;
  const links = [...document.querySelectorAll("a[href]")].filter(
    (link) => link.getClientRects().length > 0 && link.checkVisibility());
  return {
    words: main.innerText.split(/\\s+/).filter(Boolean),
    links: links.map((link) => link.getAttribute("href")),
  };
}"""


@dataclass(frozen=True, slots=True)
class Bare:
    """A tab of a browser that lacks something, and what it complained about."""

    page: Page
    complaints: Complaints

    def own_complaints(self) -> list[str]:
        """Return the complaints that are not about what was withheld."""
        return [text for text in self.complaints if not WITHHELD.search(text)]


@contextmanager
def _bare(browser: Browser, *lacks: Lack) -> Iterator[Bare]:
    def withhold(route: Route) -> None:
        if route.request.resource_type in lacks:
            route.abort("blockedbyclient")
        else:
            route.fallback()

    context = browser.new_context(
        java_script_enabled="script" not in lacks, service_workers="block"
    )
    if set(lacks) & {"image", "stylesheet"}:
        context.route("**/*", withhold)
    complaints = Complaints()
    page = context.new_page()
    page.on("console", lambda message: complaints.keep(message.type, message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        yield Bare(page, complaints)
    finally:
        context.close()


@pytest.fixture
def bare(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Bare]:
    """A browser that lacks what the test names."""
    with _bare(browser, *request.param) as found:
        yield found


each_lack = pytest.mark.parametrize("bare", [(lack,) for lack in LACKS], indirect=True, ids=LACKS)


def _told_apart(whole: list[str], less: list[str]) -> str:
    lines = unified_diff(whole, less, lineterm="", n=1)
    return " ".join(line for line in lines if not line.startswith(("---", "+++", "@@")))[:300]


@pytest.mark.parametrize("share", range(SHARES))
def test_every_kind_of_page_has_the_same_words_figures_and_links_whatever_is_lacking(
    page: Page, browser: Browser, base_url: str, addresses: list[str], share: int
) -> None:
    walked = every_kind(addresses)[share::SHARES]
    assert walked
    whole = {}
    for address in walked:
        page.goto(base_url + address)
        whole[address] = page.evaluate(CONTENT)
        assert whole[address]["words"]
    faults = []
    for lack in LACKS:
        with _bare(browser, lack) as bare:
            for address in walked:
                bare.page.goto(base_url + address)
                content = bare.page.evaluate(CONTENT)
                for what in ("words", "links"):
                    if content[what] != whole[address][what]:
                        difference = _told_apart(whole[address][what], content[what])
                        faults.append(f"{address} without {lack}: {what} differ: {difference}")
            faults += [f"without {lack}: {text}" for text in bare.own_complaints()]
    assert faults == []


@each_lack
def test_a_search_answers(bare: Bare, base_url: str) -> None:
    page = bare.page
    page.goto(base_url)
    page.get_by_label("Cari di portal ini").fill("sikka")
    page.get_by_role("search").get_by_role("button", name="Cari").click()
    page.get_by_role("main").get_by_role("link", name="Kabupaten Sikka").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kabupaten Sikka")
    assert bare.own_complaints() == []


@each_lack
def test_the_picker_leads_to_a_region(bare: Bare, base_url: str) -> None:
    page = bare.page
    page.goto(base_url)
    page.get_by_label("Nama, singkatan, atau kode wilayah").fill("jupang")
    page.get_by_role("main").get_by_role("button", name="Cari").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kabupaten Kupang")
    assert bare.own_complaints() == []


@each_lack
def test_two_regions_are_compared(bare: Bare, base_url: str) -> None:
    page = bare.page
    page.goto(f"{base_url}/wilayah/53.07/")
    page.get_by_label("Bandingkan Kabupaten Sikka dengan").select_option("53.08")
    page.get_by_role("button", name="Bandingkan").click()
    table = page.get_by_role("table").first
    expect(table).to_contain_text("Kabupaten Sikka")
    expect(table).to_contain_text("Kabupaten Ende")
    assert bare.own_complaints() == []


@each_lack
def test_a_table_is_filtered_and_sorted(bare: Bare, base_url: str) -> None:
    page = bare.page
    page.goto(f"{base_url}/data/daftar-pemilih/?wilayah=53.01")
    page.get_by_label("Daftar", exact=True).select_option("dpt-pilkada-2024")
    page.get_by_role("button", name="Saring").click()
    expect(page.locator("tbody").first.locator("tr")).to_have_count(1)
    page.get_by_role("link", name="Jumlah", exact=True).click()
    expect(page).to_have_url(re.compile(r"urut=jumlah"))
    assert "wilayah=53.01" in page.url
    assert bare.own_complaints() == []


def _fill_in(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Laporkan angka ini").last.click()
    page.get_by_label("Angka mana di halaman itu?").fill("Kabupaten Ende, kolom TPS")
    page.get_by_label("Apa yang keliru?").fill("Jumlah TPS di Ende berbeda dari Berita Acara.")


def _send(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Kirim laporan").click()


@each_lack
def test_a_refused_report_says_why_and_keeps_what_was_written(bare: Bare, base_url: str) -> None:
    page = bare.page
    _fill_in(page, f"{base_url}/pemilih/dpt-pilkada-2024/")
    page.get_by_label("Apa yang keliru?").fill("Pendek")
    _send(page)
    expect(page.get_by_role("alert")).to_contain_text("Laporan belum terkirim")
    expect(page.get_by_label("Apa yang keliru?")).to_have_value("Pendek")
    assert [text for text in bare.own_complaints() if "400" not in text] == []


@pytest.mark.parametrize("bare", [LACKS], indirect=True, ids=["all three"])
def test_a_report_gets_its_number_without_pictures_style_and_scripts(
    bare: Bare, base_url: str
) -> None:
    page = bare.page
    _fill_in(page, f"{base_url}/pemilih/dpt-pilkada-2024/")
    _send(page)
    while page.get_by_role("alert").get_by_text("terlalu cepat").is_visible():
        _send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"Laporan L-\d{4}-\d{4}"))
