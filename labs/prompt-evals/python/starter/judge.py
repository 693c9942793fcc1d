from shapes import Outcome


def calibrate(*, judge: str, labels: str, out: str) -> Outcome:
    """Holds a judge against the verdicts of people."""
    raise NotImplementedError("Not written yet: calibrate")


def judge(*, judge: str, calibration: str, answers: str, out: str) -> Outcome:
    """Grades answers with a judge that has been calibrated."""
    raise NotImplementedError("Not written yet: judge")
