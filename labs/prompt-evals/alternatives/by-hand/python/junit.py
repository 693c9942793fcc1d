from xml.sax.saxutils import escape, quoteattr

from shapes import Result, ResultsFile


def printable(text: str) -> str:
    return "".join(
        char if char in "\t\n" or (char.isprintable() and char < "\ufffe") else "?"
        for char in text
    )


def test_case(result: Result) -> str:
    head = f"<testcase name={quoteattr(result['id'])} classname={quoteattr(result['queue'])}>"
    if result["status"] == "pass":
        return f"{head}</testcase>"
    tag = {"fail": "failure", "error": "error"}[result["status"]]
    message = quoteattr(printable(result["reason"] or ""))
    return f"{head}<{tag} message={message}>{escape(printable(result['text']))}</{tag}></testcase>"


def to_junit(file: ResultsFile) -> str:
    statuses = [result["status"] for result in file["results"]]
    counts = f'tests="{len(statuses)}" failures="{statuses.count("fail")}" errors="{statuses.count("error")}"'
    tests = "\n".join(map(test_case, file["results"]))
    return f"<testsuites>\n<testsuite name={quoteattr(file['name'])} {counts}>\n{tests}\n</testsuite>\n</testsuites>\n"
