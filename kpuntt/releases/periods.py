"""Whether a release brings a new period of the voters' list, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from kpuntt.releases.verdicts import UnitName, unit_name
from voters.models import Roll, RollKind


def period_sentence(former: Mapping[UnitName, int] | None) -> str:
    """Say which PDPB is new since the release before, whose units are ``former``, or that none is.

    None for ``former`` is a first release, which has nothing to compare with.
    """
    rolls = list(Roll.objects.published().filter(kind=RollKind.PDPB).order_by("-as_of", "-pk"))
    if not rolls:
        return _("Belum ada PDPB yang diterbitkan.")
    newest = _titled(rolls[0])
    if former is None:
        return _("PDPB terbaru di dalamnya: %(newest)s.") % {"newest": newest}
    new = [_titled(roll) for roll in rolls if unit_name(roll) not in former]
    if not new:
        return _("Tidak ada PDPB baru sejak %(newest)s.") % {"newest": newest}
    return _("PDPB baru: %(new)s.") % {"new": "; ".join(new)}


def _titled(roll: Roll) -> str:
    return f"{roll.title} ({roll.date_text})" if roll.date_text else roll.title
