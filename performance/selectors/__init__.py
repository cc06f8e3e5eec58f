"""What the pages of the performance area show, read in a constant number of queries."""

from performance.selectors.indicators import (
    IndicatorPage,
    IndicatorRow,
    indicator_page,
)
from performance.selectors.records import PortalRecord, portal_record, record_with
from performance.selectors.regions import region_legal_documents, region_offices
from performance.selectors.reports import (
    ReportPage,
    ReportsOverview,
    ReportSummary,
    performance_headline,
    report_addresses,
    report_page,
    report_summaries,
    reports_overview,
)

__all__ = [
    "IndicatorPage",
    "IndicatorRow",
    "PortalRecord",
    "ReportPage",
    "ReportSummary",
    "ReportsOverview",
    "indicator_page",
    "performance_headline",
    "portal_record",
    "record_with",
    "region_legal_documents",
    "region_offices",
    "report_addresses",
    "report_page",
    "report_summaries",
    "reports_overview",
]
