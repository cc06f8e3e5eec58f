"""Addresses of signing in, below that of the admin."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.views import PasswordResetDoneView
from django.urls import path

from kpuntt.staff import views

urlpatterns = [
    path("dua-langkah/", views.second_factor, name="second-factor"),
    path("dua-langkah/kode/", views.second_factor_code, name="second-factor-code"),
    path("dua-langkah/kode-qr.svg", views.qr_code, name="second-factor-qr"),
    path("dua-langkah/pemulihan/", views.recovery_codes, name="recovery-codes"),
    path("dua-langkah/terjaga/", admin.site.admin_view(views.awake), name="awake"),
    path("sandi/", views.ResetRequest.as_view(), name="admin_password_reset"),
    path(
        "sandi/terkirim/",
        PasswordResetDoneView.as_view(template_name="admin/staff/reset_sent.html"),
        name="admin_password_reset_done",
    ),
    path(
        "sandi/baru/<uidb64>/<token>/", views.NewPassword.as_view(), name="password_reset_confirm"
    ),
    path("undangan/<uidb64>/<token>/", views.NewPassword.as_view(), name="invitation"),
]
