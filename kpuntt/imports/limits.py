"""How large a file may be that is uploaded for an import, in every direction."""

from __future__ import annotations

MAX_FILE_BYTES = 10 * 1024**2
MAX_UNPACKED_BYTES = 64 * 1024**2
MAX_RATIO = 100
MAX_MEMBERS = 500
MAX_SHEETS = 30
MAX_ROWS = 20_000
MAX_COLUMNS = 100
MAX_MERGES = 2_000
MAX_DEPTH = 64
#: Excel's own limit for the text of a cell.
MAX_TEXT = 32_767
MAX_SHARED_STRINGS = 2_000_000
#: One tag, comment or declaration. Expat before 2.6 reads an unfinished one again with every chunk.
MAX_TOKEN_BYTES = 1024**2
#: Elements of a part that openpyxl holds as a tree: styles, relations, the workbook itself.
MAX_TREE_ELEMENTS = 200_000
#: All cells of a file together: a shared text is stored once in it and repeated in the result.
MAX_RESULT_BYTES = 32 * 1024**2

MEMORY_BYTES = 512 * 1024**2
CPU_SECONDS = 10
WALL_SECONDS = 15
#: Waiting and reading together stay below 30 seconds; a proxy that waits for us gives up later.
WAIT_SECONDS = 10
