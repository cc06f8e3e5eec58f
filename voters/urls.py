"""Addresses of the voters' area; they are permanent."""

from __future__ import annotations

from django.urls import path

from voters import views

app_name = "voters"

urlpatterns = [
    path("pemilih/", views.roll_list, name="rolls"),
    path("pemilih/<slug:slug>/", views.roll_detail, name="roll"),
    path("pemilih/<slug:slug>/versi/<int:version>/", views.roll_version, name="roll-version"),
    path("pemilihan/", views.election_list, name="elections"),
    path("pemilihan/<slug:slug>/", views.election_detail, name="election"),
    path(
        "pemilihan/<slug:slug>/versi/<int:version>/",
        views.election_version,
        name="election-version",
    ),
]
