"""What the unit tests share: a draft to move from state to state."""

from __future__ import annotations

from datetime import date

import pytest

from kpuntt.provenance.models import Citation
from voters.models import PeriodKind, Roll, RollKind, RollLine


@pytest.fixture
def draft(db: None) -> Roll:
    """A first draft with one line, whose figures agree with each other."""
    roll = Roll.objects.create(
        slug="pdpb-2026-triwulan-1",
        title="PDPB Triwulan I 2026",
        kind=RollKind.PDPB,
        period_kind=PeriodKind.QUARTER,
        period_number=1,
        year=2026,
        as_of=date(2026, 4, 2),
    )
    RollLine.objects.create(
        roll=roll,
        region_id="53.07",
        male=100,
        female=120,
        total=220,
        citation=Citation.objects.order_by("pk")[0],
    )
    return roll
