"""Addresses of the budget area; they are permanent."""

from __future__ import annotations

from django.urls import path, re_path

from budget import views

app_name = "budget"

urlpatterns = [
    path("anggaran/", views.overview, name="overview"),
    re_path(r"^anggaran/(?P<year>[0-9]{4})/$", views.year_detail, name="year"),
    re_path(
        r"^anggaran/(?P<year>[0-9]{4})/(?P<code>[A-Za-z0-9.-]+)/$", views.line_detail, name="line"
    ),
    path("anggaran/<slug:slug>/", views.grant_detail, name="grants"),
    path("anggaran/<slug:slug>/versi/<int:version>/", views.unit_version, name="version"),
]
