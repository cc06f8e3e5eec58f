from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from kpuntt.provenance.loaders import documents_load
from kpuntt.provenance.models import Citation, Document, DocumentKind
from kpuntt.provenance.services import citation_get
from tests.unit.kpuntt.caching.generations import generation

pytestmark = pytest.mark.django_db


def _document() -> Document:
    return Document.objects.get(slug="lkj-2024")


def test_a_citation_of_the_same_place_is_made_once() -> None:
    first = citation_get(document=_document(), page="BAB I", table="Pegawai", row="baris 1")
    count = Citation.objects.count()
    second = citation_get(document=_document(), page="BAB I", table="Pegawai", row="baris 1")
    assert second == first
    assert Citation.objects.count() == count


def test_a_citation_says_its_place_in_words() -> None:
    citation = citation_get(document=_document(), page="BAB I", table="Pegawai", row="baris 1")
    assert citation.place == "BAB I, tabel Pegawai, baris 1"
    assert str(citation) == f"{_document().title}, BAB I, tabel Pegawai, baris 1"
    assert str(citation_get(document=_document())) == _document().title


def test_press_and_compilations_are_secondary_sources() -> None:
    kinds = {kind for kind in DocumentKind if Document(kind=kind).is_secondary}
    assert kinds == {DocumentKind.PRESS, DocumentKind.COMPILATION}


def test_every_document_can_be_found_again() -> None:
    for document in Document.objects.all():
        assert document.url or document.sha256 or document.note, document.slug
        assert document.publisher


@pytest.mark.parametrize(
    "changes",
    [
        {"sha256": "abc"},
        {"sha256": "A" * 64},
        {"sha256": ""},
        {"file_name": ""},
    ],
    ids=["too short", "not lower case", "a file without its digest", "a digest without its file"],
)
def test_the_database_refuses_a_file_that_cannot_be_told_from_another(
    changes: dict[str, str],
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(slug="lkj-2024").update(**changes)


def test_a_cited_document_cannot_be_deleted() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        _document().delete()


def test_loading_the_documents_again_changes_no_row_and_no_page() -> None:
    before = list(Document.objects.order_by("pk").values())
    number = generation("provenance")
    assert documents_load() == len(before)
    assert list(Document.objects.order_by("pk").values()) == before
    assert generation("provenance") == number
