"""Form fields that read figures as documents print them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kpuntt.formatting import (
    FigureError,
    format_decimal,
    format_integer,
    parse_count,
    parse_decimal,
)

#: The largest whole number that a column of either database takes, by the size of the column.
LARGEST = 2_147_483_647
LARGEST_AMOUNT = 9_223_372_036_854_775_807


class FigureInput(forms.TextInput):
    """A narrow box for one figure; phones show their number pad."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"inputmode": "decimal", "autocomplete": "off", "size": 9, **(attrs or {})}
        )


class CountField(forms.Field):
    """A count or an amount of whole rupiah: ``133.451``, ``-``, ``Nihil``; blank is missing."""

    widget = FigureInput

    def __init__(self, *, largest: int = LARGEST, **kwargs: Any) -> None:
        self.largest = largest
        if largest > LARGEST:
            kwargs.setdefault("widget", FigureInput({"size": 16}))
        super().__init__(**{"required": False, **kwargs})

    def to_python(self, value: Any) -> int | None:
        """Read what was typed. Raises ``ValidationError`` with the remedy for it."""
        if value is None or isinstance(value, int):
            return value
        try:
            count = parse_count(str(value))
        except FigureError as error:
            raise forms.ValidationError(str(error), code="figure") from error
        if count is not None and count > self.largest:
            message = _(
                "“%(value)s” terlalu besar. Periksa apakah ada angka yang terketik dua kali."
            )
            raise forms.ValidationError(message, code="large", params={"value": value})
        return count

    def prepare_value(self, value: Any) -> Any:
        """Show a stored count with points, and what was typed as it was typed."""
        return format_integer(value) if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare numbers, not their writing."""
        try:
            return bool(self.to_python(data) != initial)
        except forms.ValidationError:
            return True


class PrintedDecimalField(forms.Field):
    """A decimal with the places that are printed: ``32,47`` or ``32.47``; blank is missing."""

    widget = FigureInput

    def __init__(self, *, digits: int, places: int, **kwargs: Any) -> None:
        self.digits, self.places = digits, places
        super().__init__(**{"required": False, **kwargs})

    def to_python(self, value: Any) -> Decimal | None:
        """Read what was typed. Raises ``ValidationError`` with the remedy for it."""
        if value is None or isinstance(value, Decimal):
            return value
        try:
            number = parse_decimal(str(value))
        except FigureError as error:
            raise forms.ValidationError(str(error), code="figure") from error
        if number is not None and not self._fits(number):
            message = _(
                "“%(value)s” terlalu panjang: paling banyak %(whole)d angka di depan koma dan "
                "%(places)d di belakangnya."
            )
            whole = self.digits - self.places
            params = {"value": value, "whole": whole, "places": self.places}
            raise forms.ValidationError(message, code="digits", params=params)
        return number

    def _fits(self, number: Decimal) -> bool:
        places = max(0, -int(number.as_tuple().exponent))
        return places <= self.places and number < 10 ** (self.digits - self.places)

    def prepare_value(self, value: Any) -> Any:
        """Show a stored decimal with a comma, and what was typed as it was typed."""
        return format_decimal(value) if isinstance(value, Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare numbers, not their writing."""
        try:
            return bool(self.to_python(data) != initial)
        except forms.ValidationError:
            return True


def figure_field(db_field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    """Return the form field for a column: figures are read as documents print them."""
    if isinstance(db_field, models.IntegerField) and not db_field.choices:
        largest = LARGEST_AMOUNT if isinstance(db_field, models.BigIntegerField) else LARGEST
        if isinstance(db_field, models.PositiveSmallIntegerField):
            largest = 32_767
        required = not (db_field.null or db_field.has_default())
        label = capfirst(db_field.verbose_name)
        return CountField(largest=largest, label=label, required=required)
    if isinstance(db_field, models.DecimalField):
        return PrintedDecimalField(
            digits=db_field.max_digits or 0,
            places=db_field.decimal_places or 0,
            label=capfirst(db_field.verbose_name),
            required=not db_field.null,
        )
    return db_field.formfield(**kwargs)
