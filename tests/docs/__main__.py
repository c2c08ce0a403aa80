"""Make anew the parts of the documents that come from the code: `python -m tests.docs`."""

from __future__ import annotations

from tests.docs.made import PARTS, put_part

for name, path in PARTS.items():
    made = put_part(name, path.read_text(encoding="utf-8"))
    path.write_text(made, encoding="utf-8", newline="\n")
