"""Signing in: password, code, setting up the application, recovery codes, a new password."""

from __future__ import annotations

from http import HTTPStatus
from io import BytesIO
from typing import Any

import segno
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm
from django.contrib.auth.models import User
from django.contrib.auth.views import (
    LoginView,
    PasswordResetConfirmView,
    PasswordResetView,
    redirect_to_login,
)
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from kpuntt.staff.accounts import PASSWORD_BY_INVITATION, PASSWORD_BY_MAIL, account_row
from kpuntt.staff.forms import AuthenticatorCodeForm, CodeForm
from kpuntt.staff.models import RecoveryDevice
from kpuntt.staff.services import (
    SecondFactorError,
    authenticator_draft,
    authenticator_enrol,
    authenticator_of,
    recovery_codes_left,
    recovery_codes_renew,
    second_factor_check,
)
from kpuntt.staff.sessions import Pending, sign_in_begin, sign_in_complete, sign_in_pending

_form_page = require_http_methods(["GET", "HEAD", "POST"])


class PasswordStep(LoginView):
    """The first page: a right password leads to the second and signs nobody in."""

    authentication_form = AdminAuthenticationForm
    template_name = "admin/staff/login.html"

    def form_valid(self, form: AuthenticationForm) -> HttpResponseRedirect:
        """Go on to the code, or to setting up the application."""
        user: User = form.get_user()
        sign_in_begin(self.request, user=user, next_address=self.get_success_url())
        return HttpResponseRedirect(reverse("second-factor"))


class ResetRequest(PasswordResetView):
    """Send a link by mail; the answer is the same whether the address is known or not."""

    template_name = "admin/staff/reset_request.html"
    email_template_name = "staff/reset_email.txt"
    subject_template_name = "staff/reset_subject.txt"
    success_url = reverse_lazy("admin_password_reset_done")
    # From the settings and not from the request, whose host name anybody may write.
    extra_email_context = {"origin": settings.SITE_ORIGIN}


class NewPassword(PasswordResetConfirmView):
    """Set a password with a one-time link, then go on to the second factor."""

    template_name = "admin/staff/new_password.html"

    def form_valid(self, form: SetPasswordForm[User]) -> HttpResponseRedirect:
        """Whoever held the link and set the password has passed the first page."""
        match = self.request.resolver_match
        invited = match is not None and match.url_name == "invitation"
        with transaction.atomic():
            user = form.save()
            note = PASSWORD_BY_INVITATION if invited else PASSWORD_BY_MAIL
            account_row(user=user, actor=user, note=note)
        if not (user.is_active and user.is_staff):
            return HttpResponseRedirect(reverse("admin:login"))
        sign_in_begin(self.request, user=user, next_address=reverse("admin:index"))
        return HttpResponseRedirect(reverse("second-factor"))


@never_cache
@sensitive_post_parameters()
@_form_page
def second_factor(request: HttpRequest) -> HttpResponse:
    """Set up the application, ask for its code, or show how things stand: whichever is due."""
    if admin.site.has_permission(request):
        user = _member(request)
        context = {"left": recovery_codes_left(user), "device": authenticator_of(user)}
        return _page(request, "status", _("Masuk dua langkah"), **context)
    pending = sign_in_pending(request)
    if pending is None:
        return redirect_to_login(reverse("admin:index"), reverse("admin:login"))
    return _enrol(request, pending) if pending.key else redirect("second-factor-code")


def _enrol(request: HttpRequest, pending: Pending) -> HttpResponse:
    form = AuthenticatorCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            device = authenticator_enrol(
                user=pending.user, key=pending.key, code=form.cleaned_data["code"]
            )
        except SecondFactorError as error:
            form.add_error("code", str(error))
        else:
            codes = recovery_codes_renew(user=pending.user)
            sign_in_complete(request, user=pending.user, device=device)
            # Shown in this answer and kept nowhere: reloading the page shows the state instead.
            return _page(request, "codes", _("Kode pemulihan Anda"), codes=codes, next=pending.next)
    secret = authenticator_secret(pending)
    groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    return _page(
        request, "enrol", _("Aktifkan masuk dua langkah"), form=form, secret=" ".join(groups)
    )


def authenticator_secret(pending: Pending) -> str:
    """Return the secret as an authenticator application takes it (base 32)."""
    query = authenticator_draft(pending.user, pending.key).config_url.partition("secret=")[2]
    return str(query.partition("&")[0])


@never_cache
@require_safe
def qr_code(request: HttpRequest) -> HttpResponse:
    """The secret of the application that is being set up, as a picture."""
    pending = sign_in_pending(request)
    if pending is None or not pending.key:
        raise Http404
    picture = BytesIO()
    draft = authenticator_draft(pending.user, pending.key)
    segno.make(draft.config_url, micro=False).save(
        picture, kind="svg", scale=5, border=4, light="white", svgclass=None, lineclass=None
    )
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


@never_cache
@sensitive_post_parameters()
@_form_page
def second_factor_code(request: HttpRequest) -> HttpResponse:
    """The second page: a code of the application or a recovery code."""
    pending = sign_in_pending(request)
    if pending is None:
        return redirect_to_login(reverse("admin:index"), reverse("admin:login"))
    if pending.key:
        return redirect("second-factor")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            device = second_factor_check(user=pending.user, code=form.cleaned_data["code"])
        except SecondFactorError as error:
            form.add_error("code", str(error))
        else:
            sign_in_complete(request, user=pending.user, device=device)
            if isinstance(device, RecoveryDevice):
                left = recovery_codes_left(pending.user)
                sentence = _("Kode pemulihan itu tidak berlaku lagi; tersisa %(left)s kode.")
                messages.warning(request, sentence % {"left": left})
            return HttpResponseRedirect(pending.next)
    return _page(request, "code", _("Masukkan kode"), form=form)


@never_cache
@sensitive_post_parameters()
@_form_page
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes, for somebody who shows a code of the application once more."""
    if not admin.site.has_permission(request):
        return redirect_to_login(request.path, reverse("admin:login"))
    form = AuthenticatorCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = _member(request)
        try:
            # A sheet that somebody found must not make the next one.
            code = form.cleaned_data["code"]
            second_factor_check(user=user, code=code, application_only=True)
        except SecondFactorError as error:
            form.add_error("code", str(error))
        else:
            codes = recovery_codes_renew(user=user)
            home = reverse("admin:index")
            return _page(request, "codes", _("Kode pemulihan Anda"), codes=codes, next=home)
    return _page(request, "renew", _("Buat kode pemulihan baru"), form=form)


@require_safe
def awake(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Answer whoever types in a long form; the middleware has noted that somebody moved."""
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _member(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - the site has let them in
    return user


def _page(request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
    base = {**admin.site.each_context(request), "title": title}
    return render(request, f"admin/staff/{name}.html", {**base, **context})
