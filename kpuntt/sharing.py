"""What a reader passes on: two lines ready to paste, and the links of the messengers."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Share:
    """The summary of a page: ``text`` is one plain sentence, ``path`` the page it belongs to."""

    text: str
    path: str

    @property
    def address(self) -> str:
        """The address of the page on the public host of the portal."""
        return f"{settings.SITE_ORIGIN}{self.path}"

    @property
    def message(self) -> str:
        """Both lines: the sentence, and where its source and details are."""
        source = _("Sumber dan rincian: %(address)s") % {"address": self.address}
        return f"{self.text}\n{source}"

    @property
    def whatsapp(self) -> str:
        """The address that opens WhatsApp with both lines."""
        return _link("https://wa.me/", text=self.message)

    @property
    def telegram(self) -> str:
        """The address that opens Telegram with the page and its sentence."""
        return _link("https://t.me/share/url", url=self.address, text=self.text)

    @property
    def facebook(self) -> str:
        """The address that opens Facebook with the page; it takes no text."""
        return _link("https://www.facebook.com/sharer/sharer.php", u=self.address)

    @property
    def x(self) -> str:
        """The address that opens X with the sentence and the page."""
        return _link("https://x.com/intent/post", text=self.text, url=self.address)


def _link(address: str, **parameters: str) -> str:
    # %20 and not a plus sign, which some messengers show as it is.
    return f"{address}?{urlencode(parameters, quote_via=quote, safe='')}"
