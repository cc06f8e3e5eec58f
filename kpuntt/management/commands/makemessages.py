"""``makemessages`` for this portal: into English, and only what the public reads."""

from __future__ import annotations

from django.core.management import CommandParser
from django.core.management.commands import makemessages

from kpuntt.language import ENGLISH

#: What is only ever shown to staff, who work in Indonesian, or kept or read by machines, which is
#: Indonesian as well.
UNTRANSLATED = (
    "templates/admin/*",
    "templates/portal/patterns.html",
    "templates/staff/*",
    "kpuntt/staff/*",
    "kpuntt/imports/*",
    "kpuntt/editing/*",
    "kpuntt/management/*",
    "kpuntt/publishing/desk.py",
    "kpuntt/releases/notes.py",
    "kpuntt/releases/workbook.py",
    "kpuntt/schedule/ical.py",
    "kpuntt/schedule/services.py",
    "kpuntt/queue.py",
    "kpuntt/searchable.py",
    "kpuntt/views/device.py",
    "kpuntt/views/feeds.py",
    "kpuntt/views/graphics.py",
    "kpuntt/views/machines.py",
    "kpuntt/views/patterns.py",
    "kpuntt/views/queue.py",
    "news/feeds.py",
    "*/admin.py",
    "*_admin.py",
    "*_forms.py",
    "kpuntt/schedule/forms.py",
    "news/forms.py",
    "voters/forms.py",
    "*/imports/*",
    "*/imports.py",
    "*_targets.py",
    "budget/search.py",
    "news/search.py",
    "performance/search.py",
    "voters/search.py",
)
ELSEWHERE = ("tests/*", "var/*", ".venv/*")


class Command(makemessages.Command):
    """Collects the words to be translated; see ``UNTRANSLATED``.

    A changed message comes back empty instead of with a guess from its neighbour.
    """

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(
            locale=[ENGLISH],
            ignore_patterns=[*UNTRANSLATED, *ELSEWHERE],
            no_obsolete=True,
            no_wrap=True,
            add_location="file",
        )
