"""Empty files to fill in, made from the models so that they cannot differ from them.

`python -m ictrack.ingest.templates` writes them to `data/templates`; a test holds what is
there against what would be written.
"""

from __future__ import annotations

from pathlib import Path

from ictrack.ingest.mend import csv_bytes
from ictrack.ingest.sheet_words import CUSTOMARY
from ictrack.models import ROWS, columns_of
from ictrack.settings import PROJECT

TEMPLATES = PROJECT / "data" / "templates"


def templates() -> dict[str, bytes]:
    """Make an empty file of each kind, by its path within the folder of templates."""
    sheet = ("City", "Initiative", *(word.capitalize() for word in CUSTOMARY.values()))
    files = {f"files/{row.file}.csv": csv_bytes([columns_of(row)]) for row in ROWS}
    return {"one-sheet.csv": csv_bytes([sheet]), **files}


def write_templates(folder: Path) -> None:
    """Write the templates into a folder, in place of what is there."""
    for name, data in templates().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    write_templates(TEMPLATES)
