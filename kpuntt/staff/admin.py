"""Accounts: who they are, what their role is, how they get in again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axes.utils import reset
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from kpuntt.browsing import BrowseOnlyAdmin
from kpuntt.staff.accounts import (
    PASSWORD_SET,
    PASSWORD_UNUSABLE,
    account_change_log,
    account_row,
    account_state,
)
from kpuntt.staff.forms import AccountForm
from kpuntt.staff.models import StaffProfile
from kpuntt.staff.services import account_log, second_factor_reset

if TYPE_CHECKING:
    AccountAdminBase = UserAdmin[User]
else:
    AccountAdminBase = UserAdmin

# django-otp's own room shows the secrets of authenticator applications; ours shows that there is
# one. Users and groups get rooms that nobody can raise their own rights in.
admin.site.unregister([User, Group, TOTPDevice])


@admin.register(User)
class AccountAdmin(AccountAdminBase):
    """Staff accounts. They are disabled, never deleted; rights come from roles only."""

    form = AccountForm
    list_display = ["username", "name", "email", "roles", "region", "second_factor", "is_active"]
    list_filter = ["is_active", "groups"]
    filter_horizontal = ["groups"]
    actions = ["reset_second_factor", "unlock"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Fetch roles, region and the second factor with the accounts."""
        device = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        rows = super().get_queryset(request)
        rows = rows.prefetch_related("groups").select_related("staff_profile__region")
        return rows.annotate(has_second_factor=Exists(device))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Offer the flag of a superuser to superusers only."""
        if obj is None:
            return super().get_fieldsets(request, obj)
        superuser = ["is_superuser"] if request.user.is_superuser else []
        return [
            (None, {"fields": ["username", "password"]}),
            (_("Orang"), {"fields": ["first_name", "last_name", "email"]}),
            (_("Peran"), {"fields": ["is_active", *superuser, "groups", "region"]}),
            (_("Tanggal penting"), {"fields": ["last_login", "date_joined"]}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Nobody gives themselves a role."""
        fixed = ["last_login", "date_joined"]
        own = obj is not None and obj.pk == request.user.pk and not request.user.is_superuser
        return [*fixed, "is_active", "groups", "region"] if own else fixed

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a superuser changes a superuser, whose password would open everything."""
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not above and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        """Every account is one of staff; its region lies in its profile."""
        obj.is_staff = True
        form.account_before = account_state(obj.pk) if change else None
        super().save_model(request, obj, form, change)
        if "region" in form.cleaned_data:
            defaults = {"region": form.cleaned_data["region"]}
            StaffProfile.objects.update_or_create(user=obj, defaults=defaults)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        """Write into the activity log what has changed, now that the roles are saved too."""
        super().save_related(request, form, formsets, change)
        actor: Any = request.user
        account_change_log(user=form.instance, actor=actor, before=form.account_before)

    @transaction.atomic
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:  # noqa: A002
        """Setting somebody's password is written down; the page can also take it away."""
        before = self.get_object(request, unquote(id))
        response = super().user_change_password(request, id, form_url)
        after = self.get_object(request, unquote(id))
        if before is not None and after is not None and before.password != after.password:
            note = PASSWORD_SET if after.has_usable_password() else PASSWORD_UNUSABLE
            actor: Any = request.user
            account_row(user=after, actor=actor, note=note)
        return response

    @admin.action(description=_("Setel ulang masuk dua langkah"), permissions=["change"])
    def reset_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Let somebody whose telephone is lost set up a new one at the next sign-in."""
        chosen = self._others(request, queryset)
        for user in chosen:
            second_factor_reset(user=user, actor=request.user)  # type: ignore[arg-type]
        self._report(request, _("Masuk dua langkah disetel ulang untuk %(names)s."), chosen)

    @admin.action(description=_("Buka kunci masuk"), permissions=["change"])
    def unlock(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Let somebody try again who was locked out by wrong passwords."""
        chosen = self._others(request, queryset)
        for user in chosen:
            reset(username=user.username)
            actor: Any = request.user
            account_log(user=user, actor=actor, message="Kunci masuk dibuka.")
        self._report(request, _("Kunci masuk dibuka untuk %(names)s."), chosen)

    def _others(self, request: HttpRequest, queryset: QuerySet[User]) -> list[User]:
        """Leave out oneself and whoever stands above."""
        return [
            user
            for user in queryset
            if user.pk != request.user.pk and self.has_change_permission(request, user)
        ]

    def _report(self, request: HttpRequest, sentence: Any, chosen: list[User]) -> None:
        if chosen:
            names = ", ".join(user.username for user in chosen)
            messages.success(request, sentence % {"names": names})
        else:
            messages.error(
                request, _("Tidak ada akun yang diubah: pilih akun lain selain akun Anda sendiri.")
            )

    @admin.display(description=_("nama"))
    def name(self, user: User) -> str:
        """Return first and last name."""
        return user.get_full_name()

    @admin.display(description=_("peran"))
    def roles(self, user: User) -> str:
        """Name the groups."""
        names = ", ".join(group.name for group in user.groups.all())
        return names or (str(_("Superuser")) if user.is_superuser else "")

    @admin.display(description=_("wilayah"))
    def region(self, user: User) -> str:
        """Name the region to which the account is limited."""
        profile: StaffProfile | None = getattr(user, "staff_profile", None)
        return str(profile.region) if profile and profile.region else ""

    @admin.display(description=_("dua langkah"), boolean=True)
    def second_factor(self, user: User) -> bool:
        """Say whether an authenticator application is set up."""
        return bool(getattr(user, "has_second_factor", False))


@admin.register(Group)
class RoleAdmin(BrowseOnlyAdmin):
    """Roles and what they may do, as ``manage.py setup_roles`` declares it."""

    list_display = ["name"]
    fields = ["name", "permissions"]
