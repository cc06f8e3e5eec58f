from __future__ import annotations

from kpuntt.caching.models import Generation


def generation(area: str) -> int:
    row = Generation.objects.filter(area=area).first()
    return row.number if row else 0


def all_generations() -> dict[str, int]:
    return dict(Generation.objects.values_list("area", "number"))
