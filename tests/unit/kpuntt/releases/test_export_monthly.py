"""The command on the real data: what it writes, what it says has changed, what it leaves alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import cast

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from kpuntt.caching.models import Generation
from kpuntt.datasets import CATALOGUE
from kpuntt.exports.columns import TEXT
from kpuntt.exports.dataset import Column, Dataset
from kpuntt.publishing.services import publication_load, publication_withdraw
from kpuntt.quality.models import Finding
from kpuntt.regions.models import Region
from kpuntt.releases.shelf import Shelf
from tests.releases import (
    FIRST,
    NOTE,
    SECOND,
    applied,
    changes,
    contents,
    correct,
    export,
    parse_key,
    read_table,
)
from voters.models import Roll, RollLine

pytestmark = pytest.mark.django_db
SIKKA = "daftar=dpt-pilkada-2024;kode_wilayah=53.07"


@pytest.fixture
def catalogue() -> Iterator[dict[str, Dataset]]:
    """The catalogue, to be changed; its order is a part of each release."""
    catalogue = cast("dict[str, Dataset]", CATALOGUE)
    before = dict(catalogue)
    yield catalogue
    catalogue.clear()
    catalogue.update(before)


def _check_that_the_changes_lead_from_one_to_the_other(shelf: Path) -> None:
    said = changes(shelf / SECOND)
    for name, dataset in CATALOGUE.items():
        old, new = (read_table(shelf / month / f"data/{name}.csv") for month in (FIRST, SECOND))
        lines = [line for line in said if line["dataset"] == name]
        assert applied(old, lines, dataset.key) == new.by(dataset.key), name


def test_a_release_holds_every_dataset_in_three_formats_and_what_describes_them(
    released: Path,
) -> None:
    data = {f"data/{name}.{kind}" for name in CATALOGUE for kind in ("csv", "xlsx", "json")}
    about = {"semua-tabel.xlsx", "datapackage.json", "manifest.json", "PERUBAHAN.md"}
    about |= {"perubahan.csv", "SHA256SUMS", f"kpu-ntt-{FIRST}.zip", f"kpu-ntt-{FIRST}.zip.sha256"}
    assert set(contents(released)) == data | about
    assert set(contents(released.parent)) == {f"{FIRST}/{path}" for path in data | about} | {
        ".kunci"
    }


def test_the_manifest_names_rows_hashes_rules_and_code(released: Path) -> None:
    manifest = json.loads((released / "manifest.json").read_bytes())
    assert {item["nama"]: item["baris"] for item in manifest["dataset"]} == {
        name: dataset.queryset().count() for name, dataset in CATALOGUE.items()
    }
    sums = (released / "SHA256SUMS").read_text(encoding="utf-8")
    for item in manifest["berkas"]:
        assert f"{item['sha256']}  {item['jalur']}\n" in sums
        assert item["bita"] == (released / item["jalur"]).stat().st_size
    rule = next(item for item in manifest["pemeriksaan"] if item["aturan"] == "L+P=JUMLAH")
    assert (rule["cocok"], rule["berbeda"], rule["tidak_dapat_diperiksa"]) == (30, 0, 5)
    assert manifest["kode"]["versi"] == "0.1.0"
    assert manifest["sebelumnya"] is None


def test_a_first_release_says_so_and_names_the_newest_period(released: Path) -> None:
    notes = (released / "PERUBAHAN.md").read_text(encoding="utf-8")
    assert "Ini rilis pertama; tidak ada rilis sebelumnya untuk dibandingkan." in notes
    assert "PDPB terbaru di dalamnya: PDPB Semester I 2025 (4 Juli 2025)." in notes
    assert not changes(released)


def test_a_correction_is_named_cell_by_cell_and_leaves_the_former_release_as_it_was(
    shelf: Path, alice: User, bob: User
) -> None:
    before = contents(shelf / FIRST)
    correct(alice, bob)
    printed = export(SECOND, shelf)

    assert contents(shelf / FIRST) == before
    said = changes(shelf / SECOND)
    corrected = [line for line in said if line["dataset"] == "daftar-pemilih"]
    rows = [line for line in corrected if line["kolom"] == "versi"]
    assert [line for line in corrected if line["kolom"] != "versi"] == [
        {
            "dataset": "daftar-pemilih",
            "tindakan": "ubah",
            "kunci": SIKKA,
            "kolom": "tps",
            "lama": "557",
            "baru": "558",
            "jenis": "koreksi",
            "alasan": NOTE,
        }
    ]
    assert len(rows) == 23
    assert {parse_key(line["kunci"])["daftar"] for line in rows} == {"dpt-pilkada-2024"}
    assert {(line["lama"], line["baru"], line["jenis"]) for line in rows} == {("1", "2", "koreksi")}
    # What the rules now find is all that changed elsewhere.
    assert {line["dataset"] for line in said} == {"daftar-pemilih", "temuan"}
    _check_that_the_changes_lead_from_one_to_the_other(shelf)
    assert "Tidak ada PDPB baru sejak PDPB Semester I 2025 (4 Juli 2025)." in printed
    assert f"| {SIKKA.replace('_', chr(92) + '_')} | tps | 557 | 558 | koreksi |" in printed
    corrections = Shelf(shelf).corrections(Shelf(shelf).releases()[-1])
    assert [(str(item.month), item.cells) for item in corrections] == [(SECOND, 24)]


def test_a_new_period_a_withdrawal_other_columns_and_shared_names_are_told_apart(
    shelf: Path, bob: User, catalogue: dict[str, Dataset]
) -> None:
    _new_quarter()
    withdrawn = Roll.objects.published().get(slug="dpt-pilkada-2024")
    publication_withdraw(unit=withdrawn, actor=bob, reason="Tabel keliru.")
    Region.objects.filter(code="53.01.04").update(name="Semau Baru")
    grants = catalogue["hibah-pilkada"]
    name = grants.columns[-1].name
    added = Column("tambahan", "Tambahan", TEXT, "region_id", "Kolom contoh.")
    catalogue["hibah-pilkada"] = replace(grants, columns=(*grants.columns[:-1], added))
    printed = export(SECOND, shelf)

    said = changes(shelf / SECOND)
    kinds: dict[str, set[tuple[str, str]]] = {}
    for line in said:
        kinds.setdefault(line["dataset"], set()).add((line["tindakan"], line["jenis"]))
    assert kinds["daftar-pemilih"] == {("tambah", "periode baru"), ("hapus", "penarikan")}
    assert kinds["hibah-pilkada"] == {
        ("tambah", "definisi"),
        ("hapus", "definisi"),
        ("ubah", "definisi"),
    }
    assert kinds["wilayah"] == {("ubah", "pembaruan")}
    new = [line for line in said if line["jenis"] == "periode baru"]
    assert {parse_key(line["kunci"])["daftar"] for line in new} == {"pdpb-2025-triwulan-3"}
    assert {line["alasan"] for line in new} == {"Terbitan baru: PDPB Triwulan III 2025."}
    gone = [line for line in said if line["jenis"] == "penarikan"]
    assert {line["alasan"] for line in gone} == {"Tabel keliru."}
    columns = [line for line in said if not line["kunci"]]
    assert [(line["tindakan"], line["kolom"]) for line in columns] == [
        ("tambah", "tambahan"),
        ("hapus", name),
    ]
    assert columns[0]["baru"] == "string; Tambahan; Kolom contoh."
    _check_that_the_changes_lead_from_one_to_the_other(shelf)
    assert "PDPB baru: PDPB Triwulan III 2025 (2 Oktober 2025)." in printed


def _new_quarter() -> None:
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
    RollLine.objects.create(
        roll=roll, region_id="53.07", male=1, female=2, total=3, citation=source.citation
    )
    publication_load(unit=roll, note="Contoh.")


def test_a_name_that_changes_under_an_unchanged_publication_is_no_correction(shelf: Path) -> None:
    Region.objects.filter(code="53.07").update(name="Sikka Raya")
    export(SECOND, shelf)
    lines = [line for line in changes(shelf / SECOND) if line["dataset"] == "daftar-pemilih"]
    assert {(line["kolom"], line["baru"]) for line in lines} == {
        ("nama_wilayah", "Kabupaten Sikka Raya")
    }
    assert {line["jenis"] for line in lines} == {"pembaruan"}
    assert not Shelf(shelf).corrections(Shelf(shelf).releases()[-1])


def test_a_dataset_that_is_new_or_gone_changes_the_definition(
    shelf: Path, catalogue: dict[str, Dataset]
) -> None:
    del catalogue["penghargaan"]
    catalogue["pegawai-baru"] = replace(catalogue["pegawai"], name="pegawai-baru")
    export(SECOND, shelf)
    said = changes(shelf / SECOND)
    assert {(line["dataset"], line["tindakan"], line["jenis"]) for line in said} == {
        ("pegawai-baru", "tambah", "definisi"),
        ("penghargaan", "hapus", "definisi"),
    }


def test_the_same_data_give_the_same_bytes(released: Path, tmp_path: Path) -> None:
    export(FIRST, tmp_path)
    assert contents(tmp_path / FIRST) == contents(released)


def test_a_second_run_changes_nothing_and_says_so(shelf: Path) -> None:
    before = contents(shelf / FIRST)
    times = {path: path.stat().st_mtime_ns for path in (shelf / FIRST).rglob("*")}
    assert f"Rilis {FIRST} sudah ada dan tidak berubah." in export(FIRST, shelf)
    assert contents(shelf / FIRST) == before
    assert {path: path.stat().st_mtime_ns for path in (shelf / FIRST).rglob("*")} == times
    assert [path.name for path in shelf.iterdir() if path.name != ".kunci"] == [FIRST]


def test_a_second_run_with_other_data_leaves_the_release_and_names_what_differs(
    shelf: Path,
) -> None:
    before = contents(shelf / FIRST)
    Finding.objects.filter(area="news").update(explanation="Salah ketik.")
    printed = export(FIRST, shelf)
    assert f"Rilis {FIRST} sudah ada dan dibiarkan seperti semula." in printed
    assert "berbeda pada temuan; perbedaan itu masuk rilis berikutnya." in printed
    assert contents(shelf / FIRST) == before


def test_a_release_with_nothing_new_says_so(shelf: Path) -> None:
    printed = export(SECOND, shelf)
    assert "Tidak ada PDPB baru sejak PDPB Semester I 2025 (4 Juli 2025)." in printed
    assert "Tidak ada sel yang berubah sejak rilis Agustus 2025." in printed
    assert not changes(shelf / SECOND)


def test_a_trial_writes_nothing_and_tells_what_would_change(
    shelf: Path, alice: User, bob: User
) -> None:
    correct(alice, bob)
    Finding.objects.filter(area="voters").delete()
    before = contents(shelf)
    printed = export(SECOND, shelf, dry_run=True)
    assert "| daftar-pemilih | koreksi | 24 | 23 | versi (23), tps (1) |" in printed
    assert "| temuan | baru |" in printed
    assert f"Rilis {SECOND} belum dibuat (percobaan); tidak ada yang ditulis." in printed
    assert contents(shelf) == before
    assert not Finding.objects.filter(area="voters")


def test_releases_come_in_order(shelf: Path) -> None:
    with pytest.raises(CommandError, match=r"Rilis 2025-07 tidak dapat dibuat: rilis 2025-08"):
        export("2025-07", shelf)


@pytest.mark.parametrize("month", ["2025-13", "2025-8", "agustus", "2025-08-01", "../2025-08"])
def test_what_is_no_month_is_refused(month: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"bukan bulan\. Tulis tahun dan bulan"):
        export(month, tmp_path)


def test_a_month_that_has_not_come_is_refused_and_the_zone_is_that_of_kupang(
    tmp_path: Path,
) -> None:
    with (
        time_machine.travel("2025-10-31T15:59:00Z", tick=False),
        pytest.raises(CommandError, match="Bulan 2025-11 belum tiba"),
    ):
        export("2025-11", tmp_path)


@time_machine.travel("2025-10-31T16:01:00Z", tick=False)
def test_without_a_month_it_is_the_current_one_in_kupang(shelf: Path) -> None:
    export("", shelf)
    assert (shelf / "2025-11").is_dir()


def test_a_former_release_that_was_touched_is_no_ground_for_another(shelf: Path) -> None:
    path = shelf / FIRST / "data/temuan.csv"
    path.write_bytes(path.read_bytes().replace(b"berat", b"BERAT", 1))
    with pytest.raises(CommandError, match=r"tidak lagi seperti saat diterbitkan: data/temuan"):
        export(SECOND, shelf)
    assert not (shelf / SECOND).exists()


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_is_for_a_terminal_only(shelf: Path, capfd: pytest.CaptureFixture[str]) -> None:
    export(FIRST, shelf)
    assert capfd.readouterr().err == ""
    call_command("export_monthly", month=FIRST, output=shelf, stdout=_Terminal())
    assert "41/41" in capfd.readouterr().err


def test_only_a_release_on_the_public_shelf_renews_the_pages(tmp_path: Path) -> None:
    export(FIRST, tmp_path)
    assert not Generation.objects.filter(area="releases").exists()
    export(FIRST, None)
    assert Generation.objects.get(area="releases").number == 1


def test_what_cannot_be_checked_is_not_released(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(area: str) -> None:
        raise ValueError("angka tidak terbaca")

    monkeypatch.setattr("kpuntt.management.commands.reconcile.area_reconcile", unreadable)
    with pytest.raises(CommandError, match="Tidak dapat dibaca: voters"):
        export(FIRST, tmp_path)
    assert not list(tmp_path.iterdir())
