from collections import defaultdict
from hashlib import sha256

from files import read_json_lines, write_json
from shapes import Case, Outcome, Split, Ticket
from text_key import text_key

HOLDOUT_SHARE = 0.3


def build(*, tickets: str, out: str) -> Outcome:
    """Makes the labelled cases from an export of tickets."""
    rows: list[Ticket] = read_json_lines(tickets)
    labelled = [row for row in rows if row.get("queue")]
    by_text: defaultdict[str, list[Ticket]] = defaultdict(list)
    for row in labelled:
        by_text[text_key(row["text"])].append(row)

    cases: list[Case] = []
    conflicts: list[str] = []
    duplicates = 0
    for key, (first, *others) in by_text.items():
        if any(other["queue"] != first["queue"] for other in others):
            conflicts += [row["id"] for row in [first, *others]]
            continue
        duplicates += len(others)
        cases.append({"id": first["id"], "text": first["text"], "queue": first["queue"], "split": split_of(key)})

    write_json(out, {"cases": cases})
    holdout = sum(case["split"] == "holdout" for case in cases)
    return Outcome(
        {
            "cases": len(cases),
            "dev": len(cases) - holdout,
            "holdout": holdout,
            "duplicates": duplicates,
            "unlabelled": len(rows) - len(labelled),
            "conflicts": conflicts,
        }
    )


def split_of(key: str) -> Split:
    """The text alone decides, so a case stays on its side whatever else comes into the file."""
    drawn = int.from_bytes(sha256(key.encode()).digest()[:4], "big") / 2**32
    return "holdout" if drawn < HOLDOUT_SHARE else "dev"
