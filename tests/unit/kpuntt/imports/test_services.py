"""The steps of an import, from a file to the public."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from pytest_django import Settings

from kpuntt.activity.models import Activity
from kpuntt.imports.book import FileRefusedError
from kpuntt.imports.files import BatchError, batch_preview
from kpuntt.imports.models import BatchState, ImportBatch
from kpuntt.imports.services import (
    batch_discard,
    batch_publish,
    batch_return,
    batch_submit,
    batch_verify,
)
from kpuntt.provenance.models import Citation, Document
from kpuntt.publishing.models import PublicationState
from kpuntt.publishing.services import publication_amend, publication_withdraw
from kpuntt.regions.models import Region
from tests.unit.kpuntt.imports.uploads import (
    DPT,
    NOTE,
    SOURCE,
    current,
    published,
    reasons,
    roll_csv,
    submit,
    upload,
    upload_twice,
)
from voters.models import Roll, RollLine

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_read_once")]


def _line(code: str, slug: str = DPT) -> RollLine:
    line: RollLine = current(slug).lines.get(region=code)
    return line


def test_an_upload_stores_the_file_and_changes_nothing_public(alice: User) -> None:
    content = roll_csv(r5307=1)
    batch = upload(alice, content)
    assert (bytes(batch.content), batch.size, batch.made_by) == (content, len(content), alice)
    assert batch.state == BatchState.PREVIEW
    assert (batch.rows_in, batch.rows_changed, batch.rows_same) == (22, 1, 21)
    assert _line("53.07").male != 1
    assert not Document.objects.filter(title=SOURCE["title"]).exists()


def test_a_published_import_is_a_new_version_that_cites_sheet_and_row(
    alice: User, bob: User
) -> None:
    former = current()
    published(upload(alice, roll_csv(r5307=120_000)), alice, bob)
    unit = current()
    assert (unit.version, unit.public_note) == (former.version + 1, NOTE)
    assert (unit.made_by, unit.verified_by, unit.single_person) == (alice, bob, False)
    line = _line("53.07")
    assert line.male == 120_000
    assert line.citation.place == "dpt, baris 8"
    assert line.citation.document.title == SOURCE["title"]
    assert _line("53").citation.place == "dpt, baris jumlah"
    former.refresh_from_db()
    assert former.state == PublicationState.SUPERSEDED
    assert former.lines.get(region="53.07").male != 120_000


def test_what_the_file_does_not_say_stays_with_its_own_source(alice: User, bob: User) -> None:
    RollLine.objects.filter(roll=current(), region="53.07").update(districts=21)
    before = _line("53.07")
    published(upload(alice, roll_csv(r5307=120_000)), alice, bob)
    line = _line("53.07")
    kept = {item.figure: item.citation for item in line.figure_citations.all()}
    assert line.districts == 21
    assert kept["districts"] == before.citation
    assert "male" not in kept


def test_a_total_that_the_file_does_not_print_goes_on_as_it_was(alice: User, bob: User) -> None:
    before = _line("53")
    batch = upload(alice, roll_csv(total=False, r5307=120_000))
    texts = [caution.text for caution in batch_preview(batch=batch).cautions]
    assert any("jumlah tercetak yang terbit tetap dipakai" in text for text in texts)
    published(batch, alice, bob)
    after = _line("53")
    assert (after.total, after.citation) == (before.total, before.citation)


def test_a_column_of_the_template_that_nobody_filled_erases_nothing(alice: User, bob: User) -> None:
    RollLine.objects.filter(roll=current(), region="53.07").update(districts=21)
    head, *rows = roll_csv(r5307=120_000).decode().splitlines()
    content = "\n".join([f"{head},Kecamatan,Keterangan", *[f"{row},," for row in rows]])
    batch = upload(alice, content.encode())
    (changed,) = [row for row in batch_preview(batch=batch).rows if row.state == "berubah"]
    assert [change.column for change in changed.changes] == ["laki_laki"]
    published(batch, alice, bob)
    assert _line("53.07").districts == 21


def test_a_cell_that_is_blank_among_others_is_missing(alice: User) -> None:
    content = b"Wilayah,TPS,Jumlah\nKupang,,267346\nAlor,400,150000\n"
    rows = {row.name: row for row in batch_preview(batch=upload(alice, content)).rows}
    changes = {change.column: change.new for change in rows["Kabupaten Kupang"].changes}
    assert changes["tps"] is None


def test_lines_that_the_file_lacks_go_only_with_a_reason(alice: User, bob: User) -> None:
    batch = upload(alice, roll_csv(skip=("53.21",)))
    assert batch.rows_missing == 1
    with pytest.raises(BatchError, match="1 baris versi terbit tidak ada dalam berkas"):
        batch_submit(batch=batch, actor=alice, reasons={})
    published(batch, alice, bob)
    assert not current().lines.filter(region="53.21").exists()


def test_a_new_roll_is_made_from_the_form_and_the_file(alice: User, bob: User) -> None:
    values = {
        "title": "PDPB Triwulan I 2026",
        "slug": "pdpb-2026-triwulan-1",
        "kind": "pdpb",
        "period_kind": "triwulan",
        "period_number": "1",
        "year": "2026",
        "as_of": "2026-04-02",
        "precision": "hari",
        "baseline": str(current().pk),
    }
    batch = upload(
        alice,
        roll_csv(),
        target_slug=values["slug"],
        is_new=True,
        unit_values=values,
        public_note="",
    )
    assert (batch.rows_new, batch.rows_in) == (22, 22)
    published(batch, alice, bob)
    roll = current("pdpb-2026-triwulan-1")
    assert (roll.version, roll.lines.count(), roll.made_by) == (1, 23, alice)


@pytest.mark.parametrize("reason", ["", "   ", "pendek", "123456789 ", ". . . . . . . . ."])
def test_a_caution_needs_a_reason_of_ten_letters(alice: User, reason: str) -> None:
    batch = upload(alice, roll_csv(r5307=1))
    given = dict.fromkeys(reasons(batch), reason)
    with pytest.raises(BatchError, match="paling sedikit 10 huruf"):
        batch_submit(batch=batch, actor=alice, reasons=given)
    batch.refresh_from_db()
    assert batch.state == BatchState.PREVIEW


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("REKAPITULASI DPT PEMILU 2029", ["menyebut tahun 2029"]),
        ("REKAPITULASI DPS PILKADA 2024", ["menyebut “DPS”"]),
        ("REKAPITULASI DPS PEMILU 2029", ["menyebut tahun 2029", "menyebut “DPS”"]),
        ("REKAPITULASI DPT PILKADA 2024", []),
        ("HASIL PERBAIKAN DPS MENJADI DPT, 2023–2024", []),
        ("KPU PROVINSI NTT", []),
    ],
)
def test_a_title_that_names_another_stage_or_year_needs_a_reason(
    alice: User, title: str, said: list[str]
) -> None:
    content = f'"{title}",,,,\n'.encode() + roll_csv(r5307=120_000)
    cautions = batch_preview(batch=upload(alice, content)).cautions
    texts = [item.text for item in cautions if item.key.startswith("salah-berkas")]
    assert len(texts) == len(said)
    assert all(part in text for part, text in zip(said, texts, strict=True))


def test_a_heading_that_another_table_must_have_needs_a_reason(alice: User) -> None:
    head, *rows = roll_csv(r5307=120_000).decode().splitlines()
    for heading, count in (("Alasan", 1), ("Catatan petugas", 0)):
        content = "\n".join([f"{head},{heading}", *[f"{row},Meninggal" for row in rows]]).encode()
        cautions = batch_preview(batch=upload(alice, content)).cautions
        texts = [item.text for item in cautions if item.key.startswith("salah-berkas")]
        assert (
            texts
            == ["Kolom “Alasan” adalah kolom wajib tabel “Alasan pemilih TMS dan pemilih baru”."]
            * count
        )


def test_reasons_are_kept_with_their_cautions(alice: User) -> None:
    batch = submit(upload(alice, roll_csv(r5307=1)), alice)
    texts = [answer["text"] for answer in batch.reasons.values()]
    assert any("Laki-laki" in text and "→ 1" in text for text in texts)
    assert any("terhitung" in text for text in texts)


def test_refused_rows_block_submitting_and_are_counted(alice: User) -> None:
    batch = upload(alice, roll_csv(r5307="23.06"))
    assert (batch.rows_in, batch.rows_accepted, batch.rows_refused) == (22, 21, 1)
    with pytest.raises(BatchError, match="Perbaiki berkasnya"):
        submit(batch, alice)


def test_the_maker_cannot_verify(alice: User) -> None:
    batch = submit(upload(alice, roll_csv(r5307=1)), alice)
    with pytest.raises(BatchError, match="tidak boleh sama dengan pengunggah"):
        batch_verify(batch=batch, actor=alice)


def test_an_office_of_one_may_verify_alone_and_the_unit_says_so(
    alice: User, settings: Settings
) -> None:
    settings.SINGLE_PERSON_OFFICE = True
    published(upload(alice, roll_csv(r5307=120_000)), alice, alice)
    assert current().single_person


def test_the_database_refuses_a_verifier_who_is_the_maker(alice: User) -> None:
    batch = upload(alice, roll_csv(r5307=1))
    with pytest.raises(IntegrityError, match="verifier_not_maker"), transaction.atomic():
        ImportBatch.objects.filter(pk=batch.pk).update(verified_by=alice)


def test_the_database_refuses_a_lost_row(alice: User) -> None:
    batch = upload(alice, roll_csv(r5307=1))
    with pytest.raises(IntegrityError, match="no_row_lost"), transaction.atomic():
        ImportBatch.objects.filter(pk=batch.pk).update(rows_in=23)


def test_what_was_typed_is_stored_without_control_characters(alice: User) -> None:
    about = {"public_note": f"{NOTE}\x00\x07\nLihat \x1bberita acara.", "sheet": "\x00"}
    source = {**SOURCE, "title": f"\x00{SOURCE['title']}\x7f"}
    batch = upload(alice, roll_csv(r5307=1), document_values=source, **about)
    batch.refresh_from_db()
    assert batch.public_note == f"{NOTE}\nLihat berita acara."
    assert (batch.sheet, batch.document_values) == ("", SOURCE)


def test_only_the_uploader_submits(alice: User, bob: User) -> None:
    with pytest.raises(BatchError, match="Hanya pengunggahnya"):
        submit(upload(alice, roll_csv(r5307=1)), bob)


def test_the_same_file_leads_to_the_batch_that_is_there(alice: User, bob: User) -> None:
    first, made = upload_twice(alice, roll_csv(r5307=1))
    again, made_again = upload_twice(bob, roll_csv(r5307=1))
    assert (made, made_again, again.pk) == (True, False, first.pk)
    assert again.made_by == alice


def test_a_file_that_is_published_leads_to_its_batch_until_another_follows(
    alice: User, bob: User
) -> None:
    first = published(upload(alice, roll_csv(r5307=120_000)), alice, bob)
    content = bytes(first.content)
    assert upload_twice(alice, content) == (first, False)
    published(upload(alice, roll_csv(r5307=121_000)), alice, bob)
    again, made = upload_twice(alice, content)
    assert made
    assert again.pk != first.pk


def test_the_same_file_for_another_unit_is_another_batch(alice: User) -> None:
    upload(alice, roll_csv(r5307=1))
    _batch, made = upload_twice(alice, roll_csv(r5307=1), target_slug="dpt-pemilu-2024")
    assert made


TWO_SHEETS = {
    "Sikka": [["Wilayah", "Laki-laki", "Perempuan", "Jumlah"], ["53.07.01", 10, 12, 22]],
    "Ende": [["Wilayah", "Laki-laki", "Perempuan", "Jumlah"], ["53.08.01", 5, 6, 11]],
}


def _two_sheets() -> bytes:
    book = openpyxl.Workbook(write_only=True)
    for name, rows in TWO_SHEETS.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_with_a_sheet_for_each_regency_is_imported_for_each(alice: User) -> None:
    content = _two_sheets()
    made = [
        upload_twice(
            alice,
            content,
            file_name="dpt.xlsx",
            sheet=sheet,
            region=Region.objects.get(code=code),
        )
        for sheet, code in (("Sikka", "53.07"), ("Ende", "53.08"), ("Ende", "53.08"))
    ]
    assert [new for _batch, new in made] == [True, True, False]
    assert [batch.rows_new for batch, _new in made] == [1, 1, 1]


@pytest.mark.parametrize("field", ["kind", "target_model", "target_slug", "sha256", "sheet"])
def test_the_database_holds_one_live_batch_of_a_table_of_the_whole_province(
    alice: User, field: str
) -> None:
    batch = upload(alice, roll_csv(r5307=1))
    assert batch.region is None
    batch.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        batch.save(force_insert=True)
    batch.pk = None
    setattr(batch, field, "0" * 64 if field == "sha256" else "lain")
    batch.save(force_insert=True)


def test_a_publication_in_between_stops_the_import(alice: User, bob: User) -> None:
    batch = submit(upload(alice, roll_csv(r5307=120_000)), alice)
    batch_verify(batch=batch, actor=bob)
    other = upload(alice, roll_csv(r5308=110_000))
    published(other, alice, bob)
    with pytest.raises(BatchError, match="tidak sama lagi"):
        batch_publish(batch=batch, actor=bob)
    batch.refresh_from_db()
    assert batch.state == BatchState.VERIFIED
    assert _line("53.07").male != 120_000
    returned = batch_return(batch=batch, actor=bob, reason="Bandingkan ulang.")
    assert (returned.state, returned.verified_by, returned.fingerprint) == (
        BatchState.PREVIEW,
        None,
        "",
    )
    published(returned, alice, bob)
    assert current().version == 3


def test_bytes_that_were_changed_in_the_database_are_noticed(alice: User, bob: User) -> None:
    batch = submit(upload(alice, roll_csv(r5307=120_000)), alice)
    ImportBatch.objects.filter(pk=batch.pk).update(content=roll_csv(r5307=1))
    batch.refresh_from_db()
    with pytest.raises(BatchError, match="SHA-256"):
        batch_verify(batch=batch, actor=bob)


def test_a_unit_that_was_withdrawn_cannot_be_corrected(alice: User, bob: User) -> None:
    batch = submit(upload(alice, roll_csv(r5307=120_000)), alice)
    batch_verify(batch=batch, actor=bob)
    publication_withdraw(unit=current(), actor=bob, reason="Salah.")
    with pytest.raises(BatchError, match="tidak terbit lagi"):
        batch_publish(batch=batch, actor=bob)


def test_a_draft_in_the_making_stops_a_correction_by_import(alice: User, bob: User) -> None:
    batch = submit(upload(alice, roll_csv(r5307=120_000)), alice)
    batch_verify(batch=batch, actor=bob)
    publication_amend(unit=current(), actor=alice, public_note=NOTE)
    with pytest.raises(BatchError, match="Versi 2 sedang disusun"):
        batch_publish(batch=batch, actor=bob)
    batch.refresh_from_db()
    assert batch.state == BatchState.VERIFIED


@pytest.mark.parametrize(
    "content",
    [
        b"Wilayah,NIK,Jumlah\nKupang,5301010101010001,1\n",
        b"Nama,Nomor KK,Wilayah,Jumlah\nAna,5301010101010002,Kupang,1\n",
        b"Wilayah,Jumlah\nKupang,5301010101010001\n",
    ],
)
def test_a_file_about_people_is_refused_and_nothing_of_it_is_kept(
    alice: User, content: bytes
) -> None:
    with pytest.raises(FileRefusedError):
        upload(alice, content)
    assert not ImportBatch.objects.exists()
    assert not Activity.objects.filter(action="impor").exists()


def test_a_discarded_import_forgets_its_bytes_and_lets_the_file_come_again(alice: User) -> None:
    batch = batch_discard(batch=upload(alice, roll_csv(r5307=1)), actor=alice, reason="Salah.")
    assert (batch.state, bytes(batch.content)) == (BatchState.DISCARDED, b"")
    _again, made = upload_twice(alice, roll_csv(r5307=1))
    assert made


STEPS: dict[str, Callable[[ImportBatch, User, User], Any]] = {
    "submit": lambda batch, alice, _bob: batch_submit(batch=batch, actor=alice, reasons={}),
    "verify": lambda batch, _alice, bob: batch_verify(batch=batch, actor=bob),
    "return": lambda batch, _alice, bob: batch_return(batch=batch, actor=bob, reason="Periksa."),
    "publish": lambda batch, _alice, bob: batch_publish(batch=batch, actor=bob),
    "discard": lambda batch, alice, _bob: batch_discard(batch=batch, actor=alice, reason="Salah."),
}
ALLOWED = {
    BatchState.PREVIEW: {"submit", "discard"},
    BatchState.SUBMITTED: {"verify", "return"},
    BatchState.VERIFIED: {"return", "publish"},
    BatchState.PUBLISHED: set[str](),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", ALLOWED)
def test_each_step_is_open_in_its_own_states_only(
    alice: User, bob: User, state: BatchState, step: str
) -> None:
    batch = upload(alice, roll_csv(r5307=120_001))
    for name in ("submit", "verify", "publish")[: list(ALLOWED).index(state)]:
        given = reasons(batch) if name == "submit" else {}
        batch = (
            batch_submit(batch=batch, actor=alice, reasons=given)
            if name == "submit"
            else STEPS[name](batch, alice, bob)
        )
    assert batch.state == state
    if step in ALLOWED[state]:
        if step == "submit":
            submit(batch, alice)
        else:
            STEPS[step](batch, alice, bob)
    else:
        with pytest.raises(BatchError, match="Langkah ini hanya untuk keadaan"):
            STEPS[step](batch, alice, bob)


def test_every_step_is_in_the_log(alice: User, bob: User) -> None:
    published(upload(alice, roll_csv(r5307=120_000)), alice, bob)
    rows = Activity.objects.filter(model="imports.importbatch").order_by("number")
    assert [(row.action, row.actor) for row in rows] == [
        ("impor", alice),
        ("ajukan", alice),
        ("periksa", bob),
        ("terbitkan", bob),
    ]
    unit = Activity.objects.filter(model="voters.roll", slug=DPT, version=2).order_by("number")
    assert [row.action for row in unit] == ["perbaiki", "impor", "terbitkan"]


def test_a_chosen_document_is_cited_and_a_described_one_is_made_once(
    alice: User, bob: User
) -> None:
    chosen = Document.objects.get(slug="lkj-2024")
    published(
        upload(alice, roll_csv(r5307=120_000), document=chosen, document_values={}), alice, bob
    )
    assert _line("53.07").citation.document == chosen
    published(upload(alice, roll_csv(r5307=120_002)), alice, bob)
    made = Document.objects.get(title=SOURCE["title"])
    assert (made.file_name, len(made.sha256)) == ("dpt.csv", 64)
    assert Citation.objects.filter(document=made, place="dpt, baris 2").count() == 1


def test_a_preview_changes_nothing(alice: User) -> None:
    batch = upload(alice, roll_csv(r5307=120_000))
    before = [list(model._default_manager.values()) for model in (Roll, RollLine, ImportBatch)]
    first, second = batch_preview(batch=batch), batch_preview(batch=batch)
    assert first == second
    assert before == [
        list(model._default_manager.values()) for model in (Roll, RollLine, ImportBatch)
    ]
