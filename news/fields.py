"""A text field whose HTML is cleaned whenever it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from news.markup import sanitise

if TYPE_CHECKING:
    TextField = models.TextField[str, str]
else:
    TextField = models.TextField


class SanitisedHTMLField(TextField):
    """HTML of the short list in ``news.markup``: nothing else can be saved, whoever saves it."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001 - Django's
        """Clean the value on its way into the database and on the instance."""
        value = sanitise(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value
