"""The description of the interface is true: requests made from it are answered as it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case
from schemathesis.core.result import Ok
from schemathesis.schemas import BaseSchema

from kpuntt.datasets import CATALOGUE

pytestmark = pytest.mark.django_db
PORTAL = WSGIHandler()


def read_to_the_end(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Answer as the portal does, and close the answer, which the client that asks would not."""
    response = PORTAL(environ, start_response)
    try:
        return [b"".join(response)]
    finally:
        response.close()


@pytest.fixture
def description(db: None) -> Iterator[BaseSchema]:
    # As Django's own client does: an answer that ends must not close the database of the test.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/openapi.json", read_to_the_end)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("name", [*sorted(CATALOGUE), "katalog"])
def test_every_operation_is_answered_as_it_is_described(description: BaseSchema, name: str) -> None:
    found = description.get_all_operations()
    operations = [result.ok() for result in found if isinstance(result, Ok)]
    mine = [item for item in operations if item.tags == [name]]
    assert len(mine) == (2 if name == "katalog" else 5)
    for operation in mine:

        @settings(
            max_examples=10,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case: Case[Any]) -> None:
            case.call_and_validate(headers={"Accept-Encoding": "identity"})

        ask()
