import re
from xml.etree import ElementTree

from shapes import ResultsFile

NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_junit(file: ResultsFile) -> str:
    """The results as JUnit XML, which CI systems show as a list of tests."""
    results = file["results"]
    suite = ElementTree.Element(
        "testsuite",
        name=clean(file["name"]),
        tests=str(len(results)),
        failures=str(sum(result["status"] == "fail" for result in results)),
        errors=str(sum(result["status"] == "error" for result in results)),
    )
    for result in results:
        test = ElementTree.SubElement(suite, "testcase", classname=clean(result["queue"]), name=clean(result["id"]))
        if result["status"] != "pass":
            element = "failure" if result["status"] == "fail" else "error"
            trouble = ElementTree.SubElement(test, element, message=clean(result["reason"] or ""))
            trouble.text = clean(f"{result['text']}\n{result['answer'] or ''}")
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True)


def clean(text: str) -> str:
    """XML has no way at all to write most control characters, so they are replaced."""
    return NOT_IN_XML.sub("\ufffd", text)
