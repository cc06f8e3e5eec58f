"""The people who work at the portal, and the admin site that lets them in."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class StaffConfig(AppConfig):
    """Roles, regions and second factors of staff accounts."""

    name = "kpuntt.staff"
    label = "staff"
    verbose_name = "Petugas"


class StaffAdminConfig(AdminConfig):
    """Django's admin with our own site: password, then code."""

    default_site = "kpuntt.staff.site.StaffSite"
