"""What the database itself refuses: a change or removal of a row of the log, a rewound head."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

LOG = "activity_activity"
HEAD = "activity_loghead"
REFUSAL = "Catatan kegiatan hanya boleh ditambah; baris yang ada tidak dapat diubah atau dihapus."
FORWARD = "Kepala catatan kegiatan hanya boleh maju satu nomor."


@dataclass(frozen=True, slots=True)
class _Guard:
    """A trigger ``name`` that refuses ``event`` on ``table`` when ``condition`` holds."""

    name: str
    event: str
    table: str
    condition: str = ""

    def create(self, vendor: str) -> str:
        """Return the statement that makes it."""
        when = f" WHEN ({self.condition})" if self.condition else ""
        head = f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table}"
        if vendor == "sqlite":
            message = REFUSAL if self.table == LOG else FORWARD
            return f"{head}{when} BEGIN SELECT RAISE(ABORT, '{message}'); END"
        level = "STATEMENT" if self.event == "TRUNCATE" else "ROW"
        return f"{head} FOR EACH {level}{when} EXECUTE FUNCTION {self.table}_refuse()"

    def drop(self, vendor: str) -> str:
        """Return the statement that removes it."""
        return f"DROP TRIGGER {self.name}" + ("" if vendor == "sqlite" else f" ON {self.table}")


_GUARDS = (
    _Guard("activity_no_update", "UPDATE", LOG),
    _Guard("activity_no_delete", "DELETE", LOG),
    _Guard("activity_head_stays", "DELETE", HEAD),
)
_VENDOR_GUARDS = {
    # REPLACE takes a row away without firing a trigger, so it is refused before it does.
    "sqlite": (
        _Guard(
            "activity_no_replace",
            "INSERT",
            LOG,
            f"EXISTS (SELECT 1 FROM {LOG} WHERE number = NEW.number OR hash = NEW.hash"  # noqa: S608
            " OR previous_hash = NEW.previous_hash)",
        ),
        _Guard("activity_head_no_replace", "INSERT", HEAD, f"EXISTS (SELECT 1 FROM {HEAD})"),  # noqa: S608
        _Guard("activity_head_forward", "UPDATE", HEAD, "NEW.number IS NOT OLD.number + 1"),
    ),
    "postgresql": (
        _Guard("activity_no_truncate", "TRUNCATE", LOG),
        _Guard("activity_head_no_truncate", "TRUNCATE", HEAD),
        _Guard("activity_head_forward", "UPDATE", HEAD, "NEW.number <> OLD.number + 1"),
    ),
}


def guards_create(connection: BaseDatabaseWrapper) -> None:
    """Let the database refuse every change of the log but an addition."""
    vendor = connection.vendor
    with connection.cursor() as cursor:
        if vendor == "postgresql":
            for table, message in ((LOG, REFUSAL), (HEAD, FORWARD)):
                cursor.execute(
                    f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
                    f"BEGIN RAISE EXCEPTION '{message}' "
                    "USING ERRCODE = 'integrity_constraint_violation'; END $$"
                )
        for guard in (*_GUARDS, *_VENDOR_GUARDS[vendor]):
            cursor.execute(guard.create(vendor))


def guards_drop(connection: BaseDatabaseWrapper) -> None:
    """Take the refusals away: for reversing the migration."""
    vendor = connection.vendor
    with connection.cursor() as cursor:
        for guard in (*_GUARDS, *_VENDOR_GUARDS[vendor]):
            cursor.execute(guard.drop(vendor))
        if vendor == "postgresql":
            for table in (LOG, HEAD):
                cursor.execute(f"DROP FUNCTION {table}_refuse()")


@contextmanager
def guards_lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Take the refusals away for the block: for the flush of a test database."""
    guards_drop(connection)
    try:
        yield
    finally:
        guards_create(connection)
