from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from budget import loaders
from budget.loaders import budget_load
from budget.models import (
    AbsorptionTarget,
    BudgetLine,
    BudgetSnapshot,
    GrantLine,
    GrantReport,
    Restatement,
)
from kpuntt.activity.models import Activity
from kpuntt.fixture_files import read_rows
from kpuntt.formatting import FigureError
from kpuntt.publishing.services import publication_amend
from tests.unit.kpuntt.caching.generations import generation

pytestmark = pytest.mark.django_db

MODELS = (
    AbsorptionTarget,
    BudgetSnapshot,
    BudgetLine,
    Restatement,
    GrantReport,
    GrantLine,
    Activity,
)


def _everything() -> list[object]:
    return [list(model._default_manager.order_by("pk").values()) for model in MODELS]


def _reload_with(monkeypatch: pytest.MonkeyPatch, name: str, changes: dict[str, str]) -> None:
    """Load the fixtures again from nothing, with the fourth row of one file changed."""

    def changed(file: str) -> list[dict[str, str]]:
        rows = read_rows(file)
        if file == f"budget/{name}":
            rows[3] |= changes
        return rows

    BudgetSnapshot.objects.all().delete()
    GrantReport.objects.all().delete()
    monkeypatch.setattr(loaders, "read_rows", changed)
    budget_load()


def test_loading_again_adds_nothing_and_bumps_nothing() -> None:
    before = (_everything(), generation("budget"))
    assert budget_load() == (0, 0)
    assert (_everything(), generation("budget")) == before


def test_a_target_that_was_changed_is_loaded_anew_and_shows_at_once() -> None:
    before = generation("budget")
    AbsorptionTarget.objects.filter(expenditure_type="51").update(percent=1)
    budget_load()
    assert generation("budget") == before + 1
    targets = AbsorptionTarget.objects.values_list("expenditure_type", "quarter", "percent")
    assert [(code, quarter, int(percent)) for code, quarter, percent in targets] == [
        (code, quarter, percent)
        for code, percents in (
            ("51", (20, 50, 75, 95)),
            ("52", (15, 50, 70, 90)),
            ("53", (10, 40, 70, 90)),
        )
        for quarter, percent in enumerate(percents, start=1)
    ]
    assert not AbsorptionTarget.objects.filter(source="").exists()


def test_a_correction_by_people_is_left_alone_by_the_loader(alice: User) -> None:
    first = BudgetSnapshot.objects.get()
    second = publication_amend(unit=first, actor=alice, public_note="Pagu diperbaiki.")
    second.lines.filter(code="WA").update(ceiling=1)
    assert budget_load() == (0, 0)
    assert second.lines.get(code="WA").ceiling == 1


def test_what_was_loaded_says_so_in_its_log() -> None:
    steps = Activity.objects.filter(area="budget")
    assert set(steps.values_list("action", "note")) == {("muat", loaders.NOTE)}
    assert not steps.exclude(actor=None).exists()
    assert set(steps.values_list("slug", flat=True)) == {"realisasi-2024-12", "hibah-pilkada-2024"}


def test_everything_is_loaded_again_when_it_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    _reload_with(monkeypatch, "budget_lines.csv", {})
    assert (BudgetLine.objects.count(), GrantLine.objects.count()) == (32, 24)
    assert Restatement.objects.count() == 10


@pytest.mark.parametrize(
    ("name", "changes", "words"),
    [
        ("budget_lines.csv", {"pagu": "22,124,09"}, "budget_lines.csv, kolom pagu"),
        ("budget_lines.csv", {"persen": "99.88 kira-kira"}, "budget_lines.csv, kolom persen"),
        ("budget_lines.csv", {"tingkat": "kegitan"}, "tingkat “kegitan” tidak dikenal"),
        ("restatements.csv", {"nilai": ""}, "restatements.csv, kolom nilai: sel kosong"),
        ("absorption_targets.csv", {"persen": ""}, "absorption_targets.csv, kolom persen"),
        ("grants.csv", {"pilgub": "17.339.079,31"}, "grants.csv, kolom pilgub"),
    ],
)
def test_a_cell_that_cannot_be_read_stops_the_load_and_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, changes: dict[str, str], words: str
) -> None:
    with pytest.raises((FigureError, ValueError), match=words) as refusal:
        _reload_with(monkeypatch, name, changes)
    assert "Baris: " in str(refusal.value)


def test_a_region_that_nobody_knows_stops_the_load_instead_of_being_guessed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(LookupError, match="wilayah “Flores Tengah” tidak dikenal"):
        _reload_with(monkeypatch, "grants.csv", {"nama_tercetak": "Flores Tengah"})
