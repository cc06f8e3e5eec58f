"""Addresses of the import desk, below that of the admin."""

from __future__ import annotations

from django.contrib import admin
from django.urls import path

from kpuntt.imports import views

urlpatterns = [
    path("", admin.site.admin_view(views.desk), name="imports"),
    path(
        "jenis/<slug:kind>/templat.xlsx",
        admin.site.admin_view(views.template),
        name="import-template",
    ),
    path(
        "jenis/<slug:kind>/perbaikan/",
        admin.site.admin_view(views.upload),
        {"is_new": False},
        name="import-correction",
    ),
    path(
        "jenis/<slug:kind>/baru/",
        admin.site.admin_view(views.upload),
        {"is_new": True},
        name="import-new",
    ),
    path("<int:pk>/", admin.site.admin_view(views.batch_page), name="import-batch"),
    path("<int:pk>/kesalahan.xlsx", admin.site.admin_view(views.errors), name="import-errors"),
    path("<int:pk>/ajukan/", admin.site.admin_view(views.submit), name="import-submit"),
    path("<int:pk>/langkah/<slug:step>/", admin.site.admin_view(views.step), name="import-step"),
]
