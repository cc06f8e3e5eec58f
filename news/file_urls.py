"""Addresses of the news that exist once, in no language: feeds, pictures, previews for staff."""

from __future__ import annotations

from django.urls import path, re_path

from news import views

app_name = "news-files"

urlpatterns = [
    path("berita/umpan/", views.feed, name="feed"),
    path("berita/umpan/<slug:category>/", views.feed, name="category-feed"),
    path("berita/pratinjau/<str:token>/", views.preview, name="preview"),
    re_path(r"^berita/dilihat/(?P<slug>[a-z0-9-]{1,80})\.gif$", views.count_read, name="read"),
    re_path(r"^media/(?P<name>[0-9a-f]{32}\.webp)$", views.picture, name="picture"),
]
