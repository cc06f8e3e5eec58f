"""What can be found of the performance area: reports and their indicators."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from kpuntt.search.documents import SearchDocument, SearchKind
from performance.checks import result_in, target_in
from performance.models import Indicator, PerformanceReport, PlanDocument


def search_documents() -> Iterator[SearchDocument]:
    """Yield current reports, each followed by its indicators."""
    reports = PerformanceReport.objects.published().with_reached().for_page()
    for report in reports.order_by("-year"):
        yield SearchDocument(
            key=f"report:{report.slug}",
            kind=SearchKind.PERFORMANCE,
            title=report.title,
            summary=_("%(reached)s dari %(total)s indikator mencapai target menurut angka laporan.")
            % {"reached": report.reached_count, "total": report.indicator_count},
            address=report.get_absolute_url(),
            text=_evidence(report),
        )
        for objective in report.objectives.all():
            for indicator in objective.indicators.all():
                yield _indicator(report, indicator, objective.text)


def _indicator(report: PerformanceReport, indicator: Indicator, objective: str) -> SearchDocument:
    target = target_in(indicator, PlanDocument.AGREEMENT)
    result = result_in(indicator, PlanDocument.REPORT)
    missing = _("tidak disebut")
    return SearchDocument(
        key=f"indicator:{report.slug}:{indicator.slug}",
        kind=SearchKind.PERFORMANCE,
        title=f"{indicator.short_name} {report.year}",
        summary=_("%(name)s: realisasi %(result)s, target %(target)s.")
        % {
            "name": indicator.name,
            "result": result.printed if result else missing,
            "target": target.printed if target else missing,
        },
        address=reverse("performance:indicator", args=[report.year, indicator.slug]),
        text=". ".join([objective, *(slot.text for slot in indicator.slots.all())]),
    )


def _evidence(report: PerformanceReport) -> str:
    names = [_("Laporan Kinerja, LKj, LAKIP, perjanjian kinerja, sasaran strategis")]
    for objective in report.objectives.all():
        names.append(objective.text)
        names += [item.text for item in objective.mitigations.all()]
        names += [f"{item.name}, {item.rank}" for item in objective.awards.all()]
        names += [f"{item.name}, {item.place}" for item in objective.trainings.all()]
        if objective.offices.all():
            names.append(_("Gedung kantor: kepemilikan, kondisi, luas"))
        if objective.legal_documents.all():
            names.append(_("Produk hukum dalam JDIH"))
        if objective.staff.all():
            names.append(_("Pegawai: PNS dan PPNPN"))
    return ". ".join(names)
