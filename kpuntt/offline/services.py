"""Building the offline copy: beside the old one, then in its place."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from kpuntt.caching.models import Generation
from kpuntt.formatting import format_date
from kpuntt.language import PREFIXES, language_of, path_in
from kpuntt.offline.addresses import Kind, file_of, kind_of
from kpuntt.offline.archive import ARCHIVE, SITE
from kpuntt.offline.portal import Answer, Portal
from kpuntt.offline.rewriting import links, rewrite
from kpuntt.releases.archive import write_archive
from kpuntt.releases.places import locked, put_in_place, workplace
from kpuntt.releases.snapshot import one_state
from kpuntt.sitemaps import PublicPages


@dataclass(frozen=True, slots=True)
class Copy:
    """How large a copy has become."""

    pages: int
    files: int
    size: int


def offline_build(*, root: Path, progress: Callable[[str], object]) -> Copy:
    """Write the public site below ``root``, as a folder and as a ZIP of it.

    A copy that is there is replaced as a whole. Raises ``ShelfBusyError`` if another process is
    building here, and ``LookupError`` if a page of the sitemap cannot be read.
    """
    with locked(root), workplace(root, SITE) as folder:
        (folder / "data").rmdir()
        with one_state():
            answers = _gather(progress)
            notices = {code: _notice(code) for code in PREFIXES}
        kept = {address: file_of(address) for address in answers}
        for address, answer in answers.items():
            path = folder / kept[address]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_content(answer, address, kept, notices))
        archive = folder.with_name(f"{folder.name}.zip")
        archive.unlink(missing_ok=True)
        write_archive(archive, folder, sorted(kept.values()), within=SITE)
        size = archive.stat().st_size
        _replace(folder, root / SITE)
        archive.replace(root / ARCHIVE)
    pages = sum(answer.is_page for answer in answers.values())
    return Copy(pages, len(answers) - pages, size)


def _gather(progress: Callable[[str], object]) -> dict[str, Answer]:
    """Follow all links from the pages of the sitemap, in both languages.

    Returns every answer by its address.
    """
    portal = Portal()
    listed = [path_in(code, path) for code in PREFIXES for path in PublicPages().items()]
    waiting = [address for address in listed if kind_of(address) is Kind.PAGE]
    seen, answers = set(waiting), dict[str, Answer]()
    while waiting:
        address = waiting.pop(0)
        progress(address)
        answer = portal.get(address)
        if answer is None:
            if address in listed:
                message = _("Halaman %(address)s tidak dapat dibaca; salinan tidak dibuat.")
                raise LookupError(message % {"address": address})
            continue
        answers[address] = answer
        if answer.is_page:
            for link in links(answer.content.decode(), address):
                if link not in seen and kind_of(link) is not Kind.ONLINE:
                    seen.add(link)
                    waiting.append(link)
    return answers


def _content(
    answer: Answer, address: str, kept: dict[str, str], notices: Mapping[str, str]
) -> bytes:
    if not answer.is_page:
        return answer.content
    origin = settings.SITE_ORIGIN
    said = format_html(notices[language_of(address)], address=f"{origin}{address}")
    page = answer.content.decode()
    return rewrite(page, address=address, kept=kept, origin=origin, notice=said).encode()


def _notice(language: str) -> str:
    """Return what each page in ``language`` says of itself, with a place for its address."""
    newest = Generation.objects.aggregate(newest=Max("changed_at"))["newest"]
    with translation.override(language):
        day = format_date(timezone.localtime(newest).date()) if newest else ""
        words = _("Salinan luring, data per %(day)s. Pencarian dan saringan hanya ada di portal.")
        link = _("Buka halaman ini di portal")
    return f'<p class="notice">{words % {"day": day}} <a href="{{address}}">{link}</a></p>'


def _replace(folder: Path, target: Path) -> None:
    """Put a finished folder in the place of an older one."""
    former = folder.with_name(f"{folder.name}-lama")
    if target.exists():
        target.rename(former)
    put_in_place(folder, target)
    if former.exists():
        shutil.rmtree(former)
