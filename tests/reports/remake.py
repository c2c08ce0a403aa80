"""Make the golden contents anew, once what changed is meant: `python -m tests.reports.remake`."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.reports.content_text import content_text
from tests.reports.programmes import INVENTED, PUBLIC, open_invented, open_public_record, report_of

GOLDEN = Path(__file__).parent / "golden"


def golden_contents(folder: Path) -> dict[str, str]:
    """Give what each golden file should hold; `folder` is empty and takes the invented files."""
    contents = {}
    public = open_public_record()
    invented = open_invented(folder / "invented")
    for name, database, event_id in (("public-record", public, PUBLIC), ("invented", invented, INVENTED)):
        contents[name] = content_text(report_of(database, event_id))
        database.close()
    return contents


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        for name, text in golden_contents(Path(folder)).items():
            (GOLDEN / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
