from __future__ import annotations

from typing import Any

from django.db import migrations

# The words of an entry with their places: A in the title, B in the text after it.
POSTGRESQL = [
    """
    CREATE FUNCTION search_words(title text, body text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT coalesce(
            string_agg(quote_literal(word) || ':' || least(place, 16383) || weight, ' '), ''
        )::tsvector
        FROM (
            SELECT word, place, 'A' AS weight
            FROM unnest(string_to_array(title, ' ')) WITH ORDINALITY AS of_title(word, place)
            UNION ALL
            SELECT word, place + 100, 'B'
            FROM unnest(string_to_array(body, ' ')) WITH ORDINALITY AS of_body(word, place)
        ) placed
        WHERE word <> ''
    $$
    """,
    """
    ALTER TABLE search_searchentry ADD COLUMN words tsvector NOT NULL
    GENERATED ALWAYS AS (search_words(title_words, text_words)) STORED
    """,
    "CREATE INDEX search_entry_words ON search_searchentry USING gin (words)",
]
POSTGRESQL_BACK = [
    "ALTER TABLE search_searchentry DROP COLUMN words",
    "DROP FUNCTION search_words(text, text)",
]

_REMOVE = """
    INSERT INTO search_words (search_words, rowid, title_words, text_words)
    VALUES ('delete', old.id, old.title_words, old.text_words);
"""
_ADD = """
    INSERT INTO search_words (rowid, title_words, text_words)
    VALUES (new.id, new.title_words, new.text_words);
"""
SQLITE = [
    """
    CREATE VIRTUAL TABLE search_words USING fts5(
        title_words, text_words,
        content = 'search_searchentry', content_rowid = 'id', tokenize = "unicode61 tokenchars '.'"
    )
    """,
    f"CREATE TRIGGER search_words_add AFTER INSERT ON search_searchentry BEGIN {_ADD} END",
    f"CREATE TRIGGER search_words_drop AFTER DELETE ON search_searchentry BEGIN {_REMOVE} END",
    f"CREATE TRIGGER search_words_edit AFTER UPDATE ON search_searchentry BEGIN {_REMOVE}{_ADD} END",
    # For rows that were there before.
    "INSERT INTO search_words (search_words) VALUES ('rebuild')",
]
SQLITE_BACK = [
    "DROP TRIGGER search_words_edit",
    "DROP TRIGGER search_words_drop",
    "DROP TRIGGER search_words_add",
    "DROP TABLE search_words",
]


def _run(schema_editor: Any, **statements: list[str]) -> None:
    for statement in statements.get(schema_editor.connection.vendor, []):
        schema_editor.execute(statement)


def forwards(_apps: Any, schema_editor: Any) -> None:
    _run(schema_editor, postgresql=POSTGRESQL, sqlite=SQLITE)


def backwards(_apps: Any, schema_editor: Any) -> None:
    _run(schema_editor, postgresql=POSTGRESQL_BACK, sqlite=SQLITE_BACK)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
