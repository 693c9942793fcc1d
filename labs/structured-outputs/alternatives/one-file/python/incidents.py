import datetime
import json
import os
import re
import urllib.request
from pathlib import Path

import config

LADDERS = json.loads(Path("data/severities.json").read_text())
MONTHS = "January February March April May June July August September October November December".split()


def keys(version):
    return ["service", "date", "severity", "duration", "cost"] + (["ticket"] if version == 2 else [])


def schema(version):
    levels = [*LADDERS[str(version)], None]
    kinds = {key: {"type": ["string", "null"]} for key in keys(version)} | {"severity": {"enum": levels}}
    return {"type": "object", "properties": kinds, "required": list(kinds), "additionalProperties": False}


def post(messages, version, tokens, via):
    body = {
        "model": config.MODEL,
        "max_tokens": tokens,
        "system": "Extract this information as JSON. Use null for missing values. "
        + json.dumps({key: "string" for key in keys(version)}),
        "messages": messages,
    }
    if via == "tool":
        tool = {"name": "record_incident", "description": "Keep a record.", "input_schema": schema(version)}
        body |= {"tools": [tool], "tool_choice": {"type": "tool", "name": "record_incident"}}
    else:
        body["output_config"] = {"format": {"type": "json_schema", "schema": schema(version)}}
    request = urllib.request.Request(
        os.environ["ANTHROPIC_BASE_URL"] + "/v1/messages",
        json.dumps(body).encode(),
        {
            "content-type": "application/json",
            "authorization": "Bearer " + os.environ["ANTHROPIC_API_KEY"],
            "anthropic-version": "2023-06-01",
        },
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def find(answer, via):
    for block in answer["content"]:
        if via == "tool" and block["type"] == "tool_use":
            return block["input"]
        if via == "format" and block["type"] == "text":
            for start in (match.start() for match in re.finditer("{", block["text"])):
                try:
                    return json.JSONDecoder().raw_decode(block["text"], start)[0]
                except json.JSONDecodeError:
                    continue
    return None


def read(key, text, version):
    """The value, or None when the text has none."""
    match key:
        case "service" | "ticket":
            return text.strip() or None
        case "severity":
            word = text.strip().lower()
            return next((level for level, more in LADDERS[str(version)].items() if word in [level, *more]), None)
        case "duration":
            parts = text.split(" ")
            unit = {"minute": 1, "hour": 60, "day": 1440}.get(parts[-1].removesuffix("s"))
            if len(parts) != 2 or not unit or not re.fullmatch("[1-9][0-9]*", parts[0]):
                return None
            return int(parts[0]) * unit * (60 if version == 2 else 1)
        case "date":
            if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
                year, month, day = map(int, found.groups())
            elif (found := re.fullmatch(r"(\d\d?) (\w+) (\d{4})", text)) and found[2] in MONTHS:
                year, month, day = int(found[3]), MONTHS.index(found[2]) + 1, int(found[1])
            else:
                return None
            try:
                return str(datetime.date(year, month, day))
            except ValueError:
                return None
        case _:
            names = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
            if text[:1] in names:
                currency, amount = names[text[0]], text[1:]
            elif text[-4:] in [f" {name}" for name in names.values()]:
                currency, amount = text[-3:], text[:-4]
            else:
                return None
            whole, point, cents = amount.partition(".")
            if not re.fullmatch(r"\d+|\d{1,3}(,\d{3})+", whole) or (point and not re.fullmatch(r"\d\d", cents)):
                return None
            number = int(whole.replace(",", ""))
            if currency == "JPY":
                return None if point else {"minorUnits": number, "currency": currency}
            return {"minorUnits": number * 100 + int(cents or 0), "currency": currency}


def problem(field, message):
    return {"field": field, "message": message}


def to_record(*, draft, version=1):
    if str(version) not in LADDERS:
        return {"status": "invalid", "problems": [problem("version", f"No version {version}.")]}
    if not isinstance(draft, dict):
        return {"status": "invalid", "problems": [problem("answer", "This is no object.")]}
    record, problems = {"version": version}, []
    for key in keys(version):
        value = draft.get(key, 0)
        if isinstance(value, str):
            value = read(key, value, version)
            if value is None:
                problems.append(problem(key, f"<<{draft[key]}>> cannot be read."))
        elif value is not None:
            problems.append(problem(key, "A text or null is missing here."))
        record[{"duration": "durationMinutes" if version == 1 else "durationSeconds"}.get(key, key)] = value
    return {"status": "invalid", "problems": problems} if problems else {"status": "ok", "record": record}


def is_said(value, report):
    """Compares words, not characters."""

    def split(text):
        return re.findall(r"\d+(?:[.,]\d+)*|[^\W\d]+|\S", text.lower())

    needle, hay = split(value), split(report)
    return any(hay[i : i + len(needle)] == needle for i in range(len(hay)))


def draft(text):
    return find(post([{"role": "user", "content": text}], 1, 200, "format"), "format")


def extract(text, via="format", version=1):
    if str(version) not in LADDERS:
        return to_record(draft={}, version=version)
    return rounds([{"role": "user", "content": text}], text, via, version, calls=3, tokens=200)


def rounds(messages, text, via, version, calls, tokens):
    answer = post(messages, version, tokens, via)
    if answer["stop_reason"] == "refusal":
        return {"status": "refused"}
    if answer["stop_reason"] == "max_tokens":
        if calls == 1 or tokens > 200:
            return {"status": "truncated"}
        return rounds(messages, text, via, version, calls - 1, 1000)
    found = find(answer, via)
    result = to_record(draft=found, version=version)
    for key, value in (found or {}).items():
        if key != "severity" and isinstance(value, str) and not is_said(value, text):
            earlier = result.get("problems", [])
            told = problem(key, f"The report does not say {value}: null.")
            result = {"status": "invalid", "problems": [told, *earlier]}
    if result["status"] == "ok" or calls == 1:
        return result
    told = "\n".join(f"{p['field']}: {p['message']}" for p in result["problems"])
    ids = [block["id"] for block in answer["content"] if block["type"] == "tool_use"]
    results = [{"type": "tool_result", "tool_use_id": one, "is_error": True, "content": told} for one in ids]
    own = [{"role": "assistant", "content": answer["content"]}] if answer["content"] else []
    more = [*own, {"role": "user", "content": results or told}]
    return rounds([*messages, *more], text, via, version, calls - 1, tokens)


def migrate(record):
    version = record.get("version") if isinstance(record, dict) else None
    if version == 2:
        return {"status": "ok", "record": record}
    if version != 1:
        return {"status": "invalid", "problems": [problem("version", "Unknown.")]}
    new = {key: value for key, value in record.items() if key != "durationMinutes"}
    minutes = record["durationMinutes"]
    new |= {"version": 2, "ticket": None, "durationSeconds": minutes and minutes * 60}
    return {"status": "ok", "record": new}
