"""The activity log in the admin: who did what, when and why."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from kpuntt.activity.models import Activity
from kpuntt.browsing import BrowseOnlyAdmin


class AreaFilter(admin.SimpleListFilter):
    """The areas that the log knows, by the names that their apps have."""

    title = "bidang"
    parameter_name = "area"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:  # noqa: ARG002
        areas = Activity.objects.order_by("area").values_list("area", flat=True).distinct()
        return [(area, _area_name(area)) for area in areas]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
        return queryset.filter(area=self.value()) if self.value() else queryset


def _area_name(area: str) -> str:
    known = apps.app_configs.get(area)
    return str(known.verbose_name) if known else area


@admin.register(Activity)
class ActivityAdmin(BrowseOnlyAdmin):
    """Everything that was done, newest first."""

    list_display = ["when", "who", "what", "subject", "slug", "version", "why"]
    list_filter = ["action", AreaFilter, "at"]
    search_fields = ["slug", "actor_name", "note"]
    search_help_text = "Cari alamat, nama pelaku, atau alasan."
    list_display_links = ["when"]

    @admin.display(description="kapan", ordering="number")
    def when(self, activity: Activity) -> object:
        """Return the time of the row."""
        return activity.at

    @admin.display(description="siapa", ordering="actor_name")
    def who(self, activity: Activity) -> str:
        """Return the name of the actor; a command or an unknown person has none."""
        return activity.actor_name or "—"

    @admin.display(description="apa", ordering="action")
    def what(self, activity: Activity) -> str:
        """Return the action."""
        return activity.action

    @admin.display(description="jenis", ordering="model")
    def subject(self, activity: Activity) -> str:
        """Return the kind of thing it was done to, in words."""
        try:
            return str(apps.get_model(activity.model)._meta.verbose_name)
        except (LookupError, ValueError):
            return activity.model

    @admin.display(description="mengapa")
    def why(self, activity: Activity) -> str:
        """Return the reason or note."""
        return activity.note
