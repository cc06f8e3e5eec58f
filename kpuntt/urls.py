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
from kpuntt.views import data, findings, home, pages, queue, regions, search

urlpatterns = [
    re_path(
        r"^data/(?P<name>[a-z-]+)\.(?P<extension>csv|xlsx|json)$",
        data.dataset_file,
        name="dataset-file",
    ),
    path("", include("news.file_urls")),
    path("healthz", pages.health, name="health"),
    path("robots.txt", pages.robots),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
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
        re_path(r"^wilayah/(?P<code>53(?:\.\d{2})?)/$", regions.region, name="region"),
        path("temuan/", findings.findings, name="findings"),
        path("data/", data.catalogue, name="catalogue"),
        path("data/<slug:name>/", data.dataset_page, name="dataset"),
        path("glosarium/", pages.glossary, name="glossary"),
        path("cari/", search.search_page, name="search"),
        path("tentang/", pages.about, name="about"),
        prefix_default_language=False,
    ),
]

handler400 = "kpuntt.views.pages.bad_request"
handler403 = "kpuntt.views.pages.forbidden"
handler404 = "kpuntt.views.pages.not_found"
handler500 = "kpuntt.views.pages.server_error"
