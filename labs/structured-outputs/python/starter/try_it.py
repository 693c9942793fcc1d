"""`python try_it.py draft 0` or `python try_it.py extract 3`: one of the reports in data/reports.json."""

import json
import sys
from pathlib import Path

from incidents import draft, extract

what, number = [*sys.argv[1:], "extract", "0"][:2] if len(sys.argv) != 2 else [sys.argv[1], "0"]
reports = json.loads((Path(__file__).parent / "data" / "reports.json").read_text(encoding="utf-8"))
text = reports[int(number)]
print(text)
print(json.dumps(draft(text=text) if what == "draft" else extract(text=text), indent=2))
