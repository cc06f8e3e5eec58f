"""The Treasury's reference line for the absorption of a budget."""

from __future__ import annotations

from django.db import models


class AbsorptionTarget(models.Model):
    """The share of its ceiling that a type of expenditure should have used by a quarter's end."""

    expenditure_type = models.CharField("kode jenis belanja", max_length=2)
    name = models.CharField("jenis belanja", max_length=60)
    quarter = models.PositiveSmallIntegerField("triwulan")
    percent = models.DecimalField("target penyerapan", max_digits=5, decimal_places=2)
    source = models.CharField("sumber", max_length=250)

    class Meta:
        verbose_name = "target penyerapan"
        verbose_name_plural = "target penyerapan"
        ordering = ["expenditure_type", "quarter"]
        constraints = [
            models.UniqueConstraint(
                fields=["expenditure_type", "quarter"], name="budget_target_once"
            ),
            models.CheckConstraint(
                condition=models.Q(quarter__range=(1, 4)), name="budget_target_quarter"
            ),
            models.CheckConstraint(
                condition=models.Q(percent__range=(0, 100)), name="budget_target_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expenditure_type} triwulan {self.quarter}"
