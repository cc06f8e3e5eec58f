"""Addresses of the performance area; they are permanent."""

from __future__ import annotations

from django.urls import path, re_path

from performance import views

app_name = "performance"

YEAR = r"^kinerja/(?P<year>[0-9]{4})/"
VERSION = YEAR + r"versi/(?P<version>[1-9][0-9]{0,3})/"
INDICATOR = r"(?P<slug>[a-z][a-z0-9-]*)/$"

urlpatterns = [
    path("kinerja/", views.report_list, name="reports"),
    re_path(YEAR + "$", views.report_detail, name="report"),
    re_path(YEAR + INDICATOR, views.indicator_detail, name="indicator"),
    re_path(VERSION + "$", views.report_version, name="report-version"),
    re_path(VERSION + INDICATOR, views.indicator_version, name="indicator-version"),
]
