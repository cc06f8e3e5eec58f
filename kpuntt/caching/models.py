"""The generation of each public area."""

from __future__ import annotations

from django.db import models


class Generation(models.Model):
    """A counter that grows with every publication in an area.

    It is the version of all stored pages of that area and a part of their ETag.
    """

    area = models.CharField("bidang", max_length=40, primary_key=True)
    number = models.PositiveBigIntegerField("generasi", default=0)
    changed_at = models.DateTimeField("berubah pada", auto_now=True)

    class Meta:
        verbose_name = "generasi"
        verbose_name_plural = "generasi"

    def __str__(self) -> str:
        return f"{self.area} {self.number}"
