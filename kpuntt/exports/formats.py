"""The formats of a dataset's files."""

from __future__ import annotations

from enum import StrEnum


class FileFormat(StrEnum):
    """A format by the extension of its files."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"

    @property
    def media_type(self) -> str:
        """The registered media type, without parameters."""
        return _MEDIA_TYPES[self]

    @property
    def content_type(self) -> str:
        """The ``Content-Type`` of an answer; RFC 4180 lets a CSV say that it has a header."""
        if self == FileFormat.CSV:
            return "text/csv; charset=utf-8; header=present"
        return self.media_type


_MEDIA_TYPES = {
    FileFormat.CSV: "text/csv",
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileFormat.JSON: "application/json",
}
