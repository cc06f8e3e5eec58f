"""The headings of a table: which cells of a sheet they are, and which column each one means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kpuntt.imports.book import Sheet, SheetRow, Span
from kpuntt.imports.kinds import ImportColumn, ImportKind
from kpuntt.imports.words import plain_text, words, words_without_asides, words_without_year

_MOST_ROWS = 5
_NUMBER_WORDS = frozenset({"no", "nomor", "no urut", "nomor urut"})
_COLUMN_NUMBER = re.compile(r"\(?\s*([0-9]{1,2})\s*\)?(?:\s*[=(].*)?")
_FIGURE = re.compile(
    r"(?:rp\.?\s*)?[-−(]?[0-9][0-9.,\s]*(?:e\+?[0-9]+)?\)?\s*%?(?:[,.]-)?", re.IGNORECASE
)


def is_figure(text: str) -> bool:
    """Tell whether a cell looks like a number, readable or not."""
    return bool(_FIGURE.fullmatch(plain_text(text)))


def is_column_numbers(row: SheetRow) -> bool:
    """Tell whether a row counts the columns: ``1 2 3`` or ``(1) (2) (3)``."""
    cells = [cell.strip() for cell in row.cells if cell.strip()]
    if len(cells) < 3:
        return False
    matches = [_COLUMN_NUMBER.fullmatch(cell) for cell in cells]
    return [int(match[1]) if match else 0 for match in matches] == list(range(1, len(cells) + 1))


def row_words(row: SheetRow) -> tuple[str, ...]:
    """Return the words of each cell, without blank cells at the end."""
    cells = [words(cell) for cell in row.cells]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading rows of a table, and where its columns are (index from 0).

    ``titles`` are the headings as they stand, by index. ``doubled`` names the columns that two
    headings mean. ``missing`` are the headings that the kind needs and the table does not have.
    """

    rows: Sequence[SheetRow]
    columns: Mapping[str, int]
    titles: Mapping[int, str]
    number: int | None = None
    unmatched: Sequence[int] = ()
    doubled: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    missing: Sequence[str] = ()

    @property
    def complete(self) -> bool:
        """Whether the table can be read by these headings."""
        return not self.missing and not self.doubled


class Vocabulary:
    """The words that the headings of one kind are made of."""

    def __init__(self, kind: ImportKind) -> None:
        self.kind = kind
        self.groups = sorted({words(group) for group in kind.groups}, key=len, reverse=True)
        self.columns: dict[str, list[ImportColumn]] = {}
        for column in kind.columns:
            names = {
                words(n) for n in (column.label, column.name.replace("_", " "), *column.aliases)
            }
            for name in names:
                self.columns.setdefault(name, []).append(column)
        parts: set[str] = set()
        for name in self.columns:
            tokens = name.split()
            parts.update(" ".join(tokens[:end]) for end in range(1, len(tokens) + 1))
            parts.update(" ".join(tokens[start:]) for start in range(len(tokens)))
        self.phrases = parts | set(self.groups) | _NUMBER_WORDS

    def meant(self, path: Sequence[str]) -> list[ImportColumn]:
        """Return the columns that a path of headings may mean, from the top one down."""
        for read in (words, words_without_asides, words_without_year):
            parts = [read(text) for text in path]
            parts = [part for index, part in enumerate(parts) if part and part not in parts[:index]]
            useful = [part for part in parts if part not in self.groups]
            for key in (" ".join(parts), " ".join(useful)):
                found = self.columns.get(key) or self.columns.get(self._ungrouped(key))
                if found:
                    return found
        return []

    def speaks(self, row: SheetRow) -> bool:
        """Tell whether any cell of a row may belong to a heading, and none is a figure."""
        cells = [cell for cell in row.cells if cell.strip()]
        return any(
            words(cell) in self.phrases or words_without_asides(cell) in self.phrases
            for cell in cells
        ) and not any(is_figure(cell) for cell in cells)

    def all_speak(self, row: SheetRow) -> bool:
        """Tell whether a row holds nothing but words of headings, and at least two of them."""
        cells = [cell for cell in row.cells if cell.strip()]
        return len(cells) > 1 and all(words(cell) in self.phrases for cell in cells)

    def _ungrouped(self, key: str) -> str:
        found = True
        while found:
            found = False
            for group in self.groups:
                if key.startswith(f"{group} "):
                    key, found = key.removeprefix(f"{group} "), True
        return key


def find_heading(vocabulary: Vocabulary, sheet: Sheet) -> Heading | None:
    """Return the heading of the first table that fits, else the nearest thing to one."""
    best: Heading | None = None
    for start, row in enumerate(sheet.rows):
        if best is not None and best.complete and row.number > best.rows[-1].number:
            break
        if vocabulary.speaks(row):
            found = _best_at(vocabulary, sheet, start)
            if found is not None and (best is None or _score(found) > _score(best)):
                best = found
    return best


def _score(heading: Heading) -> tuple[bool, int, int]:
    return (heading.complete, len(heading.columns), -len(heading.rows))


def _best_at(vocabulary: Vocabulary, sheet: Sheet, start: int) -> Heading | None:
    best: Heading | None = None
    for end in range(start + 1, min(start + _MOST_ROWS, len(sheet.rows)) + 1):
        block = sheet.rows[start:end]
        if not vocabulary.speaks(block[-1]):
            break
        found = _match(vocabulary, block, sheet.merges)
        if found.columns and (best is None or _score(found) > _score(best)):
            best = found
    return best


def _match(vocabulary: Vocabulary, block: Sequence[SheetRow], merges: Sequence[Span]) -> Heading:
    kind = vocabulary.kind
    columns: dict[str, int] = {}
    titles: dict[int, str] = {}
    doubled: dict[str, tuple[int, int]] = {}
    unmatched: list[int] = []
    number = None
    paths = dict(_paths(block, merges))
    for index, path in paths.items():
        if index in titles:
            continue
        titles[index] = " / ".join(dict.fromkeys(plain_text(text) for text in path))
        meant = vocabulary.meant(path)
        column = next((c for c in meant if c.name not in columns), meant[0] if meant else None)
        if column is None:
            if number is None and words(path[-1]) in _NUMBER_WORDS:
                number = index
            else:
                unmatched.append(index)
        elif column.spread and _width(paths, index) == len(column.spread):
            for offset, name in enumerate(column.spread):
                columns[name] = index + offset
                titles[index + offset] = titles[index]
        elif column.name in columns:
            doubled[column.name] = (columns[column.name], index)
        else:
            columns[column.name] = index
    missing = [c.label for c in kind.columns if c.required and c.name not in columns]
    if kind.needs_one_of and not any(name in columns for name in kind.needs_one_of):
        missing.append(" atau ".join(kind.column(name).label for name in kind.needs_one_of))
    return Heading(block, columns, titles, number, unmatched, doubled, missing)


def _width(paths: Mapping[int, list[str]], index: int) -> int:
    """Return how many columns lie below one heading: as many as have none of their own."""
    end = index + 1
    while end <= max(paths) and paths.get(end, paths[index]) == paths[index]:
        end += 1
    return end - index


def _paths(block: Sequence[SheetRow], merges: Sequence[Span]) -> Iterator[tuple[int, list[str]]]:
    """Yield the headings above each column, from the top one down."""
    width = max(len(row.cells) for row in block)
    grid = [[*row.cells, *[""] * (width - len(row.cells))] for row in block]
    numbers = [row.number for row in block]
    spans = [s for s in merges if s.last_row >= numbers[0] and s.first_row <= numbers[-1]]
    if any(span.last_column > span.first_column for span in spans):
        _fill_spans(grid, numbers, spans)
    else:
        _fill_blanks(grid)
    for index in range(width):
        path = [row[index] for row in grid if words(row[index])]
        if path:
            yield index, path


def _fill_spans(grid: list[list[str]], numbers: list[int], spans: Sequence[Span]) -> None:
    for span in spans:
        inside = [
            i for i, number in enumerate(numbers) if span.first_row <= number <= span.last_row
        ]
        if inside and span.first_row == numbers[inside[0]] and span.first_column <= len(grid[0]):
            text = grid[inside[0]][span.first_column - 1]
            for line in inside:
                for index in range(span.first_column - 1, min(span.last_column, len(grid[0]))):
                    grid[line][index] = text


def _fill_blanks(grid: list[list[str]]) -> None:
    """Let a heading span the blank cells to its right that have headings of their own below."""
    for line, row in enumerate(grid[:-1]):
        for index in range(1, len(row)):
            below = any(words(lower[index]) for lower in grid[line + 1 :])
            if below and not row[index].strip():
                row[index] = row[index - 1]
