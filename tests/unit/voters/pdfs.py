"""Small PDF files, harmless and not."""

from __future__ import annotations

import zlib


def pdf(*objects: bytes) -> bytes:
    """Return a file with a header, the objects and a trailer."""
    return b"%PDF-1.7\n" + b"\n".join(objects) + b"\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def packed(body: bytes, kind: bytes = b"/ObjStm") -> bytes:
    """Return a stream that holds ``body``, deflated."""
    content = zlib.compress(body)
    head = b"9 0 obj << /Type " + kind + b" /Filter /FlateDecode /Length %d >>" % len(content)
    return head + b"\nstream\n" + content + b"\nendstream\nendobj"


PLAIN = pdf(b"1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj", packed(b"BT (/JS) Tj ET", b"/X"))
