"""Links between the documents lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.project import PROJECT, all_files, place

DOCUMENTS = [path for path in all_files() if path.suffix == ".md"]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


def anchors_of(document: Path) -> set[str]:
    """Give the anchors of a document's headings, as code hosts make them."""
    headings = HEADING.findall(document.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=place)
def test_every_link_inside_the_repository_resolves(document: Path) -> None:
    lost = []
    for link in LINK.findall(document.read_text(encoding="utf-8")):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = (document.parent / name).resolve() if name else document
        found = target.exists() and target.is_relative_to(PROJECT)
        if not found or (anchor and anchor not in anchors_of(target)):
            lost.append(link)
    assert lost == []
