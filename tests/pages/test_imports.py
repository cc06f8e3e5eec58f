"""The journey of a table through the import desk, step by step."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kpuntt.activity.models import Activity
from kpuntt.imports.book import FileRefusedError
from kpuntt.imports.models import BatchState, ImportBatch
from kpuntt.publishing.services import publication_amend, publication_withdraw
from kpuntt.staff.models import StaffProfile
from kpuntt.staff.roles import RoleName
from tests.pages.html import Page, body_of
from tests.unit.kpuntt.imports.uploads import DPT, NOTE, WHY, current, roll_csv

pytestmark = pytest.mark.django_db

Enter = Callable[[Client, User], Client]
SOURCE = {
    "source_title": "Berita Acara Rekapitulasi DPT",
    "source_kind": "berita-acara",
    "source_publisher": "KPU Provinsi NTT",
}


def _member(enter: Enter, user: User, *roles: RoleName) -> Client:
    user.groups.set(Group.objects.filter(name__in=[role.value for role in roles]))
    return enter(Client(), user)


@pytest.fixture
def operator(enter: Enter, alice: User) -> Client:
    return _member(enter, alice, RoleName.OPERATOR_VOTERS)


@pytest.fixture
def checker(enter: Enter, bob: User) -> Client:
    return _member(enter, bob, RoleName.VERIFIER, RoleName.PUBLISHER)


def _send(client: Client, content: bytes, **fields: Any) -> Any:
    kind = fields.pop("table", "daftar-pemilih")
    file = SimpleUploadedFile(fields.pop("name", "dpt.csv"), content)
    values = {"unit": DPT, "public_note": NOTE, "file": file, **SOURCE, **fields}
    return client.post(f"/admin/impor/jenis/{kind}/perbaikan/", values)


def _batch(client: Client, content: bytes, **fields: Any) -> ImportBatch:
    response = _send(client, content, **fields)
    assert response.status_code == 302, response.content.decode()
    return ImportBatch.objects.latest("pk")


def _submit(client: Client, batch: ImportBatch, reason: str = WHY) -> Any:
    page = client.get(f"/admin/impor/{batch.pk}/").content.decode()
    fields = dict.fromkeys(re.findall(r'name="(alasan-[a-z0-9-]+)"', page), reason)
    return client.post(f"/admin/impor/{batch.pk}/ajukan/", fields)


def _step(client: Client, batch: ImportBatch, name: str, **fields: str) -> int:
    return client.post(f"/admin/impor/{batch.pk}/langkah/{name}/", fields).status_code


def _state(batch: ImportBatch) -> str:
    batch.refresh_from_db()
    return batch.state


def test_what_is_published_shows_on_page_csv_xlsx_and_json_at_once(
    operator: Client, checker: Client, reader: Client
) -> None:
    assert "120.123" not in Page(reader, f"/pemilih/{DPT}/").text
    batch = _batch(operator, roll_csv(r5307=120_123))
    assert _submit(operator, batch).status_code == 302
    assert _step(checker, batch, "periksa") == 302
    assert _step(checker, batch, "terbitkan") == 302
    assert _state(batch) == BatchState.PUBLISHED
    assert "120.123" in Page(reader, f"/pemilih/{DPT}/").text
    query = f"daftar={DPT}&wilayah=53.07"
    address = f"/data/daftar-pemilih.{{}}?{query}"
    (row,) = csv.DictReader(
        StringIO(body_of(reader.get(address.format("csv"))).decode("utf-8-sig"))
    )
    assert row["laki_laki"] == "120123"
    rows = json.loads(body_of(reader.get(address.format("json"))))["baris"]
    assert rows[0]["laki_laki"] == 120_123
    sheet = openpyxl.load_workbook(BytesIO(body_of(reader.get(address.format("xlsx")))))["Data"]
    names = [cell.value for cell in sheet[1]]
    assert sheet[2][names.index("laki_laki")].value == 120_123


def test_the_preview_shows_old_and_new_totals_and_what_needs_a_reason(operator: Client) -> None:
    batch = _batch(operator, roll_csv(r5307=1))
    page = Page(operator, f"/admin/impor/{batch.pk}/")
    assert "22 baris data = 22 diterima + 0 ditolak" in page.text
    assert "0 baru, 1 berubah, 21 sama, 0 hilang" in page.text
    assert re.search(r"Laki-laki: [0-9.]+ → 1\b", page.text)
    assert "berbeda" in page.text
    assert page.source.count('name="alasan-') >= 2


def test_rows_are_filtered_by_state_and_an_odd_address_shows_all(operator: Client) -> None:
    batch = _batch(operator, roll_csv(r5307=1))
    address = f"/admin/impor/{batch.pk}/"
    changed = Page(operator, f"{address}?keadaan=berubah").text
    assert "Sumba Timur" not in changed.split("Semua baris")[-1]
    for query in ("?keadaan=apa&halaman=-3", "?halaman=999999", "?halaman=x"):
        assert "Sumba Timur" in Page(operator, address + query).text


def test_errors_name_place_value_and_remedy_and_come_as_a_workbook(operator: Client) -> None:
    batch = _batch(operator, roll_csv(r5307="23.06"))
    page = Page(operator, f"/admin/impor/{batch.pk}/")
    assert "23.06" in page.text
    assert "Ajukan kepada pemeriksa" not in page.text
    response = operator.get(f"/admin/impor/{batch.pk}/kesalahan.xlsx")
    book = openpyxl.load_workbook(BytesIO(response.content))
    assert "23.06" in [cell.value for row in book["Kesalahan"] for cell in row]
    taken = Activity.objects.get(action="ekspor")
    assert taken.note == f"Impor {batch.pk}. kesalahan-impor-{batch.pk}.xlsx"
    assert _submit(operator, batch).status_code == 200
    assert _state(batch) == BatchState.PREVIEW


def test_refused_rows_of_a_unit_that_was_withdrawn_are_no_file_but_a_sentence(
    operator: Client, bob: User
) -> None:
    batch = _batch(operator, roll_csv(r5307="23.06"))
    publication_withdraw(unit=current(), actor=bob, reason="Salah.")
    response = operator.get(f"/admin/impor/{batch.pk}/kesalahan.xlsx", follow=True)
    assert response.redirect_chain == [(f"/admin/impor/{batch.pk}/", 302)]
    assert "tidak terbit lagi" in response.content.decode()
    assert not Activity.objects.filter(action="ekspor").exists()


def test_refused_rows_are_a_sentence_while_another_file_is_being_read(
    operator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_arguments: Any) -> None:
        raise FileRefusedError("Berkas lain sedang dibaca.")

    batch = _batch(operator, roll_csv(r5307="23.06"))
    monkeypatch.setattr("kpuntt.imports.views.book_of", busy)
    response = operator.get(f"/admin/impor/{batch.pk}/kesalahan.xlsx", follow=True)
    assert "Berkas lain sedang dibaca." in response.content.decode()


def test_control_characters_in_a_reason_are_left_out_and_it_is_cut(operator: Client) -> None:
    batch = _batch(operator, roll_csv(r5307=1))
    assert _submit(operator, batch, f"\x00{WHY}\x07" + "a" * 600).status_code == 302
    batch.refresh_from_db()
    reasons = {answer["reason"] for answer in batch.reasons.values()}
    assert reasons == {(WHY + "a" * 600)[:500]}


@pytest.mark.parametrize("field", ["public_note", "sheet", "source_title", "source_number"])
def test_a_nul_in_what_is_said_about_a_file_is_refused_in_a_sentence(
    operator: Client, field: str
) -> None:
    assert _send(operator, roll_csv(r5307=1), **{field: f"{NOTE}\x00"}).status_code == 200
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize("text", [".", ". . . . . . . . . .", "..........", "salah"])
def test_a_note_or_reason_is_written_in_words(operator: Client, text: str) -> None:
    response = _send(operator, roll_csv(r5307=1), public_note=text)
    assert "Jelaskan dengan kata-kata, paling sedikit 10 huruf." in response.content.decode()
    batch = _batch(operator, roll_csv(r5307=1))
    assert _step(operator, batch, "buang", reason=text) == 200
    assert _state(batch) == BatchState.PREVIEW


def test_a_draft_in_the_making_is_said_at_the_upload_and_on_the_page(
    operator: Client, alice: User
) -> None:
    batch = _batch(operator, roll_csv(r5307=120_123))
    draft = publication_amend(unit=current(), actor=alice, public_note=NOTE)
    said = f"Versi {draft.version} sedang disusun; terbitkan atau buang itu dahulu."
    assert said in _send(operator, roll_csv(r5307=120_124)).content.decode()
    assert said in operator.post(f"/admin/impor/{batch.pk}/ajukan/").content.decode()
    assert _state(batch) == BatchState.PREVIEW
    assert ImportBatch.objects.count() == 1


def test_an_import_waits_on_the_first_page_of_whoever_is_next(
    operator: Client, checker: Client
) -> None:
    batch = _batch(operator, roll_csv(r5307=120_123))
    assert f"Lanjutkan: {batch}" not in Page(checker, "/admin/").text
    assert str(batch) in Page(operator, "/admin/").text
    _submit(operator, batch)
    assert f"Periksa: {batch}" in Page(checker, "/admin/").text
    assert str(batch) not in Page(operator, "/admin/").text
    _step(checker, batch, "periksa")
    assert f"Terbitkan: {batch}" in Page(checker, "/admin/").text
    _step(checker, batch, "terbitkan")
    assert f"Terbitkan: {batch}" not in Page(checker, "/admin/").text


def test_a_short_reason_is_asked_for_again_and_the_others_are_not_lost(operator: Client) -> None:
    batch = _batch(operator, roll_csv(r5307=1))
    response = _submit(operator, batch, "pendek")
    assert "paling sedikit 10 huruf" in response.content.decode()
    assert 'value="pendek"' in response.content.decode()
    assert _state(batch) == BatchState.PREVIEW


def test_the_same_file_leads_to_the_import_that_is_there(operator: Client) -> None:
    batch = _batch(operator, roll_csv(r5307=1))
    response = _send(operator, roll_csv(r5307=1))
    assert response.headers["Location"] == f"/admin/impor/{batch.pk}/"
    assert "sudah diunggah" in operator.get(response.headers["Location"]).content.decode()
    assert ImportBatch.objects.count() == 1


@pytest.mark.parametrize(
    "other", [{"public_note": "Catatan yang lain sama sekali."}, {"source_title": "Sumber lain"}]
)
def test_the_same_file_with_another_note_or_source_says_that_it_is_not_taken(
    operator: Client, other: dict[str, str]
) -> None:
    batch = _batch(operator, roll_csv(r5307=1))
    page = operator.get(_send(operator, roll_csv(r5307=1)).headers["Location"])
    assert "Catatan atau sumbernya berbeda" not in page.content.decode()
    page = operator.get(_send(operator, roll_csv(r5307=1), **other).headers["Location"])
    assert "buang impor itu dahulu bila ingin menggantinya" in page.content.decode()
    batch.refresh_from_db()
    assert batch.public_note == NOTE


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"Wilayah,NIK,Jumlah\nKupang,5301010101010001,1\n", "dpt.csv"),
        (b"", "dpt.csv"),
        (b"PK\x03\x04 bukan buku kerja", "dpt.xlsx"),
        (b"MZ", "dpt.exe"),
    ],
)
def test_a_refused_file_is_answered_in_a_sentence_and_not_kept(
    operator: Client, content: bytes, name: str
) -> None:
    response = _send(operator, content, name=name)
    assert response.status_code == 200
    assert 'class="errorlist"' in response.content.decode()
    assert not ImportBatch.objects.exists()


def test_a_source_is_chosen_or_described(operator: Client) -> None:
    response = _send(operator, roll_csv(r5307=1), source_title="")
    assert "Pilih dokumen sumber, atau isi bagian ini" in response.content.decode()
    assert not ImportBatch.objects.exists()


def test_a_new_roll_needs_what_belongs_to_its_kind(operator: Client) -> None:
    file = SimpleUploadedFile("dpt.csv", roll_csv())
    fields = {"title": "A", "slug": DPT, "kind": "pdpb", "year": "2026", "as_of": "2026-04-02"}
    response = operator.post(
        "/admin/impor/jenis/daftar-pemilih/baru/",
        {**fields, "precision": "hari", "file": file, **SOURCE},
    )
    text = response.content.decode()
    assert "Isi bagian ini untuk jenis daftar yang dipilih." in text
    assert "Alamat ini sudah dipakai." in text
    assert not ImportBatch.objects.exists()


def test_the_maker_has_no_button_to_verify_and_is_refused(
    enter: Enter, operator: Client, alice: User
) -> None:
    batch = _batch(operator, roll_csv(r5307=120_123))
    _submit(operator, batch)
    assert _step(operator, batch, "periksa") == 403
    both = _member(enter, alice, RoleName.OPERATOR_VOTERS, RoleName.VERIFIER)
    response = both.post(f"/admin/impor/{batch.pk}/langkah/periksa/", follow=True)
    assert "Pemeriksa tidak boleh sama dengan pengunggah." in response.content.decode()
    assert _state(batch) == BatchState.SUBMITTED


@pytest.mark.parametrize("name", ["periksa", "terbitkan", "kembalikan"])
def test_an_operator_decides_nothing(operator: Client, name: str) -> None:
    batch = _batch(operator, roll_csv(r5307=1))
    assert _step(operator, batch, name, reason="Alasan panjang.") == 403
    assert _step(operator, batch, "hapus") == 404


def test_who_decides_uploads_nothing(checker: Client) -> None:
    assert _send(checker, roll_csv(r5307=1)).status_code == 403
    assert checker.get("/admin/impor/").status_code == 200
    assert checker.get("/admin/impor/jenis/daftar-pemilih/templat.xlsx").status_code == 403


@pytest.mark.parametrize("role", [RoleName.OPERATOR_BUDGET, RoleName.NEWS_EDITOR])
def test_another_area_is_another_room(
    enter: Enter, operator: Client, bob: User, role: RoleName
) -> None:
    batch = _batch(operator, roll_csv(r5307=1))
    other = _member(enter, bob, role)
    assert other.get(f"/admin/impor/{batch.pk}/").status_code == 404
    assert _step(other, batch, "buang", reason="Alasan panjang.") == 404
    assert _send(other, roll_csv(r5307=2)).status_code == 403


def test_a_step_out_of_its_time_is_refused_in_a_sentence(operator: Client, checker: Client) -> None:
    batch = _batch(operator, roll_csv(r5307=1))
    page = Page(checker, f"/admin/impor/{batch.pk}/langkah/terbitkan/")
    assert "Langkah ini tidak terbuka: keadaannya sekarang “Pratinjau”." in page.text
    assert _step(checker, batch, "terbitkan") == 302
    assert _state(batch) == BatchState.PREVIEW


def test_a_return_comes_with_its_reason(operator: Client, checker: Client) -> None:
    batch = _batch(operator, roll_csv(r5307=120_123))
    _submit(operator, batch)
    assert _step(checker, batch, "kembalikan", reason=" ") == 200
    assert _step(checker, batch, "kembalikan", reason="TPS belum cocok.") == 302
    assert "Dikembalikan: TPS belum cocok." in Page(operator, f"/admin/impor/{batch.pk}/").text


# -- An operator of a regency ----------------------------------------------------------------------


@pytest.fixture
def regional(enter: Enter, alice: User) -> Client:
    StaffProfile.objects.create(user=alice, region_id="53.07")
    return _member(enter, alice, RoleName.OPERATOR_REGENCY)


DISTRICTS = b"Wilayah,Laki-laki,Perempuan,Jumlah\n53.07.01,10,12,22\n53.07.02,5,6,11\n"


def test_a_regional_operator_imports_the_districts_of_the_own_regency(
    regional: Client, checker: Client
) -> None:
    before = list(current().lines.order_by("region_id").values_list("region_id", "total"))
    batch = _batch(regional, DISTRICTS, region="53.07")
    assert (batch.region_id, batch.rows_new, batch.rows_missing) == ("53.07", 2, 0)
    _submit(regional, batch)
    _step(checker, batch, "periksa")
    _step(checker, batch, "terbitkan")
    after = dict(current().lines.values_list("region_id", "total"))
    assert (after.pop("53.07.01"), after.pop("53.07.02")) == (22, 11)
    assert sorted(after.items()) == before


@pytest.mark.parametrize("region", ["", "53.08"])
def test_a_regional_operator_imports_nothing_for_elsewhere(regional: Client, region: str) -> None:
    assert _send(regional, DISTRICTS, region=region).status_code == 200
    batch = _batch(regional, DISTRICTS.replace(b"53.07", b"53.08"), region="53.07")
    assert batch.rows_refused == 2


def test_a_regional_operator_sees_no_import_of_elsewhere(
    enter: Enter, regional: Client, bob: User
) -> None:
    province = _member(enter, bob, RoleName.OPERATOR_VOTERS)
    batch = _batch(province, roll_csv(r5307=1))
    assert regional.get(f"/admin/impor/{batch.pk}/").status_code == 404
    assert str(batch) not in Page(regional, "/admin/impor/").text
    assert regional.get("/admin/impor/jenis/daftar-pemilih/baru/").status_code == 403


@pytest.mark.parametrize(
    "path", ["", "jenis/daftar-pemilih/perbaikan/", "jenis/daftar-pemilih/baru/"]
)
def test_a_visitor_is_sent_to_sign_in(client: Client, path: str) -> None:
    response = client.get(f"/admin/impor/{path}")
    assert response.status_code == 302
    assert "/admin/login/" in response.headers["Location"]


def test_every_page_of_the_desk_says_what_it_is(operator: Client) -> None:
    batch = _batch(operator, roll_csv(r5307=1))
    for path in (
        "",
        "jenis/daftar-pemilih/perbaikan/",
        "jenis/daftar-pemilih/baru/",
        "jenis/alasan-tms/perbaikan/",
        f"{batch.pk}/",
        f"{batch.pk}/langkah/buang/",
    ):
        page = Page(operator, f"/admin/impor/{path}")
        assert "<style" not in page.source
        assert " style=" not in page.source
    assert operator.get("/admin/impor/jenis/alasan-tms/baru/").status_code == 403
    assert operator.get("/admin/impor/jenis/lain/perbaikan/").status_code == 404
    template = operator.get("/admin/impor/jenis/daftar-pemilih/templat.xlsx")
    assert openpyxl.load_workbook(BytesIO(template.content)).sheetnames
