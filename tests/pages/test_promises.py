"""The promises of every public page: weight, queries, revalidation, immediacy, headers."""

from __future__ import annotations

from datetime import date
from io import StringIO

import brotli
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from kpuntt.caching.services import generation_bump
from kpuntt.publishing.services import (
    publication_amend,
    publication_load,
    publication_publish,
    publication_submit,
    publication_verify,
    publication_withdraw,
)
from kpuntt.regions.models import Region
from performance.models import PerformanceReport, Result
from tests.pages.html import Page
from voters.models import ElectionReport, Roll, RollLine

pytestmark = pytest.mark.django_db

FIRST_FLIGHT = 14 * 1024


def test_every_page_and_the_style_sheet_fit_into_the_first_tcp_flight(
    reader: Client, addresses: list[str]
) -> None:
    sheet = brotli.compress((settings.BASE_DIR / "static/css/portal.css").read_bytes())
    weights = {address: len(reader.get(address).content) + len(sheet) for address in addresses}
    heaviest = max(weights, key=lambda address: weights[address])
    assert weights[heaviest] <= FIRST_FLIGHT, (heaviest, weights[heaviest])


def test_revalidating_any_page_is_a_304_with_one_query(
    reader: Client, addresses: list[str]
) -> None:
    for address in addresses:
        etag = reader.get(address).headers["ETag"]
        with CaptureQueriesContext(connection) as queries:
            response = reader.get(address, headers={"if-none-match": etag})
        assert response.status_code == 304, address
        assert len(queries) <= 1, address


def test_a_stored_page_is_served_again_with_one_query(reader: Client, addresses: list[str]) -> None:
    for address in addresses:
        first = reader.get(address).content
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(address).content == first
        assert len(queries) <= 1, address


def _queries(reader: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert reader.get(address).status_code == 200
    return len(queries)


def test_the_number_of_queries_does_not_depend_on_the_region(reader: Client) -> None:
    codes = Region.objects.filter(level="kabupaten-kota").values_list("code", flat=True)
    assert {_queries(reader, f"/wilayah/{code}/") for code in codes} == {17}


def test_the_number_of_queries_does_not_grow_with_the_rows(reader: Client) -> None:
    roll = Roll.objects.get(slug="pdpb-2025-semester-1")
    source = RollLine.objects.get(roll=roll)

    def add(regions: QuerySet[Region]) -> None:
        RollLine.objects.bulk_create(
            RollLine(roll=roll, region=region, total=1, citation=source.citation)
            for region in regions
        )
        generation_bump(area="voters")

    regencies = Region.objects.filter(level="kabupaten-kota")
    add(regencies.filter(code="53.01"))
    before = {
        address: _queries(reader, address)
        for address in ("/", "/pemilih/", "/pemilih/pdpb-2025-semester-1/", "/data/daftar-pemilih/")
    }
    add(regencies.exclude(code="53.01"))
    after = {address: _queries(reader, address) for address in before}
    assert after == before


def test_a_correction_shows_at_once_and_the_old_version_stays_readable(
    reader: Client, alice: User, bob: User
) -> None:
    address = "/pemilih/dpt-pilkada-2024/"
    old = reader.get(address)
    draft = publication_amend(
        unit=Roll.objects.get(slug="dpt-pilkada-2024"),
        actor=alice,
        public_note="TPS Sikka salah ketik.",
    )
    RollLine.objects.filter(roll=draft, region="53.07").update(polling_stations=558)
    assert reader.get(address, headers={"if-none-match": old.headers["ETag"]}).status_code == 304
    publication_submit(unit=draft, actor=alice)
    publication_verify(unit=draft, actor=bob)
    publication_publish(unit=draft, actor=bob)

    new = reader.get(address, headers={"if-none-match": old.headers["ETag"]})
    assert new.status_code == 200
    page = Page(reader, address)
    assert "Perbaikan: TPS Sikka salah ketik." in page.text
    assert page.tables[0][6][5] == "558"
    former = Page(reader, f"{address}versi/1/")
    assert former.tables[0][6][5] == "557"
    assert "sudah digantikan" in former.text


def test_a_draft_is_invisible_everywhere(reader: Client, alice: User) -> None:
    roll = Roll.objects.get(slug="dpt-pilkada-2024")
    draft = publication_amend(unit=roll, actor=alice, public_note="Sedang disusun.")
    Roll.objects.filter(pk=draft.pk).update(title="RAHASIA")
    generation_bump(area="voters")
    for address in ("/", "/pemilih/", "/pemilih/dpt-pilkada-2024/", "/data/daftar-pemilih.json"):
        assert "RAHASIA" not in Page(reader, address).text, address
    assert reader.get("/pemilih/dpt-pilkada-2024/versi/2/").status_code == 404
    assert (
        Page(reader, "/data/daftar-pemilih.csv?daftar=dpt-pilkada-2024").source.count("\r\n") == 24
    )


def test_a_tracking_parameter_costs_no_new_page(reader: Client) -> None:
    etag = reader.get("/").headers["ETag"]
    response = reader.get("/?fbclid=abc", headers={"if-none-match": etag})
    assert response.status_code == 304


def test_a_foreign_parameter_cannot_be_written_into_a_stored_page(reader: Client) -> None:
    Page(reader, "/pemilih/dpt-pilkada-2024/?jahat=racun")
    assert "racun" not in Page(reader, "/pemilih/dpt-pilkada-2024/").source


def test_dataset_pages_ignore_tracking_parameters(reader: Client) -> None:
    clean = reader.get("/data/wilayah/").headers["ETag"]
    assert reader.get("/data/wilayah/?utm_source=wa&fbclid=1").headers["ETag"] == clean


def _quarter(regions: int) -> Roll:
    """A published PDPB with figures of some regencies only and no province row, as quarters are."""
    source = RollLine.objects.filter(roll__slug="dpt-pilkada-2024").first()
    assert source is not None
    roll = Roll.objects.create(
        slug="pdpb-2025-triwulan-3",
        title="PDPB Triwulan III 2025",
        kind="pdpb",
        period_kind="triwulan",
        period_number=3,
        year=2025,
        as_of=date(2025, 10, 2),
    )
    for region in Region.objects.filter(level="kabupaten-kota").order_by("code")[:regions]:
        RollLine.objects.create(
            roll=roll, region=region, male=1, female=2, total=3, new=1, citation=source.citation
        )
    publication_load(unit=roll, note="Contoh.")
    return roll


def test_a_roll_of_a_few_regencies_does_not_take_over_the_portal(reader: Client) -> None:
    _quarter(3)
    assert "PDPB Semester I 2025 4.062.328" in Page(reader, "/").text
    assert "Kabupaten/kota dan pemilihnya dalam DPT Pilkada 2024" in Page(reader, "/wilayah/").text
    reported = Page(reader, "/wilayah/53.01/").text
    assert "Pemilih dalam PDPB Triwulan III 2025 Jumlah pemilih 3" in reported
    assert "urutan" not in reported
    unreported = Page(reader, "/wilayah/53.05/").text
    assert "Angka PDPB Triwulan III 2025 untuk Kabupaten Alor belum diterbitkan" in unreported


def test_a_roll_of_a_few_regencies_says_how_many_are_missing(reader: Client) -> None:
    page = Page(reader, _quarter(3).get_absolute_url())
    assert "Baru 3 kabupaten/kota yang angkanya diterbitkan; 19 lainnya belum." in page.text
    assert page.tables[0][0] == ["Kabupaten Kupang", "3", "33,33", "1", "2", "1"]


def test_the_portal_stands_before_anything_is_published(reader: Client) -> None:
    for unit in (*Roll.objects.published(), *ElectionReport.objects.published()):
        type(unit)._default_manager.filter(pk=unit.pk).update(state="draft", published_at=None)
    generation_bump(area="voters")
    for address in (
        "/",
        "/pemilih/",
        "/pemilihan/",
        "/pemilihan/pilgub-2024/",
        "/wilayah/",
        "/wilayah/53/",
        "/wilayah/53.07/",
        "/temuan/",
        "/data/",
        "/data/daftar-pemilih/",
        "/tentang/",
    ):
        assert reader.get(address).status_code == 200, address


def test_a_finding_is_shown_with_the_places_of_its_source_in_every_format(reader: Client) -> None:
    RollLine.objects.filter(roll__slug="dpt-pilkada-2024", region="53.07").update(male=115_546)
    call_command("reconcile", stdout=StringIO())
    page = Page(reader, "/data/temuan/?wilayah=53.07")
    assert [page.tables[0][0][index] for index in (9, 10, 11)] == ["244.838", "244.837", "1"]
    row = Page(reader, "/data/temuan.csv?wilayah=53.07").source.splitlines()[1]
    assert ",244838,244837,1," in row
    assert (
        "Tercetak 244.838, terhitung 244.837, selisih 1."
        in Page(reader, "/pemilih/dpt-pilkada-2024/").text
    )


def test_two_withdrawn_versions_of_one_roll_answer_with_the_newer_reason(
    reader: Client, alice: User, bob: User
) -> None:
    first = Roll.objects.get(slug="coklit-pilkada-2024")
    draft = publication_amend(unit=first, actor=alice, public_note="Perbaikan.")
    publication_withdraw(unit=first, actor=bob, reason="Alasan pertama.")
    publication_submit(unit=draft, actor=alice)
    publication_verify(unit=draft, actor=bob)
    second = publication_publish(unit=draft, actor=bob)
    publication_withdraw(unit=second, actor=bob, reason="Alasan kedua.")
    assert "Alasan kedua." in Page(reader, "/pemilih/coklit-pilkada-2024/").text


def test_a_corrected_election_report_shows_its_note_and_keeps_the_old_version(
    reader: Client, alice: User, bob: User
) -> None:
    report = ElectionReport.objects.get(slug="pilgub-2024")
    draft = publication_amend(unit=report, actor=alice, public_note="Nama calon diperbaiki.")
    publication_submit(unit=draft, actor=alice)
    publication_verify(unit=draft, actor=bob)
    publication_publish(unit=draft, actor=bob)
    assert "Perbaikan: Nama calon diperbaiki." in Page(reader, "/pemilihan/pilgub-2024/").text
    former = Page(reader, "/pemilihan/pilgub-2024/versi/1/")
    assert "sudah digantikan" in former.text
    assert former.tables[0][0][1] == "1.004.055"


def test_a_publication_runs_the_rules_of_its_area_again(
    reader: Client,
    alice: User,
    bob: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    draft = publication_amend(
        unit=Roll.objects.get(slug="dpt-pilkada-2024"), actor=alice, public_note="Salah salin."
    )
    RollLine.objects.filter(roll=draft, region="53.07").update(male=1)
    publication_submit(unit=draft, actor=alice)
    publication_verify(unit=draft, actor=bob)
    assert "Tidak ada temuan" in Page(reader, "/temuan/?bidang=voters").text
    with django_capture_on_commit_callbacks(execute=True):
        publication_publish(unit=draft, actor=bob)
    assert "2 temuan" in Page(reader, "/temuan/?bidang=voters").text


def test_a_corrected_result_is_published_with_its_achievement_computed_anew(
    reader: Client, alice: User, bob: User
) -> None:
    draft = publication_amend(
        unit=PerformanceReport.objects.get(), actor=alice, public_note="Realisasi diperbaiki."
    )
    results = Result.objects.filter(indicator__objective__report=draft, indicator__number=6)
    results.update(value=50, printed="50%")
    publication_submit(unit=draft, actor=alice)
    publication_verify(unit=draft, actor=bob)
    publication_publish(unit=draft, actor=bob)
    assert "6 dari 7 indikator" in Page(reader, "/").text
    file = Page(reader, "/data/indikator-kinerja.csv").source.splitlines()
    assert ",50.00," in next(line for line in file if "keputusan-tepat-waktu" in line)


def test_every_page_is_isolated_and_allows_no_foreign_or_inline_code(
    reader: Client, addresses: list[str]
) -> None:
    for address in addresses:
        headers = reader.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, address
        assert "unsafe" not in policy, address
        assert "frame-ancestors 'none'" in policy, address
        assert headers["X-Content-Type-Options"] == "nosniff", address
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", address
        assert headers["Cross-Origin-Embedder-Policy"] == "require-corp", address
        assert "camera=()" in headers["Permissions-Policy"], address
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin", address
        assert headers["Cache-Control"] == "public, no-cache", address


def test_a_withdrawn_roll_says_why_at_its_address_and_shows_no_figure(
    reader: Client, alice: User
) -> None:
    reader.get("/pemilih/coklit-pilkada-2024/")
    roll = Roll.objects.get(slug="coklit-pilkada-2024")
    publication_withdraw(unit=roll, actor=alice, reason="Angka belum final.")
    page = Page(reader, "/pemilih/coklit-pilkada-2024/")
    assert page.response.status_code == 410
    assert "Daftar ini ditarik dari penerbitan. Angka belum final." in page.text
    assert "3.947.825" not in page.text
    for address in ("/pemilih/", "/pemilihan/pilkada-2024/", "/sitemap.xml"):
        assert "/coklit-pilkada-2024/" not in Page(reader, address).source, address
    assert "\r\ncoklit-pilkada-2024," not in Page(reader, "/data/daftar-pemilih.csv").source
    assert reader.get("/pemilih/coklit-pilkada-2024/versi/1/").status_code == 404
