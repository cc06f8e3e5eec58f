"""The portal's own records beside values that the performance report prints."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kpuntt.formatting import format_date, format_percent
from performance.selectors import PortalRecord
from voters.punctuality import Punctuality, YearlyPunctuality
from voters.reporting import yearly_punctuality

#: The indicator "Persentase KPU kabupaten/kota yang memutakhirkan data pemilih tepat waktu".
PUNCTUALITY = "pemutakhiran-tepat-waktu"


def punctuality_record(year: int) -> PortalRecord:
    """Return how many regencies held their plenaries in time in ``year``, and which."""
    found = yearly_punctuality(year)
    details = [pair for item in found.periods for pair in _details(item)]
    return PortalRecord(_sentence(found), details)


def _sentence(found: YearlyPunctuality) -> str:
    if found.percent is None:
        what = ", ".join(found.without_deadline) or _("tahun %d") % found.year
        return (
            _("Menurut catatan portal: belum dapat dihitung, karena batas waktu %s belum dicatat.")
            % what
        )
    share = {
        "part": found.numerator,
        "whole": found.denominator,
        "percent": format_percent(found.percent),
    }
    if len(found.periods) == 1:
        only = found.periods[0]
        return _(
            "Menurut catatan portal: %(part)d dari %(whole)d KPU kabupaten/kota tepat waktu "
            "pada %(period)s (%(percent)s)."
        ) % {**share, "period": only.period}
    return _(
        "Menurut catatan portal: %(part)d dari %(whole)d pleno kabupaten/kota tepat waktu "
        "dalam %(count)d periode (%(percent)s)."
    ) % {**share, "count": len(found.periods)}


def _details(item: Punctuality) -> list[tuple[str, str]]:
    """Say of a period who is behind its numbers; the longer lists are those nobody asks for."""
    if item.deadline is None:
        first = _("%(recorded)d dari %(all)d tanggal pleno tercatat; batas waktu belum dicatat") % {
            "recorded": item.recorded,
            "all": item.denominator,
        }
        rows = [(item.period, first)]
    else:
        rows = [
            (
                item.period,
                _("batas waktu %(day)s; %(part)d dari %(whole)d tepat waktu (%(percent)s)")
                % {
                    "day": format_date(item.deadline),
                    "part": len(item.on_time),
                    "whole": item.denominator,
                    "percent": format_percent(item.percent or 0),  # type: ignore[arg-type]
                },
            ),
            (_("Tepat waktu"), ", ".join(item.on_time) or _("tidak ada")),
            (_("Terlambat"), ", ".join(item.late) or _("tidak ada")),
        ]
    if item.unknown:
        rows.append((_("Tanggal pleno belum tercatat"), ", ".join(item.unknown)))
    return rows
