"""The index: one row for each page that can be found."""

from __future__ import annotations

from django.db import models

from kpuntt.search.documents import SearchKind


class SearchEntry(models.Model):
    """A page in the words of its area, and the words that the index keeps of it.

    The database derives its own index from ``title_words`` and ``text_words``, which are written by
    ``words.index_words``: a column on PostgreSQL, a table with triggers on SQLite. Neither can
    differ from the rows, and neither is known to the ORM. On SQLite Django replaces a table to
    alter it, which drops the triggers: a migration that alters this model makes them anew.
    """

    area = models.CharField("bidang", max_length=40)
    key = models.CharField("kunci", max_length=120)
    kind = models.CharField("jenis", max_length=20, choices=SearchKind.choices)
    title = models.CharField("judul", max_length=300)
    summary = models.TextField("ringkasan")
    text = models.TextField("teks", blank=True)
    address = models.CharField("alamat", max_length=200)
    date = models.DateField("tanggal", null=True, blank=True)
    depth = models.PositiveSmallIntegerField("kedalaman", default=0)
    title_words = models.TextField("kata judul")
    text_words = models.TextField("kata teks")
    digest = models.CharField("sidik", max_length=64)

    class Meta:
        verbose_name = "entri pencarian"
        verbose_name_plural = "entri pencarian"
        ordering = ["area", "key"]
        constraints = [models.UniqueConstraint(fields=["area", "key"], name="search_entry_once")]

    def __str__(self) -> str:
        return self.title
