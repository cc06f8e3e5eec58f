"""The four laws that all areas share: sums, equality, the voter balance, shares of a total."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from kpuntt.formatting import percent_of
from kpuntt.language import gettext_noop as _
from kpuntt.reconciliation.check import Check, Figure, Rule


def check_sum(
    rule: Rule,
    where: str,
    parts: Mapping[str, int | None],
    printed: int | None,
    *,
    printed_name: str,
    region_code: str | None = None,
) -> Check:
    """Compare a printed total with the sum of its ``parts`` (name of the part → figure).

    No parts at all, or one part missing, makes the rule not checkable: missing is not zero.
    """
    missing = [name for name, value in parts.items() if value is None]
    known = [value for value in parts.values() if value is not None]
    if not parts:
        missing.append(_("rincian"))
    if printed is None:
        missing.append(printed_name)
    complete = bool(parts) and len(known) == len(parts)
    return Check(
        rule, where, printed, sum(known) if complete else None, tuple(missing), region_code
    )


def check_equal(
    rule: Rule,
    where: str,
    printed: Figure | None,
    other: Figure | None,
    *,
    printed_name: str,
    other_name: str,
    region_code: str | None = None,
) -> Check:
    """Compare the same quantity, code or grade printed in two places."""
    missing = tuple(
        name for name, value in ((printed_name, printed), (other_name, other)) if value is None
    )
    return Check(rule, where, printed, other, missing, region_code)


def check_balance(
    rule: Rule,
    where: str,
    *,
    previous: int | None,
    new: int | None,
    ineligible: int | None,
    printed: int | None,
    region_code: str | None = None,
) -> Check:
    """Compare a roll with its baseline plus new minus ineligible voters.

    Corrected records do not enter: they change a voter's particulars, not the number of voters.
    """
    inputs = {
        _("daftar sebelumnya"): previous,
        _("pemilih baru"): new,
        _("pemilih TMS"): ineligible,
        _("jumlah pemilih"): printed,
    }
    missing = tuple(name for name, value in inputs.items() if value is None)
    if previous is None or new is None or ineligible is None:
        computed = None
    else:
        computed = previous + new - ineligible
    return Check(rule, where, printed, computed, missing, region_code)


def check_share(
    rule: Rule,
    where: str,
    *,
    part: int | None,
    whole: int | None,
    printed: Decimal | None,
    region_code: str | None = None,
) -> Check:
    """Compare a printed percentage with ``part`` of ``whole``, rounded half up as it is printed."""
    inputs = {_("bagian"): part, _("keseluruhan"): whole, _("persentase tercetak"): printed}
    missing = [name for name, value in inputs.items() if value is None]
    computed = None
    if part is not None and whole is not None and printed is not None:
        places = max(0, -int(printed.as_tuple().exponent))
        computed = percent_of(part, whole, places)
        if computed is None:
            missing.append(_("keseluruhan yang lebih dari nol"))
    return Check(rule, where, printed, computed, tuple(missing), region_code)
