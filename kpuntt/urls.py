"""Public addresses; they are permanent and a test holds each of them.

What a person reads stands twice: as it is in Indonesian, and below ``/en/`` in English. What a
machine reads, and the rooms of the staff, stand once.
"""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path

from kpuntt.sitemaps import SITEMAPS
from kpuntt.views import (
    api,
    data,
    device,
    feeds,
    files,
    findings,
    graphics,
    home,
    new,
    pages,
    patterns,
    queue,
    regions,
    releases,
    reports,
    schedule,
    search,
)

RELEASE = r"^rilis/(?P<month>20[0-9]{2}-(?:0[1-9]|1[0-2]))/"

urlpatterns = [
    path("data/datapackage.json", files.catalogue_package, name="catalogue-package"),
    re_path(
        r"^data/(?P<name>[a-z-]+)\.(?P<extension>csv|xlsx|json)$",
        files.dataset_file,
        name="dataset-file",
    ),
    re_path(
        r"^grafik/(?P<name>[a-z-]{1,40})\.(?P<extension>svg|png)$", graphics.graphic, name="graphic"
    ),
    path("data/umpan/", feeds.publications, name="publications-feed"),
    path("data/umpan/koreksi/", feeds.corrections, name="corrections-feed"),
    path("data/<slug:name>/datapackage.json", files.dataset_package, name="dataset-package"),
    re_path(
        r"^data/(?P<name>[a-z-]+)\.csv-metadata\.json$", files.csv_metadata, name="csv-metadata"
    ),
    path("rilis/situs-luring.zip", releases.offline_site, name="offline-site"),
    re_path(rf"{RELEASE}(?P<path>.+)$", releases.release_file, name="release-file"),
    path("rilis/jadwal.ics", schedule.schedule_ical, name="schedule-ical"),
    path("katalog.jsonld", api.linked_catalogue, name="linked-catalogue"),
    path("api/openapi.json", api.description, name="api-description"),
    path("", include("news.file_urls")),
    path("healthz", pages.health, name="health"),
    path("robots.txt", pages.robots),
    path("sw.js", device.worker, name="worker"),
    path("manifest.webmanifest", device.manifest, name="manifest"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("pola/", admin.site.admin_view(patterns.patterns), name="patterns"),
    path("admin/", include("kpuntt.staff.urls")),
    path("admin/impor/", include("kpuntt.imports.urls")),
    # Before the site's own index, which it wraps: what waits comes from all areas.
    path("admin/", admin.site.admin_view(queue.desk)),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", home.home, name="home"),
        path("", include("voters.urls")),
        path("", include("performance.urls")),
        path("", include("budget.urls")),
        path("", include("news.urls")),
        path("wilayah/", regions.regions, name="regions"),
        path("wilayah/banding/", regions.compare, name="compare"),
        re_path(r"^wilayah/(?P<code>53(?:\.\d{2})?)/$", regions.region, name="region"),
        path("baru/", new.whats_new, name="whats-new"),
        path("temuan/", findings.findings, name="findings"),
        path("data/", data.catalogue, name="catalogue"),
        path("data/<slug:name>/", data.dataset_page, name="dataset"),
        path("rilis/", releases.releases, name="releases"),
        path("rilis/jadwal/", schedule.schedule, name="schedule"),
        re_path(rf"{RELEASE}$", releases.release, name="release"),
        path("api/", api.reference, name="api"),
        path("glosarium/", pages.glossary, name="glossary"),
        path("cari/", search.search_page, name="search"),
        path("laporkan/", reports.report_form, name="report-form"),
        re_path(
            r"^laporkan/(?P<number>L-[0-9]{4}-[0-9]{4,6})/$", reports.report_status, name="report"
        ),
        path("metodologi/", pages.methods, name="methods"),
        path("aksesibilitas/", pages.accessibility, name="accessibility"),
        path("tentang/", pages.about, name="about"),
        prefix_default_language=False,
    ),
]

handler400 = "kpuntt.views.pages.bad_request"
handler403 = "kpuntt.views.pages.forbidden"
handler404 = "kpuntt.views.pages.not_found"
handler500 = "kpuntt.views.pages.server_error"
