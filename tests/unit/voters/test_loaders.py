from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from kpuntt.activity.models import Activity
from kpuntt.fixture_files import read_rows
from kpuntt.formatting import FigureError
from kpuntt.publishing.services import publication_amend
from tests.unit.kpuntt.caching.generations import generation
from voters import loaders
from voters.loaders import voters_load
from voters.models import ElectionReport, Roll, RollLine

pytestmark = pytest.mark.django_db


def test_loading_again_adds_nothing_and_bumps_nothing() -> None:
    before = (
        list(Roll.objects.order_by("pk").values()),
        list(RollLine.objects.order_by("pk").values()),
        list(ElectionReport.objects.order_by("pk").values()),
        Activity.objects.count(),
        generation("voters"),
    )
    assert voters_load() == (0, 0)
    assert before == (
        list(Roll.objects.order_by("pk").values()),
        list(RollLine.objects.order_by("pk").values()),
        list(ElectionReport.objects.order_by("pk").values()),
        Activity.objects.count(),
        generation("voters"),
    )


def test_a_correction_by_people_is_left_alone_by_the_loader(alice: User) -> None:
    first = Roll.objects.published().get(slug="dpt-pilkada-2024")
    second = publication_amend(unit=first, actor=alice, public_note="TPS diperbaiki.")
    second.lines.filter(region="53.07").update(polling_stations=558)
    assert voters_load() == (0, 0)
    assert second.lines.get(region="53.07").polling_stations == 558


def test_what_was_loaded_says_so_in_its_log() -> None:
    steps = Activity.objects.filter(area="voters")
    assert set(steps.values_list("action", "note")) == {("muat", loaders.NOTE)}
    assert not steps.exclude(actor=None).exists()
    assert steps.count() == 13 + 3


def test_a_cell_that_cannot_be_read_stops_the_load_and_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def with_lost_zeros(name: str) -> list[dict[str, str]]:
        rows = read_rows(name)
        for row in rows:
            if row.get("kode_wilayah") == "53.07" and "laki_laki" in row:
                row["laki_laki"] = "115.54"
        return rows

    Roll.objects.filter(slug="pdpb-2025-semester-1").delete()
    roll = Roll.objects.get(slug="dpt-pilkada-2024")
    roll.delete()
    monkeypatch.setattr(loaders, "read_rows", with_lost_zeros)
    with pytest.raises(FigureError) as refusal:
        voters_load()
    message = str(refusal.value)
    for part in ("roll_lines.csv", "kolom laki_laki", "115.54", "53.07", "nol di belakangnya"):
        assert part in message
    assert not Roll.objects.filter(slug="dpt-pilkada-2024").exists()


def test_every_row_of_the_fixtures_belongs_to_a_unit_that_is_loaded() -> None:
    def column(name: str, key: str) -> set[Any]:
        return {row[key] for row in read_rows(f"voters/{name}")}

    rolls = set(Roll.objects.values_list("slug", flat=True))
    reports = set(ElectionReport.objects.values_list("slug", flat=True))
    for name in ("roll_lines.csv", "roll_reasons.csv", "figure_citations.csv", "disability.csv"):
        assert column(name, "daftar") <= rolls, name
    for name in ("votes.csv", "logistics.csv", "stages.csv"):
        assert column(name, "pemilihan") <= reports, name
    assert column("roll_lines.csv", "daftar") == rolls
    assert RollLine.objects.count() == len(read_rows("voters/roll_lines.csv"))
