from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from kpuntt.activity.models import Activity
from kpuntt.fixture_files import read_rows
from kpuntt.formatting import FigureError
from kpuntt.publishing.services import publication_amend
from performance.checks import achievement_by, report_checks
from performance.loaders import NOTE, performance_load, reports
from performance.models import (
    AchievementBand,
    Indicator,
    OfficeBuilding,
    PerformanceReport,
    PlanDocument,
    Result,
    Target,
)
from performance.services import achievements_compute
from tests.unit.kpuntt.caching.generations import generation

pytestmark = pytest.mark.django_db


def _report() -> PerformanceReport:
    report: PerformanceReport = PerformanceReport.objects.published().get(slug="lkj-2024")
    return report


def test_loading_again_adds_nothing_and_bumps_nothing() -> None:
    before = (
        list(PerformanceReport.objects.order_by("pk").values()),
        list(Result.objects.order_by("pk").values()),
        Activity.objects.count(),
        generation("performance"),
    )
    assert performance_load() == 0
    call_command("load_performance", verbosity=0)
    assert before == (
        list(PerformanceReport.objects.order_by("pk").values()),
        list(Result.objects.order_by("pk").values()),
        Activity.objects.count(),
        generation("performance"),
    )


def test_what_was_loaded_says_so_in_its_log() -> None:
    steps = Activity.objects.filter(area="performance")
    assert list(steps.values_list("action", "slug", "note")) == [("muat", "lkj-2024", NOTE)]
    assert not steps.exclude(actor=None).exists()


def test_the_names_of_the_categories_that_people_chose_are_left_alone() -> None:
    AchievementBand.objects.filter(order=1).update(name="sangat baik")
    performance_load()
    assert AchievementBand.objects.get(order=1).name == "sangat baik"


def test_a_cell_that_cannot_be_read_stops_the_load_and_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def with_a_word(name: str) -> list[dict[str, str]]:
        rows = read_rows(name)
        for row in rows:
            if row.get("fisik") == "240":
                row["fisik"] = "24.0"
        return rows

    _report().delete()
    monkeypatch.setattr(reports, "read_rows", with_a_word)
    with pytest.raises(FigureError) as refusal:
        performance_load()
    message = str(refusal.value)
    for part in ("legal_documents.csv", "24.0", "Jumlah"):
        assert part in message
    assert not PerformanceReport.objects.exists()


def test_the_stored_achievement_is_that_of_the_rules() -> None:
    indicators = Indicator.objects.prefetch_related("targets", "results", "scale__bands")
    assert indicators.count() == 7
    for indicator in indicators:
        result = indicator.results.get(document=PlanDocument.REPORT)
        assert result.computed == achievement_by(indicator, PlanDocument.REPORT)
        assert result.computed_agreed == achievement_by(indicator, PlanDocument.AGREEMENT)
        assert result.computed is not None


def test_computing_again_after_a_correction_stores_the_new_achievement() -> None:
    Target.objects.filter(document="pk", indicator__slug="reformasi-birokrasi").update(value=50)
    achievements_compute(_report())
    result = Result.objects.get(document="lkj", indicator__slug="reformasi-birokrasi")
    assert (str(result.computed), str(result.computed_agreed)) == ("114.42", "178.50")


def test_a_correction_is_a_full_copy_that_leaves_the_old_version_alone(alice: User) -> None:
    first = _report()
    second = publication_amend(unit=first, actor=alice, public_note="Tabel gedung diperbaiki.")
    assert performance_load() == 0
    copies = OfficeBuilding.objects.filter(objective__report=second)
    assert copies.count() == OfficeBuilding.objects.filter(objective__report=first).count() == 24
    for model in (Target, Result):
        of_second = model._default_manager.filter(indicator__objective__report=second)
        of_first = model._default_manager.filter(indicator__objective__report=first)
        assert of_second.count() == of_first.count() > 0
    versions = PerformanceReport.objects.for_page().order_by("version")
    was, now = (report_checks(report) for report in versions)
    assert now == was
    for objective in second.objectives.all():
        for mitigation in objective.mitigations.all():
            assert mitigation.indicator.objective_id == objective.pk
    copies.update(repair="baik")
    assert OfficeBuilding.objects.filter(objective__report=first, repair="baik").count() == 17
