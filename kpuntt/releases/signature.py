"""Signing the checksums of a release with an SSH key, so that stock ``ssh-keygen`` verifies it."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from kpuntt.releases.checksums import SUMS
from kpuntt.releases.shelf import SIGNERS

NAMESPACE = "file"
_SECONDS = 30


class SigningError(Exception):
    """A key that cannot sign; the message says what to do, in Indonesian."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key without passphrase, and the name that its signatures go by."""

    key: Path
    name: str

    def sign(self, folder: Path) -> None:
        """Write the signature of the checksums in ``folder``, and who may sign, beside them.

        Raises ``SigningError``.
        """
        public = self._ssh_keygen("-y", "-f", str(self.key))
        kind, code = public.split()[:2]
        (folder / SIGNERS).write_text(
            f'{self.name} namespaces="{NAMESPACE}" {kind} {code}\n', encoding="utf-8"
        )
        sums = str(folder / SUMS)
        self._ssh_keygen("-Y", "sign", "-q", "-f", str(self.key), "-n", NAMESPACE, sums)

    def _ssh_keygen(self, *arguments: str) -> str:
        try:
            # Without a terminal and without standard input it cannot wait for a passphrase.
            answer = subprocess.run(  # noqa: S603 - our own arguments, no shell
                ["ssh-keygen", *arguments],  # noqa: S607 - the system's, wherever it is
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=_SECONDS,
                check=False,
                start_new_session=True,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise SigningError(self._sentence(str(error))) from error
        if answer.returncode:
            raise SigningError(self._sentence(answer.stderr))
        return answer.stdout

    def _sentence(self, reason: str) -> str:
        return (
            f"Kunci {self.key} tidak dapat menandatangani: {' '.join(reason.split())} Periksa "
            "RELEASE_SIGNING_KEY: kunci SSH privat tanpa frasa sandi, hanya terbaca pemiliknya."
        )


def configured_signer() -> Signer | None:
    """Return the signer that the settings name; None if they name no key."""
    if not settings.RELEASE_SIGNING_KEY:
        return None
    return Signer(Path(settings.RELEASE_SIGNING_KEY), settings.RELEASE_SIGNER)
