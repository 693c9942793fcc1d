from shapes import Outcome, Split


def run(*, prompt: str, cases: str, out: str, split: Split, concurrency: int, cache: str | None) -> Outcome:
    """Asks the model about every case of one split, grades the answers and writes the results."""
    raise NotImplementedError("Not written yet: run")
