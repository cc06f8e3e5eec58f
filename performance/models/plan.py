"""The strategic plan (Renstra): vision, missions, goals and strategic objectives."""

from __future__ import annotations

from django.db import models

from kpuntt.language import gettext_noop as _


class StatementKind(models.TextChoices):
    """Levels of the plan, from the widest to the narrowest."""

    VISION = "visi", _("Visi")
    MISSION = "misi", _("Misi")
    GOAL = "tujuan", _("Tujuan")
    OBJECTIVE = "sasaran", _("Sasaran strategis")


class PlanStatement(models.Model):
    """One official statement of a plan, in the words of its source."""

    period = models.CharField("periode rencana", max_length=12)
    kind = models.CharField("jenis", max_length=10, choices=StatementKind.choices)
    order = models.PositiveSmallIntegerField("urutan dalam sumber")
    parent = models.ForeignKey(
        "self",
        verbose_name="tujuannya",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    text = models.TextField("pernyataan")
    citation = models.ForeignKey(
        "provenance.Citation", verbose_name="rujukan", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "pernyataan rencana"
        verbose_name_plural = "pernyataan rencana"
        ordering = ["period", "kind", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "kind", "order"], name="performance_planstatement_once"
            )
        ]

    def __str__(self) -> str:
        return self.text
