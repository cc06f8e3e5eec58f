"""The admin site: nobody enters without a second factor."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, cast

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

#: Why somebody meets the sign-in page again, by the word in the address.
REASONS = {
    "diam": _("Sesi Anda berakhir karena 30 menit tanpa kegiatan. Masuk lagi untuk melanjutkan."),
    "lama": _("Sesi Anda berakhir karena sudah 8 jam. Masuk lagi untuk melanjutkan."),
}


class StaffSite(AdminSite):
    """Django's admin behind a password and a code."""

    site_header = _("Data Pemilu NTT")
    site_title = _("Data Pemilu NTT")
    index_title = _("Ruang petugas")

    def has_permission(self, request: HttpRequest) -> bool:
        """Besides being active staff, one has shown a second factor."""
        return super().has_permission(request) and request.user.is_verified()  # type: ignore[union-attr]

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Change one's own password, and write down that it was changed."""
        from kpuntt.staff.accounts import OWN_PASSWORD, account_row  # noqa: PLC0415 - see login

        with transaction.atomic():
            response = super().password_change(request, extra_context)
            if request.method == "POST" and response.status_code == HTTPStatus.FOUND:
                user: Any = request.user
                account_row(user=user, actor=user, note=OWN_PASSWORD)
        return response

    @method_decorator(never_cache)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask for the password; the code is asked for on the next page."""
        from kpuntt.staff.views import PasswordStep  # noqa: PLC0415 - models are ready only now

        if request.method == "GET" and self.has_permission(request):
            return redirect("admin:index")
        context = {
            **self.each_context(request),
            "title": _("Masuk"),
            "app_path": request.get_full_path(),
            "reason": REASONS.get(request.GET.get("alasan", "")),
            "reset_by_mail": settings.RESET_BY_MAIL,
            **(extra_context or {}),
        }
        if REDIRECT_FIELD_NAME not in request.GET and REDIRECT_FIELD_NAME not in request.POST:
            context[REDIRECT_FIELD_NAME] = reverse("admin:index")
        request.current_app = self.name
        return cast("HttpResponse", PasswordStep.as_view(extra_context=context)(request))
