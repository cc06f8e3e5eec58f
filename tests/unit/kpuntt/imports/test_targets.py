"""The office's own tables become lines of units, whatever the kind."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from budget.models import BudgetSnapshot, GrantReport, LineKind
from kpuntt.importable import IMPORTABLE
from kpuntt.imports.files import BatchError, batch_preview
from kpuntt.imports.models import ImportBatch
from kpuntt.imports.services import batch_submit
from kpuntt.imports.targets import all_targets
from performance.models import Indicator, PerformanceReport, PlanDocument, Result, Target
from tests.unit.kpuntt.imports.uploads import (
    content_of,
    current,
    published,
    upload,
)
from voters.models import RollReason

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_read_once")]

LKJ = "lkj-2024"
GRANTS = "hibah-pilkada-2024"
SNAPSHOT = "realisasi-2024-12"


def _upload(actor: User, kind: str, slug: str, content: str, **about: Any) -> ImportBatch:
    return upload(
        actor, content.encode(), kind=kind, target_slug=slug, file_name="tabel.csv", **about
    )


def test_every_kind_has_a_target() -> None:
    assert {target.kind.name for target in all_targets()} == set(IMPORTABLE)


def _grants_csv(**changed: int) -> str:
    report = GrantReport.objects.published().get(slug=GRANTS)
    rows = ["Kab/Kota;Anggaran Pilbup;Anggaran Pilgub"]
    for line in report.lines.order_by("order"):
        regent = changed.get(line.printed_name, line.regent)
        rows.append(f"{line.printed_name};{'' if regent is None else regent};{line.governor}")
    return "\n".join(rows)


def test_the_same_grants_change_nothing_and_keep_their_printed_names(
    alice: User, bob: User
) -> None:
    before = content_of(GrantReport.objects.published().get(slug=GRANTS).lines)
    batch = _upload(alice, "hibah-pilkada", GRANTS, _grants_csv())
    assert batch.rows_changed == batch.rows_new == batch.rows_missing == 0
    published(batch, alice, bob)
    report = GrantReport.objects.published().get(slug=GRANTS)
    assert report.version == 2
    assert content_of(report.lines) == before


def test_a_table_without_a_total_keeps_the_one_that_was_printed(alice: User, bob: User) -> None:
    rows = _grants_csv().splitlines()
    (total,) = [row for row in rows if row.upper().startswith("JUMLAH")]
    rows.remove(total)
    published(_upload(alice, "hibah-pilkada", GRANTS, "\n".join(rows)), alice, bob)
    lines = GrantReport.objects.published().get(slug=GRANTS).lines
    assert lines.get(is_total=True).regent == int(total.split(";")[1])
    assert lines.count() == len(rows)
    content = "Kode;Uraian;Pagu;Realisasi;Sisa\nCQ;Program;100;50;50\n"
    published(_upload(alice, "realisasi-anggaran", SNAPSHOT, content), alice, bob)
    budget = BudgetSnapshot.objects.published().get(slug=SNAPSHOT).lines
    assert budget.get(code="CQ").parent == budget.get(level="total")
    content = "Jenis Dokumen;Fisik;Web\nKeputusan KPU Kota Kupang;103;102\n"
    published(_upload(alice, "produk-hukum", LKJ, content), alice, bob)
    (objective,) = [o for o in _report().objectives.all() if o.legal_documents.exists()]
    totals = list(objective.legal_documents.values_list("web", "is_total"))
    assert totals == [(102, False), (530, True)]


def test_the_same_budget_changes_nothing_and_gets_its_balancing_lines_anew(
    alice: User, bob: User
) -> None:
    snapshot = BudgetSnapshot.objects.published().get(slug=SNAPSHOT)
    before = content_of(snapshot.lines)
    rows = ["Kode;Uraian;Pagu;Realisasi;Sisa;%"]
    rows += [
        ";".join(
            "" if value is None else str(value)
            for value in (
                line.printed_code,
                line.name,
                line.ceiling,
                line.realisation,
                line.remaining,
                line.percent,
            )
        )
        for line in snapshot.lines.filter(kind=LineKind.PRINTED).order_by("order")
    ]
    batch = _upload(alice, "realisasi-anggaran", SNAPSHOT, "\n".join(rows))
    assert (batch.rows_changed, batch.rows_new, batch.rows_missing) == (0, 0, 0)
    published(batch, alice, bob)
    snapshot = BudgetSnapshot.objects.published().get(slug=SNAPSHOT)
    assert snapshot.version == 2
    assert content_of(snapshot.lines) == before
    parents = snapshot.lines.filter(parent__isnull=False)
    assert not parents.exclude(parent__snapshot=snapshot).exists()


def test_reasons_of_one_direction_leave_the_other_alone(alice: User, bob: User) -> None:
    slug = "pdpb-2022-semester-1"
    former = {
        reason.kind.name: reason.total
        for reason in RollReason.objects.filter(line__roll=current(slug)).select_related("kind")
        if reason.kind.direction == "tms"
    }
    others = RollReason.objects.filter(line__roll=current(slug)).exclude(kind__direction="tms")
    kept = sorted(others.values_list("kind__code", "total"))
    name, total = next(iter(former.items()))
    rows = [f"{key},{value + (key == name)}" for key, value in former.items()]
    batch = _upload(alice, "alasan-tms", slug, "\n".join(["Alasan TMS,Jumlah", *rows]))
    assert (batch.rows_changed, batch.rows_missing) == (1, 0)
    published(batch, alice, bob)
    reasons = RollReason.objects.filter(line__roll=current(slug))
    assert reasons.get(kind__name=name).total == total + 1
    assert sorted(reasons.exclude(kind__direction="tms").values_list("kind__code", "total")) == kept


def test_a_reason_without_a_line_is_refused(alice: User) -> None:
    slug = "pdpb-2022-semester-1"
    current(slug).lines.filter(region="53.07").delete()
    batch = _upload(alice, "alasan-tms", slug, "Wilayah,Alasan TMS,Jumlah\n53.07,Meninggal,3\n")
    assert batch.rows_refused == 1
    (error,) = batch_preview(batch=batch).errors
    assert "tidak memuat baris wilayah ini" in error.problem


def _indicator_csv(**changed: str) -> str:
    rows = ["Sasaran;Indikator;Target;Realisasi;Capaian"]
    results = Result.objects.filter(
        indicator__objective__report=_report(), document=PlanDocument.REPORT
    ).select_related("indicator__objective")
    for result in results:
        indicator = result.indicator
        target = Target.objects.get(indicator=indicator, document=PlanDocument.REPORT)
        printed = changed.get(indicator.slug.replace("-", "_"), result.printed)
        rows.append(
            f"{indicator.objective.text};{indicator.name};{target.printed};{printed};"
            f"{result.achievement_printed}"
        )
    return "\n".join(rows)


def _report() -> PerformanceReport:
    report: PerformanceReport = PerformanceReport.objects.published().get(slug=LKJ)
    return report


def test_a_result_changes_and_what_else_is_known_of_it_stays(alice: User, bob: User) -> None:
    slug = "reformasi-birokrasi"
    before = Result.objects.get(
        indicator__slug=slug, indicator__objective__report=_report(), document=PlanDocument.REPORT
    )
    batch = _upload(alice, "indikator-kinerja", LKJ, _indicator_csv(reformasi_birokrasi="80,5"))
    assert (batch.rows_changed, batch.rows_missing) == (1, 0)
    published(batch, alice, bob)
    after = Result.objects.get(
        indicator__slug=slug, indicator__objective__report=_report(), document=PlanDocument.REPORT
    )
    assert str(after.value) == "80.50"
    assert (after.assessor, after.note) == (before.assessor, before.note)
    assert after.computed != before.computed


def test_an_indicator_that_the_report_lacks_and_a_number_for_a_grade_are_refused(
    alice: User,
) -> None:
    content = _indicator_csv(akuntabilitas_kinerja="88") + "\n;Indikator lain;1;1;100\n"
    batch = _upload(alice, "indikator-kinerja", LKJ, content)
    problems = {error.problem for error in batch_preview(batch=batch).errors}
    assert problems == {
        "Laporan ini tidak mempunyai indikator dengan nama itu.",
        "Indikator ini dinilai dengan predikat.",
    }
    assert batch.rows_refused == 2


def test_a_new_report_goes_on_with_the_indicators_of_another_without_its_figures(
    alice: User, bob: User
) -> None:
    values = {
        "title": "Laporan Kinerja 2025",
        "slug": "lkj-2025",
        "year": "2025",
        "plan_from": str(_report().pk),
    }
    batch = _new_report(alice, _indicator_csv(), values)
    published(batch, alice, bob)
    report = PerformanceReport.objects.published().get(slug="lkj-2025")
    assert report.objectives.count() == _report().objectives.count()
    targets = Target.objects.filter(indicator__objective__report=report)
    assert set(targets.values_list("document", flat=True)) == {PlanDocument.REPORT}
    assert not any(objective.evidence() for objective in report.objectives.all())


def _new_report(actor: User, content: str, values: dict[str, str]) -> ImportBatch:
    return upload(
        actor,
        content.encode(),
        kind="indikator-kinerja",
        target_slug=values["slug"],
        file_name="tabel.csv",
        is_new=True,
        unit_values=values,
        public_note="",
    )


def test_a_new_report_may_name_an_objective_as_any_published_report_does(
    alice: User, bob: User
) -> None:
    former = _indicator_csv()
    values = {"title": "A", "slug": "lkj-2025", "year": "2025", "plan_from": str(_report().pk)}
    published(_new_report(alice, former, values), alice, bob)
    _report().objectives.filter(number=5).update(text="Sasaran yang baru")
    newer = _indicator_csv()
    assert newer != former
    values = {**values, "slug": "lkj-2026", "year": "2026"}
    for content, refused in ((former, 0), (newer, 0), (newer.replace("yang baru", "lain"), 1)):
        assert _new_report(alice, content, values).rows_refused == refused


def test_legal_documents_keep_their_objective_and_printed_total(alice: User, bob: User) -> None:
    content = "Jenis Dokumen;Fisik;Web\nKeputusan KPU Kota Kupang;103;102\nJumlah;103;102\n"
    batch = _upload(alice, "produk-hukum", LKJ, content)
    assert (batch.rows_changed, batch.rows_missing) == (1, 22)
    published(batch, alice, bob)
    (objective,) = [o for o in _report().objectives.all() if o.legal_documents.exists()]
    assert objective.number == 5
    rows = list(objective.legal_documents.values_list("name", "physical", "web", "is_total"))
    assert rows == [("Keputusan KPU Kota Kupang", 103, 102, False), ("Jumlah", 103, 102, True)]


def test_an_office_with_two_buildings_is_one_row(alice: User, bob: User) -> None:
    content = (
        "Satker;Milik Kondisi;Milik Luas;Sewa Kondisi;Sewa Luas;Pinjam Kondisi;Pinjam Luas\n"
        "KPU Provinsi NTT;Baik;1.032 m2;-;-;Rusak Ringan;300 m2\n"
    )
    batch = _upload(alice, "gedung-kantor", LKJ, content)
    published(batch, alice, bob)
    (objective,) = [o for o in _report().objectives.all() if o.offices.exists()]
    found = sorted(objective.offices.values_list("ownership", "repair", "area"))
    assert found == [("milik", "baik", 1032), ("pinjam", "rusak-ringan", 300)]


def test_what_no_line_can_hold_is_an_error_and_not_a_crash(alice: User) -> None:
    content = f"Kode;Uraian;Pagu;Realisasi\nCQ;{'x' * 251};{10**19};1\n"
    batch = _upload(alice, "realisasi-anggaran", SNAPSHOT, content)
    problems = [error.problem for error in batch_preview(batch=batch).errors]
    assert problems == ["Isinya 251 huruf; paling banyak 250.", "Angka ini terlalu besar."]
    assert (batch.rows_in, batch.rows_refused) == (1, 1)
    with pytest.raises(BatchError, match="Perbaiki berkasnya"):
        batch_submit(batch=batch, actor=alice, reasons={})


def test_a_new_roll_is_held_against_its_baseline(alice: User) -> None:
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
        b"Wilayah,Jumlah\nAlor,10\nJUMLAH,10\n",
        target_slug=values["slug"],
        is_new=True,
        unit_values=values,
        public_note="",
    )
    texts = [caution.text for caution in batch_preview(batch=batch).cautions]
    assert any(text.startswith("Kabupaten Alor: L+P 1") and "→ 10" in text for text in texts)


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ("Baik;584 m2;;300 m2", "Luas ini tidak mempunyai kondisi di sebelahnya."),
        ("-;-;-;300 m2", "Luas ini tidak mempunyai kondisi di sebelahnya."),
        ("-;-;-;-", "Baris ini tidak menyebut satu gedung pun."),
        ("Baik;2.147.483.648 m2;-;-", "Luas ini terlalu besar."),
    ],
)
def test_an_office_that_no_building_can_hold_is_refused(
    alice: User, cells: str, problem: str
) -> None:
    content = (
        "Satker;Milik Kondisi;Milik Luas;Sewa Kondisi;Sewa Luas\n"
        f"KPU Sikka;{cells}\nKPU Ende;Baik;2.147.483.647 m2;-;-\n"
    )
    batch = _upload(alice, "gedung-kantor", LKJ, content)
    (error,) = batch_preview(batch=batch).errors
    assert (error.row, error.problem) == (2, problem)
    assert (batch.rows_in, batch.rows_refused) == (2, 1)


def test_an_office_whose_condition_cannot_be_read_is_refused_for_that_alone(alice: User) -> None:
    content = "Satker;Milik Kondisi;Milik Luas\nKPU Sikka;Sedang;584 m2\n"
    batch = _upload(alice, "gedung-kantor", LKJ, content)
    (error,) = batch_preview(batch=batch).errors
    assert "bukan pilihan yang dikenal" in error.problem


@pytest.mark.parametrize(
    ("column", "text", "problem"),
    [
        ("target", "78,125", "lebih dari dua desimal"),
        ("realisasi", "89,255", "lebih dari dua desimal"),
        ("capaian", "114,4231", "lebih dari dua desimal"),
        ("target", "10000000", "terlalu besar"),
        ("realisasi", "10000000", "terlalu besar"),
        ("capaian", "10000000", "terlalu besar"),
    ],
)
def test_a_measure_that_would_be_rounded_or_is_too_large_is_refused(
    alice: User, column: str, text: str, problem: str
) -> None:
    cells = {"target": "78", "realisasi": "89,25", "capaian": "114,43", column: text}
    name = Indicator.objects.get(slug="reformasi-birokrasi", objective__report=_report()).name
    content = f"Indikator;Target;Realisasi;Capaian\n{name};{';'.join(cells.values())}\n"
    batch = _upload(alice, "indikator-kinerja", LKJ, content)
    (error,) = batch_preview(batch=batch).errors
    assert (error.column, batch.rows_refused) == (column.capitalize(), 1)
    assert problem in error.problem


def test_a_share_with_more_decimals_than_a_line_holds_is_refused(alice: User) -> None:
    content = "Kode;Uraian;Pagu;Realisasi;%\nCQ;Program;100;50;50,125\n"
    batch = _upload(alice, "realisasi-anggaran", SNAPSHOT, content)
    (error,) = batch_preview(batch=batch).errors
    assert error.problem == ("Angka ini mempunyai lebih dari dua desimal; tulis seperti tercetak.")


def test_an_indicator_below_another_objective_is_refused(alice: User) -> None:
    indicator = Indicator.objects.get(slug="reformasi-birokrasi", objective__report=_report())
    rows = [
        f"{objective};{indicator.name};78;89,25;114,43"
        for objective in ("Sasaran lain", indicator.objective.text.upper())
    ]
    head = "Sasaran;Indikator;Target;Realisasi;Capaian"
    wrong, right = (_upload(alice, "indikator-kinerja", LKJ, f"{head}\n{row}\n") for row in rows)
    (error,) = batch_preview(batch=wrong).errors
    assert (error.column, error.value) == ("Sasaran", "Sasaran lain")
    assert error.problem == "Indikator ini berada di bawah sasaran lain dalam laporan."
    assert batch_preview(batch=right).errors == []
    assert right.rows_changed == 0
