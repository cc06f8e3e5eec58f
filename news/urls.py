"""Addresses of the news that the public reads; they are permanent."""

from __future__ import annotations

from django.urls import path, re_path

from news import views

app_name = "news"

YEAR = r"^berita/(?P<year>(?:19|20)[0-9]{2})/"
MONTH = YEAR + r"(?P<month>0[1-9]|1[0-2])/"
POST = MONTH + r"(?P<slug>[a-z0-9-]{1,80})/"

urlpatterns = [
    path("berita/", views.newest, name="newest"),
    path("berita/kategori/<slug:category>/", views.by_category, name="category"),
    path("berita/topik/<slug:slug>/", views.by_tag, name="tag"),
    re_path(r"^berita/wilayah/(?P<code>53(?:\.[0-9]{2})?)/$", views.by_region, name="region"),
    re_path(YEAR + "$", views.by_year, name="year"),
    re_path(MONTH + "$", views.by_month, name="month"),
    re_path(POST + "$", views.post_detail, name="post"),
    re_path(POST + r"versi/(?P<version>[1-9][0-9]{0,3})/$", views.post_version, name="version"),
]
