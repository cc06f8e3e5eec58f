"""Editing drafts by hand: figures as printed, two people at once, corrections of what is public."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from budget.models import BudgetSnapshot, GrantReport
from kpuntt.provenance.services import citation_get
from kpuntt.publishing.models import PublicationState, PublicationUnit
from performance.models import PerformanceReport
from tests.pages.forms import Form
from tests.pages.html import Page, body_of, decoded
from voters.models import ElectionReport, Roll, RollLine

pytestmark = pytest.mark.django_db

Enter = Callable[[Client, User], Client]
UNITS = ("roll", "electionreport", "performancereport", "budgetsnapshot", "grantreport", "post")


def _staff(enter: Enter, user: User, *verbs: str) -> Client:
    names = [f"{verb}_{unit}" for verb in verbs for unit in UNITS]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return enter(Client(), user)


@pytest.fixture
def operator(alice: User, enter: Enter) -> Client:
    return _staff(enter, alice, "add", "change", "view")


@pytest.fixture
def colleague(enter: Enter) -> Client:
    return _staff(
        enter, User.objects.create_user("cici", is_staff=True, first_name="Cici"), "change", "view"
    )


@pytest.fixture
def verifier(bob: User, enter: Enter) -> Client:
    return _staff(enter, bob, "view", "verify", "publish")


def _room(unit: PublicationUnit) -> str:
    return f"/admin/{unit._meta.app_label}/{unit._meta.model_name}/{unit.pk}"


def _step(client: Client, unit: PublicationUnit, name: str, **fields: str) -> None:
    form = Form(client, f"{_room(unit)}/langkah/{name}/")
    assert form.fill(**fields).send().status_code == 302


def _amended(operator: Client, unit: Any) -> Any:
    _step(operator, unit, "perbaiki", reason="Salah ketik pada satu angka.")
    return type(unit).objects.get(slug=unit.slug, version=2)


def _open(client: Client, unit: PublicationUnit) -> Form:
    return Form(client, f"{_room(unit)}/change/")


@pytest.fixture
def draft(operator: Client) -> Roll:
    """The second version of the roll with 22 regencies, open for editing."""
    roll: Roll = _amended(operator, Roll.objects.get(slug="dpt-pilkada-2024"))
    return roll


NEW_ROLL = {
    "title": "PDPB Triwulan I 2026",
    "slug": "pdpb-2026-triwulan-1",
    "kind": "pdpb",
    "year": "2026",
    "as_of": "2026-04-02",
    "precision": "hari",
    "period_kind": "triwulan",
    "period_number": "1",
    "source_page": "hlm. 2",
}


def _new_roll(operator: Client) -> Form:
    form = Form(operator, "/admin/voters/roll/add/").fill(**NEW_ROLL)
    return form.fill(source_document=str(RollLine.objects.all()[0].citation.document_id))


def _line(roll: Roll, region: str) -> RollLine:
    return roll.lines.get(region=region)


# -- A new draft ---------------------------------------------------------------------------------


def test_a_new_roll_offers_the_22_regencies_and_the_province_in_the_order_of_kpu_tables(
    operator: Client,
) -> None:
    table = Page(operator, "/admin/voters/roll/add/").tables[-1]
    assert len(table) == 23
    assert table[0][0].startswith("Kabupaten Kupang")
    assert table[21][0].startswith("Kota Kupang")
    assert table[22][0].startswith("Provinsi Nusa Tenggara Timur")


def test_figures_are_read_as_printed_and_blank_rows_are_not_stored(operator: Client) -> None:
    form = _new_roll(operator)
    for column, value in {
        "Laki-laki": "133.451",
        "Perempuan": "133,451",
        "Jumlah": "266902",
        "Pemilih baru": "-",
        "TMS": "Nihil",
        "Perbaikan data": " ",
    }.items():
        form.type(f"Kabupaten Sumba Timur, {column}", value)
    assert form.send().status_code == 302
    roll = Roll.objects.get(slug=NEW_ROLL["slug"])
    line = roll.lines.get()
    assert (line.region_id, line.male, line.female, line.total) == (
        "53.11",
        133451,
        133451,
        266902,
    )
    assert (line.new, line.ineligible, line.corrected) == (0, 0, None)
    assert line.citation.page == "hlm. 2"
    assert roll.made_by is not None


@pytest.mark.parametrize("text", ["23.06", "12a", "1.2345", "-5", "99999999999"])
def test_a_cell_that_cannot_be_read_names_its_row_and_column(operator: Client, text: str) -> None:
    form = _new_roll(operator).type("Kabupaten Sumba Timur, TMS", text)
    response = form.send()
    words = decoded(response)
    assert response.status_code == 200
    assert f"Kabupaten Sumba Timur, kolom TMS: “{text}”" in words
    assert f'value="{text}"' in words
    assert not Roll.objects.filter(slug=NEW_ROLL["slug"]).exists()


def test_lost_zeros_are_explained(operator: Client) -> None:
    response = _new_roll(operator).type("Kabupaten Sumba Timur, TMS", "23.06").send()
    assert "Kemungkinan nol di belakangnya hilang" in decoded(response)


# -- Editing -------------------------------------------------------------------------------------


def test_broken_sums_warn_above_the_form_and_block_nothing(operator: Client, draft: Roll) -> None:
    form = _open(operator, draft).fill(change_reason="Sesuai berita acara.")
    form.type("Kabupaten Ende, Laki-laki", "1")
    response = operator.get(form.send()["Location"])
    words = decoded(response)
    assert "Berbeda" in words
    assert "L + P" in words or "laki-laki + perempuan" in words
    assert draft.lines.get(region__name="Ende").male == 1


def test_a_line_of_a_draft_may_go_and_one_of_a_published_roll_may_not(
    operator: Client, draft: Roll
) -> None:
    form = _open(operator, draft).fill(change_reason="Baris ganda.")
    form.fill(**{form.names["Hapus Kabupaten Ende"]: "on"})
    assert form.send().status_code == 302
    assert draft.lines.count() == 22
    published = Roll.objects.get(slug=draft.slug, version=1)
    page = Page(operator, f"{_room(published)}/change/")
    assert "DELETE" not in page.source
    assert '-male"' not in page.source
    assert "244.838" in page.text or "244838" in page.text


def test_a_change_of_an_amended_draft_needs_its_reason(operator: Client, draft: Roll) -> None:
    response = _open(operator, draft).type("Kabupaten Ende, Laki-laki", "7").send()
    assert response.status_code == 200
    assert draft.lines.get(region__name="Ende").male != 7
    assert 'value="7"' in decoded(response)


def test_the_source_of_the_draft_is_that_of_its_lines_but_of_those_with_their_own(
    operator: Client, draft: Roll
) -> None:
    other = RollLine.objects.get(roll__slug="pdpb-2025-semester-1").citation.document
    own = citation_get(document=other, page="hlm. 4", row="Ende")
    draft.lines.filter(region="53.08").update(citation=own)
    draft.lines.filter(region="53.07").delete()
    rows = dict(draft.lines.exclude(region="53.08").values_list("region", "citation__row"))
    assert len(set(rows.values())) == 21
    form = _open(operator, draft).fill(change_reason="Dokumen resmi terbit.", source_page="hlm. 99")
    form.type("Kabupaten Sikka, Jumlah", "7").type("Kabupaten Alor, Jumlah", "8")
    assert form.send().status_code == 302
    lines = draft.lines.select_related("citation")
    found = {line.region_id: (line.citation.page, line.citation.row) for line in lines}
    assert found.pop("53.08") == ("hlm. 4", "Ende")
    assert found.pop("53.07") == ("hlm. 99", "")
    assert found == {region: ("hlm. 99", row) for region, row in rows.items()}
    assert {line.citation.table for line in lines} == {"Daftar Pemilih Tetap", ""}
    assert "hlm. 4, Ende" in Page(operator, f"{_room(draft)}/change/").text
    public = Roll.objects.get(slug=draft.slug, version=1)
    assert not public.lines.filter(citation__page="hlm. 99").exists()


def test_a_line_that_is_added_later_claims_no_row_of_the_document(
    operator: Client, draft: Roll
) -> None:
    draft.lines.filter(region="53.07").delete()
    form = _open(operator, draft).fill(change_reason="Baris yang terlewat.")
    assert form.type("Kabupaten Sikka, Jumlah", "7").send().status_code == 302
    places = set(draft.lines.values_list("citation__page", "citation__table"))
    assert len(places) == 1
    assert _line(draft, "53.07").citation.row == ""


def test_a_snapshot_cites_the_document_of_its_lines(operator: Client) -> None:
    snapshot = _amended(operator, BudgetSnapshot.objects.get())
    form = _open(operator, snapshot).fill(change_reason="Dokumen resmi.", source_page="hlm. 99")
    assert form.send().status_code == 302
    snapshot.refresh_from_db()
    assert snapshot.citation.page == "hlm. 99"
    assert set(snapshot.lines.values_list("citation__page", flat=True)) == {"hlm. 99"}
    page = Page(operator, f"{_room(snapshot)}/history/")
    assert page.text.count("rujukan:") == 1 + snapshot.lines.count()


def test_the_form_asks_the_database_equally_often_whatever_the_number_of_lines(
    operator: Client, draft: Roll
) -> None:
    address = f"{_room(draft)}/change/"
    operator.get(address)  # the first request also fills the process's caches
    with CaptureQueriesContext(connection) as full:
        operator.get(address)
    draft.lines.exclude(region__in=["53", "53.07"]).delete()
    with CaptureQueriesContext(connection) as short:
        operator.get(address)
    assert len(full) == len(short)
    assert len(full) <= 40


# -- Two people ----------------------------------------------------------------------------------

WHERE = "Kabupaten Ende, Laki-laki"


def test_the_second_of_two_sees_what_the_first_saved_and_loses_nothing(
    operator: Client, colleague: Client, draft: Roll
) -> None:
    first, second = _open(colleague, draft), _open(operator, draft)
    before = first.fields[first.names[WHERE]][0]
    first.type(WHERE, "111").type("Kabupaten Sikka, TMS", "5").fill(change_reason="Alasan pertama.")
    second.type(WHERE, "222").type("Kabupaten Alor, TMS", "9").fill(change_reason="Alasan kedua.")
    assert first.send().status_code == 302
    response = second.send()
    words = " ".join(decoded(response).split())
    assert response.status_code == 409
    assert (
        f"Sementara Anda menyunting, Cici menyimpan: {before} → 111; yang Anda tulis: 222." in words
    )
    assert "Kabupaten Sikka, TMS: kosong → 5" in words
    assert "Kabupaten Alor, TMS: kosong → 9" in words
    assert draft.lines.get(region__name="Ende").male == 111
    merged = Form(operator, second.address, decoded(response))
    open_ = merged.send()
    assert open_.status_code == 409
    assert "Pilih salah satu" in decoded(open_)
    again = Form(operator, second.address, decoded(open_))
    choice = _radios(again.source)[0]
    assert again.fill(**{choice: "saya"}, change_reason="Alasan kedua.").send().status_code == 302
    lines = {line.region.name: line for line in draft.lines.select_related("region")}
    assert (lines["Ende"].male, lines["Sikka"].ineligible, lines["Alor"].ineligible) == (222, 5, 9)


def _radios(source: str) -> list[str]:
    return re.findall(r'type="radio" name="(pilih-[^"]+)"', source)


@pytest.mark.parametrize(("choice", "stays"), [("tersimpan", 111), ("saya", 222)])
def test_each_colliding_cell_is_a_choice(
    operator: Client, colleague: Client, draft: Roll, choice: str, stays: int
) -> None:
    first, second = _open(colleague, draft), _open(operator, draft)
    first.type(WHERE, "111").fill(change_reason="Alasan pertama.").send()
    response = second.type(WHERE, "222").fill(change_reason="Alasan kedua.").send()
    merged = Form(operator, second.address, decoded(response))
    (radio,) = set(_radios(merged.source))
    assert merged.fill(**{radio: choice}).send().status_code == 302
    assert draft.lines.get(region__name="Ende").male == stays


def test_all_can_be_overwritten_knowingly(operator: Client, colleague: Client, draft: Roll) -> None:
    first, second = _open(colleague, draft), _open(operator, draft)
    first.type(WHERE, "111").fill(change_reason="Alasan pertama.").send()
    response = second.type(WHERE, "222").fill(change_reason="Alasan kedua.").send()
    merged = Form(operator, second.address, decoded(response))
    assert merged.send(_overwrite="ya").status_code == 302
    assert draft.lines.get(region__name="Ende").male == 222


def test_a_row_that_was_taken_away_comes_back_with_what_was_typed(
    operator: Client, colleague: Client, draft: Roll
) -> None:
    first, second = _open(colleague, draft), _open(operator, draft)
    first.fill(
        **{first.names["Hapus Kabupaten Ende"]: "on"}, change_reason="Alasan pertama."
    ).send()
    response = second.type(WHERE, "222").fill(change_reason="Alasan kedua.").send()
    assert response.status_code == 409
    Form(operator, second.address, decoded(response)).send(_overwrite="ya")
    assert draft.lines.get(region__name="Ende").male == 222


def test_what_was_typed_into_a_draft_that_was_submitted_meanwhile_is_shown(
    operator: Client, colleague: Client, draft: Roll
) -> None:
    form = _open(operator, draft).type(WHERE, "98.765").fill(change_reason="Alasan lain.")
    _step(colleague, draft, "ajukan")
    response = form.send()
    words = decoded(response)
    assert response.status_code == 403
    assert "keadaannya sekarang “Diajukan”" in words
    assert "98.765" in words


@pytest.mark.parametrize("opened", ["the page of the draft", "the page of the step"])
def test_nobody_confirms_figures_that_changed_since_they_were_read(
    operator: Client, verifier: Client, draft: Roll, opened: str
) -> None:
    def link() -> str:
        found = re.search(
            r"langkah/periksa/[^\"]*", Page(verifier, f"{_room(draft)}/change/").source
        )
        assert found
        return f"{_room(draft)}/{found[0]}"

    _step(operator, draft, "ajukan")
    seen = link()
    form = Form(verifier, seen)
    _step(verifier, draft, "kembalikan", reason="Satu angka keliru.")
    edit = _open(operator, draft).fill(summary="Diubah.", change_reason="Sesuai berita acara.")
    assert edit.send().status_code == 302
    _step(operator, draft, "ajukan")
    if opened == "the page of the draft":
        form = Form(verifier, seen)
    response = form.send()
    assert response.headers["Location"] == f"{_room(draft)}/change/"
    assert (
        "Baca sekali lagi, lalu ulangi langkah ini."
        in Page(verifier, _room(draft) + "/change/").text
    )
    draft.refresh_from_db()
    assert draft.state == PublicationState.SUBMITTED
    Form(verifier, link()).send()
    draft.refresh_from_db()
    assert draft.state == PublicationState.VERIFIED


def test_a_step_that_hides_what_was_read_is_not_taken(operator: Client, draft: Roll) -> None:
    for fields in ({}, {"edits": ""}, {"edits": "x"}, {"edits": "9" * 99}):
        operator.post(f"{_room(draft)}/langkah/ajukan/", fields)
        draft.refresh_from_db()
        assert draft.state == PublicationState.DRAFT


def test_posts_are_guarded_too(operator: Client, colleague: Client) -> None:
    form = Form(operator, "/admin/news/post/add/").fill(
        title="Pleno",
        slug="pleno",
        summary="a",
        body="<p>Isi.</p>",
        date="2026-04-02",
        category="data-pemilih",
    )
    address = form.send()["Location"]
    first, second = Form(colleague, address), Form(operator, address)
    first.fill(title="Pleno pertama").send()
    response = second.fill(title="Pleno kedua", summary="b").send()
    words = " ".join(decoded(response).split())
    assert response.status_code == 409
    assert "Pleno → Pleno pertama; yang Anda tulis: Pleno kedua." in words
    assert Form(operator, address, decoded(response)).send(_overwrite="ya").status_code == 302
    page = Page(operator, address.replace("/change/", "/history/"))
    assert "judul: Pleno pertama → Pleno kedua" in page.text


# -- History -------------------------------------------------------------------------------------


def test_the_history_says_who_when_why_and_old_to_new(
    operator: Client, colleague: Client, draft: Roll
) -> None:
    form = _open(colleague, draft).fill(change_reason="Sesuai berita acara pleno.")
    before = form.fields[form.names[WHERE]][0]
    form.type(WHERE, "111").send()
    page = Page(operator, f"{_room(draft)}/history/")
    assert "Cici" in page.text
    assert "Alasan: Sesuai berita acara pleno." in page.text
    assert f"laki-laki: {before} → 111" in page.text
    assert "23 baris daftar pemilih ditambahkan" in page.text
    assert page.text.index("berita acara pleno") < page.text.index("Salah ketik pada satu angka")
    assert "<form" not in page.source.partition('id="content"')[2]


def test_the_history_asks_the_database_equally_often_however_many_lines_got_a_new_source(
    operator: Client, draft: Roll
) -> None:
    asked = []
    for page in ("hlm. 98", "hlm. 99"):
        form = _open(operator, draft).fill(change_reason="Dokumen resmi.", source_page=page)
        assert form.send().status_code == 302
        with CaptureQueriesContext(connection) as queries:
            words = Page(operator, f"{_room(draft)}/history/").text
        assert words.count(f"→ Laporan Kinerja Sekretaris KPU Provinsi NTT Tahun 2024, {page}") == (
            draft.lines.count()
        )
        asked.append(len(queries))
        draft.lines.exclude(region="53").delete()
    assert asked[0] == asked[1]
    assert asked[0] <= 25


def test_loaded_rows_have_no_history_and_say_where_it_is(operator: Client) -> None:
    roll = Roll.objects.get(slug="dpt-pilkada-2024")
    assert not Roll.history.exists()
    page = Page(operator, f"{_room(roll)}/history/")
    assert "tercatat dalam catatan kegiatan" in page.text


def test_the_history_is_paged(operator: Client, draft: Roll) -> None:
    for number in range(25):
        form = _open(operator, draft).fill(change_reason=f"suntingan {number}")
        form.type(WHERE, str(number + 1)).send()
    first = Page(operator, f"{_room(draft)}/history/")
    second = Page(operator, f"{_room(draft)}/history/?p=2")
    assert "suntingan 24" in first.text
    assert "suntingan 2 " not in first.text
    assert "suntingan 2 " in second.text


# -- Corrections of what is public ---------------------------------------------------------------


def _figures(client: Client, dataset: str) -> list[str]:
    rows = csv.reader(io.StringIO(body_of(client.get(f"/data/{dataset}.csv")).decode("utf-8-sig")))
    return [cell for row in rows for cell in row]


def _everywhere(client: Client, dataset: str, value: str) -> bool:
    sheet = load_workbook(io.BytesIO(body_of(client.get(f"/data/{dataset}.xlsx"))), read_only=True)
    cells = {
        str(cell) for page in sheet for row in page.iter_rows(values_only=True) for cell in row
    }
    written = body_of(client.get(f"/data/{dataset}.json")).decode()
    json.loads(written)
    return value in _figures(client, dataset) and value in cells and value in written


CORRECTIONS = (
    (Roll, "dpt-pilkada-2024", "Kabupaten Ende, Laki-laki", "91.234", "daftar-pemilih", "91234"),
    (
        BudgetSnapshot,
        "realisasi-2024-12",
        None,
        "91.234.567.891",
        "realisasi-anggaran",
        "91234567891",
    ),
    (
        GrantReport,
        "hibah-pilkada-2024",
        "Kabupaten Ende, Hibah pilgub",
        "91.234.567",
        "hibah-pilkada",
        "91234567",
    ),
    (ElectionReport, "pilgub-2024", None, "1.912.345", "hasil-pemilihan", "1912345"),
    (
        PerformanceReport,
        None,
        "Kompetensi pegawai, Tabel capaian, BAB III, Capaian tercetak",
        "61,25",
        "indikator-kinerja",
        "61.25",
    ),
)


@pytest.mark.parametrize("case", CORRECTIONS, ids=lambda case: case[0].__name__)
def test_a_corrected_cell_is_public_at_once_and_the_old_version_keeps_the_old_one(
    operator: Client,
    verifier: Client,
    reader: Client,
    case: tuple[Any, str | None, str | None, str, str, str],
) -> None:
    model, slug, label, typed, dataset, value = case
    old = model.objects.get(slug=slug) if slug else model.objects.get()
    new = _amended(operator, old)
    assert new.public_note == "Salah ketik pada satu angka."
    form = _open(operator, new).fill(change_reason="Sesuai dokumen.")
    label = label or next(
        name
        for name, control in form.names.items()
        if control.endswith(("-ceiling", "-votes")) and form.fields.get(control, [""])[0]
    )
    before = form.fields[form.names[label]][0]
    assert form.type(label, typed).send().status_code == 302
    assert not _everywhere(reader, dataset, value)
    _step(operator, new, "ajukan")
    _step(verifier, new, "periksa")
    _step(verifier, new, "terbitkan")
    assert _everywhere(reader, dataset, value)
    assert typed in Page(reader, new.get_absolute_url()).text
    old.refresh_from_db()
    assert old.state == PublicationState.SUPERSEDED
    version = getattr(old, "get_version_url", lambda: f"{old.get_absolute_url()}versi/1/")()
    page = Page(reader, version)
    assert page.response.status_code == 200
    assert before in page.text
    assert typed not in page.text


# -- New units of the other kinds ----------------------------------------------------------------


def test_a_new_grant_report_offers_23_governments_and_the_total(operator: Client) -> None:
    form = Form(operator, "/admin/budget/grantreport/add/")
    form.fill(title="Hibah 2029", slug="hibah-2029", year="2029")
    form.fill(source_document=str(RollLine.objects.all()[0].citation.document_id))
    form.type("Kabupaten Ende, Nama tercetak", "Ende").type("Kabupaten Ende, Hibah pilgub", "1.000")
    form.type("Jumlah tercetak, Nama tercetak", "Jumlah")
    form.type("Jumlah tercetak, Hibah pilgub", "2.000")
    assert form.send().status_code == 302
    report = GrantReport.objects.get(slug="hibah-2029")
    assert [(line.is_total, line.governor) for line in report.lines.all()] == [
        (False, 1000),
        (True, 2000),
    ]
    page = Page(operator, f"{_room(report)}/change/")
    assert "Berbeda" in page.text


def test_a_new_snapshot_takes_over_codes_without_amounts_and_places_new_lines(
    operator: Client,
) -> None:
    source = BudgetSnapshot.objects.get()
    form = Form(operator, "/admin/budget/budgetsnapshot/add/")
    form.fill(title="Januari", slug="realisasi-2025-01", year="2025", month="1", revision="")
    form.fill(source_document=str(source.citation.document_id), structure_of=str(source.pk))
    response = form.send()
    assert response.status_code == 302
    snapshot = BudgetSnapshot.objects.get(slug="realisasi-2025-01")
    codes = set(source.lines.filter(kind="tercetak").values_list("code", flat=True))
    assert set(snapshot.lines.values_list("code", flat=True)) == codes
    assert not snapshot.lines.exclude(ceiling=None).exists()
    form = _open(operator, snapshot)
    form.type("Baris baru 1, Urutan tercetak", "900").type("Baris baru 1, Kode tercetak", "ZZ")
    form.type("Baris baru 1, Pagu", "5.000.000.000")
    form.fill(**{form.names["Baris baru 1, Tingkat"]: "program"})
    assert form.send().status_code == 302
    line = snapshot.lines.get(code="ZZ")
    assert line.ceiling == 5_000_000_000
    assert line.parent is not None
    assert line.parent.level == "total"


def test_a_new_performance_report_takes_over_indicators_and_grades_are_checked(
    operator: Client,
) -> None:
    source = PerformanceReport.objects.get()
    form = Form(operator, "/admin/performance/performancereport/add/")
    form.fill(title="Laporan Kinerja 2025", slug="lkj-2025", year="2025", region="53")
    document = str(source.document_id)
    form.fill(document=document, source_document=document, structure_of=str(source.pk))
    assert form.send().status_code == 302
    report = PerformanceReport.objects.get(year=2025)
    form = _open(operator, report)
    graded = next(
        item
        for objective in report.objectives.all()
        for item in objective.indicators.filter(unit="predikat")
    )
    where = f"{graded}, Perjanjian Kinerja (PK), Target tercetak"
    response = form.type(where, "ZZ").send()
    assert "bukan predikat" in decoded(response)
    assert form.type(where, "bb").send().status_code == 302
    assert graded.targets.get().grade == "BB"


@pytest.mark.parametrize("column", ["Realisasi tercetak", "Capaian tercetak"])
@pytest.mark.parametrize("text", ["123.456.789,5", "12345678", "12,345"])
def test_a_measure_that_no_column_holds_is_refused_and_the_draft_still_opens(
    operator: Client, column: str, text: str
) -> None:
    report = _amended(operator, PerformanceReport.objects.get())
    form = _open(operator, report).fill(change_reason="Sesuai dokumen.")
    where = "Kompetensi pegawai, Tabel capaian, BAB III"
    response = form.type(f"{where}, {column}", text).send()
    assert response.status_code == 200
    assert (
        f"{where}, kolom {column}: “{text}” terlalu panjang: paling banyak 7 angka di depan koma "
        "dan 2 di belakangnya."
    ) in decoded(response)
    assert operator.get(form.address).status_code == 200


def test_an_election_report_grows_from_contest_to_candidate_to_votes(operator: Client) -> None:
    report = _amended(operator, ElectionReport.objects.get(slug="pilkada-2024"))
    form = _open(operator, report).fill(change_reason="Hasil resmi.")
    form.type("Baris baru 1, Jabatan yang dipilih", "Wali Kota Kupang")
    form.fill(**{form.names["Baris baru 1, Status hasil"]: "resmi"})
    assert form.send().status_code == 302
    form = _open(operator, report).fill(change_reason="Hasil resmi.")
    form.type("Calon baru, Wali Kota Kupang, Urutan dalam sumber", "1")
    form.type("Calon baru, Wali Kota Kupang, Calon", "Calon Satu")
    assert form.send().status_code == 302
    form = _open(operator, report).fill(change_reason="Hasil resmi.")
    assert form.type("Calon Satu, Kota Kupang, Suara sah", "12.345").send().status_code == 302
    votes = report.contests.get().candidates.get().votes.get()
    assert (votes.region_id, votes.votes) == ("53.71", 12345)
