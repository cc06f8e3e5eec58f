"""Who may explain which findings: whoever may correct figures of the area, within their region."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser, User

from kpuntt.quality.models import Finding
from kpuntt.staff.scope import region_scope

_EXPLAINING = "quality.explain_finding"


@dataclass(frozen=True, slots=True)
class ExplainingRight:
    """The areas, named as their apps, and the region (``None``: all) whose findings one explains.

    It is read once for all rows of a page.
    """

    areas: frozenset[str]
    region: str | None

    def covers(self, finding: Finding) -> bool:
        """Say whether ``finding`` is among them; one about the whole province is in no region."""
        place = f"{finding.region_id or ''}."
        within = self.region is None or place.startswith(f"{self.region}.")
        return within and finding.area in self.areas


def explaining_right(user: User | AnonymousUser) -> ExplainingRight:
    """Return what ``user`` may explain: nothing without the permission and a right to change."""
    names = user.get_all_permissions() if user.has_perm(_EXPLAINING) else set()
    rights = (name.partition(".") for name in names)
    areas = frozenset(app for app, _dot, right in rights if right.startswith("change_"))
    return ExplainingRight(areas, region_scope(user))
