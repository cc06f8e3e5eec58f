"""The pass that an opened form carries instead of a cookie: for which page, when, which form.

It is signed, so nobody can send a form that was not opened here; it is no secret and names nobody.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass

from django.core import signing

_SALT = "kpuntt.reports.form"
#: Nobody reads and fills the form in less; a program does.
MIN_SECONDS = 4
MAX_SECONDS = 12 * 3600


@dataclass(frozen=True, slots=True)
class FormPass:
    """The signed text of a form that was opened ``age`` seconds ago."""

    token: str
    age: int

    @property
    def is_too_young(self) -> bool:
        """Tell whether the form came back faster than anybody can fill it in."""
        return self.age < MIN_SECONDS

    @property
    def digest(self) -> str:
        """The mark by which a form is known again."""
        return hashlib.sha256(self.token.encode()).hexdigest()


def pass_issue(path: str) -> str:
    """Return the signed text for a form about the page ``path`` that is opened now."""
    content = {"path": path, "at": int(time.time()), "form": secrets.token_urlsafe(12)}
    return signing.Signer(salt=_SALT).sign_object(content)


def pass_read(token: str, path: str) -> FormPass | None:
    """Return the pass; ``None`` if it is not ours, for another page, or older than it may be."""
    try:
        content = signing.Signer(salt=_SALT).unsign_object(token)
    except signing.BadSignature:
        return None
    age = int(time.time()) - content["at"]
    if content["path"] != path or not 0 <= age <= MAX_SECONDS:
        return None
    return FormPass(token, age)
