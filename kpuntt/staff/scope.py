"""Whose rows are whose: an operator of a regency or city works on that region only.

``region_scope`` answers for a user, ``scoped`` narrows any queryset (imports and exports of drafts
use it), and ``RegionScopedAdmin`` and ``RegionScopedInline`` hold it in every room of the admin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib import admin
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.db.models import ForeignKey, Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from kpuntt.regions.models import Region, RegionLevel
from kpuntt.staff.models import StaffProfile
from kpuntt.staff.roles import RoleName

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    InlineModelAdmin = admin.options.InlineModelAdmin[Any, Any]
    Somebody = AbstractBaseUser | AnonymousUser
else:
    ModelAdmin = admin.ModelAdmin
    InlineModelAdmin = admin.options.InlineModelAdmin

Row = TypeVar("Row", bound=Model)

#: The scope of somebody who should have a region and has none: no region has this code.
NOWHERE = "-"


def region_scope(user: Somebody) -> str | None:
    """Return the code of the region to which ``user`` is limited; None for the whole province.

    A profile with a regency or city limits whatever the role is. An operator without one sees
    nothing rather than everything.
    """
    if not isinstance(user, User) or not user.is_active:
        return NOWHERE
    if user.is_superuser:
        return None
    profile = StaffProfile.objects.filter(user=user).select_related("region").first()
    region = profile.region if profile else None
    if region is not None and region.level != RegionLevel.PROVINCE:
        return region.code
    if user.groups.filter(name=RoleName.OPERATOR_REGENCY).exists():
        return NOWHERE
    return None


def scoped(queryset: QuerySet[Row], user: Somebody, path: str) -> QuerySet[Row]:
    """Return the rows of ``queryset`` that ``user`` works on.

    ``path`` leads from a row to its region ("region", "line__region", "lines__region"); it is empty
    for regions themselves. A path over many rows does not repeat a row.
    """
    code = region_scope(user)
    if code is None:
        return queryset
    name = f"{path}__code" if path else "code"
    inside = Q(**{name: code}) | Q(**{f"{name}__startswith": f"{code}."})
    return queryset.filter(pk__in=queryset.model._default_manager.filter(inside).values("pk"))


class _ScopedChoices:
    """Choices of foreign keys: regions, and rows of other rooms, within the scope."""

    admin_site: admin.AdminSite

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Offer, and accept, only what the member of staff works on."""
        field = super().formfield_for_foreignkey(  # type: ignore[misc]
            db_field, request, **kwargs
        )
        target = db_field.related_model
        if field is None or not isinstance(target, type):
            return field
        room = self.admin_site._registry.get(target)  # noqa: SLF001 - registered or not
        if target is Region:
            field.queryset = scoped(field.queryset, request.user, "")
        elif isinstance(room, RegionScopedAdmin):
            field.queryset = scoped(field.queryset, request.user, room.region_path)
        return field


class RegionScopedAdmin(_ScopedChoices, ModelAdmin):
    """A room of the admin that shows and changes only rows of the user's region.

    Every list, form, history, search, autocompletion and action starts at ``get_queryset``. Use it
    before the other base: ``class LineAdmin(RegionScopedAdmin, BrowseOnlyAdmin)``. Without
    ``list_editable``, which asks for no permission row by row.

    ``region_path`` leads to the region of a row. ``public_rows`` are rows that may be read whatever
    their region, because the public reads them too; nothing outside the region is ever written.
    ``editable_rows`` are the rows that can be edited at all, such as lines of drafts.
    """

    region_path: str = "region"
    public_rows: Q | None = None
    editable_rows: Q | None = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return rows of the region and, for reading, those that are public."""
        rows = super().get_queryset(request)
        own = scoped(rows, request.user, self.region_path)
        if self.public_rows is None or own is rows or request.method not in {"GET", "HEAD"}:
            return own
        model = self.model._default_manager
        public = model.filter(self.public_rows).values("pk")
        return rows.filter(Q(pk__in=own.order_by().values("pk")) | Q(pk__in=public))

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any | None:
        """Answer 404 for a row outside, in the same words as for one that does not exist."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search within the scope; what a form picks from is narrower than what can be read."""
        match = request.resolver_match
        if match is not None and match.url_name == "autocomplete":
            queryset = scoped(queryset, request.user, self.region_path)
        return super().get_search_results(request, queryset, search_term)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self.is_open(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self.is_open(request, obj)

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Any], *args: Any, **kwargs: Any
    ) -> HttpResponse | None:
        """Let an action reach only rows that can be edited."""
        rows = self.open_rows(request, queryset)
        return super().response_action(request, rows, *args, **kwargs)

    def is_open(self, request: HttpRequest, obj: Any = None) -> bool:
        """Say whether this member of staff may write ``obj``; without one, whether any."""
        if obj is None:
            return True
        row = self.model._default_manager.filter(pk=obj.pk)
        return self.open_rows(request, row).exists()

    def open_rows(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows that this member of staff may write."""
        rows = scoped(queryset, request.user, self.region_path)
        return rows if self.editable_rows is None else rows.filter(self.editable_rows)


class RegionScopedInline(_ScopedChoices, InlineModelAdmin):
    """Lines inside the form of a unit, of the user's region only.

    Use it before the other base: ``class LineInline(RegionScopedInline, admin.TabularInline)``.
    """

    region_path: str = "region"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return lines of the region."""
        return scoped(super().get_queryset(request), request.user, self.region_path)
