"""The whole agent without an SDK: dictionaries in, dictionaries out."""

import asyncio
import json
import os
import re
import secrets

import httpx

import config

model = httpx.AsyncClient(base_url=os.environ["ANTHROPIC_BASE_URL"], timeout=60, trust_env=False)
shop = httpx.AsyncClient(base_url=config.SHOP_URL, timeout=60, trust_env=False)

ORDER = r"^[A-Z]{2,4}-[0-9]{2,6}$"
waiting: dict[str, dict] = {}


class Oops(Exception):
    """For the model."""


def is_number(value):
    return type(value) in (int, float)


def is_text(value):
    return type(value) is str


def is_order(value):
    return is_text(value) and re.fullmatch(ORDER.strip("^$"), value)


def is_code(value):
    return is_text(value) and re.fullmatch("[A-Z]{3}", value)


def is_short(value):
    return is_text(value) and 1 <= len(value.strip()) <= 80


def is_money(value):
    return is_number(value) and 0 < value <= 10000 and round(value, 2) == value


TOOLS = {
    "get_order_status": ("Get the status of an order", {"order": is_order}),
    "find_customer": ("Find a customer by name", {"name": is_short}),
    "check_stock": ("Check how many items are in stock", {"product": is_short, "warehouse": is_short}),
    "convert_currency": (
        "Convert money between currencies",
        {"amount": is_money, "source": is_code, "target": is_code},
    ),
    "refund_order": ("Refund an order", {"order": is_order, "amount": is_money}),
}
OPTIONAL = {"warehouse"}
JSON = {is_money: {"type": "number"}, is_order: {"type": "string", "pattern": ORDER}}


def definitions():
    for name, (description, arguments) in TOOLS.items():
        schema = {
            "type": "object",
            "properties": {one: JSON.get(test, {"type": "string"}) for one, test in arguments.items()},
            "required": [one for one in arguments if one not in OPTIONAL],
            "additionalProperties": False,
        }
        yield {"name": name, "description": description, "input_schema": schema}


def check(name, given):
    if name not in TOOLS:
        raise Oops("Unknown tool. There are " + " ".join(TOOLS))
    tests = TOOLS[name][1]
    wrong = [one for one in given if one not in tests or not tests[one](given[one])]
    wrong += [one for one in tests if one not in given and one not in OPTIONAL]
    if wrong:
        raise Oops("Wrong or missing: " + ", ".join(wrong))


async def fetch(method, path, tries, **more):
    for left in reversed(range(tries)):
        try:
            response = await asyncio.wait_for(
                shop.request(method, path, **more), config.TOOL_TIMEOUT_SECONDS
            )
        except asyncio.TimeoutError:
            if left and method == "POST":
                continue
            raise Oops("too slow") from None
        except httpx.HTTPError:
            if left:
                continue
            raise Oops("unreachable") from None
        if response.status_code in (502, 503, 504) and left:
            continue
        break
    if response.status_code not in (200, 201):
        raise Oops("not found" if response.status_code == 404 else f"status {response.status_code}")
    try:
        answer = response.json()
    except ValueError:
        raise Oops("nonsense") from None
    if not isinstance(answer, dict):
        raise Oops("nonsense")
    return answer


def pick(answer, same=None, **tests):
    same = same or {}
    for name, value in same.items():
        if answer.get(name) != value:
            raise Oops("nonsense")
    for name, test in tests.items():
        if not test(answer.get(name)):
            raise Oops("nonsense")
    return {name: answer[name] for name in [*same, *tests]}


async def run_tool(name, given, key):
    check(name, given)
    given = {one: value.strip() if is_text(value) else value for one, value in given.items()}
    if name == "get_order_status":
        answer = await fetch("GET", f"/orders/{given['order']}", 2)
        found = pick(
            answer,
            given,
            status=is_text,
            product=is_text,
            currency=is_text,
            note=is_text,
            total=lambda value: is_number(value) and value >= 0,
        )
        return {**found, "note": found["note"][: config.MAX_NOTE_CHARACTERS]}
    if name == "find_customer":
        return pick(await fetch("GET", "/customers", 2, params=given), given, city=is_text, order=is_order)
    if name == "check_stock":
        answer = await fetch("GET", "/stock", 2, params=given)
        return pick(answer, given, count=lambda value: type(value) is int and value >= 0)
    if name == "convert_currency":
        amount = given.pop("amount")
        answer = await fetch("GET", "/rates", 2, params=given)
        rate = pick(answer, given, rate=lambda value: is_number(value) and value > 0)["rate"]
        return {"amount": round(amount * rate, 2), "currency": given["target"]}
    if key is None:
        raise Oops("declined")
    path = f"/orders/{given['order']}/refunds"
    headers = {"Idempotency-Key": key}
    answer = await fetch("POST", path, 3, json={"amount": given["amount"]}, headers=headers)
    return pick(answer, given, refund=is_text)


async def result(call, id_=None):
    block = {"type": "tool_result", "tool_use_id": call["id"]}
    try:
        key = id_ and f"{id_}:{call['id']}"
        return {**block, "content": json.dumps(await run_tool(call["name"], call["input"], key))}
    except Oops as error:
        return {**block, "content": json.dumps({"error": str(error)}), "is_error": True}


async def turn(state):
    body = {
        "model": config.MODEL,
        "max_tokens": 700,
        "system": "Use the tools when needed.",
        "messages": state["messages"],
        "tools": list(definitions()),
    }
    headers = {"x-api-key": os.environ["ANTHROPIC_API_KEY"], "anthropic-version": "2023-06-01"}
    response = await model.post("/v1/messages", json=body, headers=headers)
    response.raise_for_status()
    return response.json()


async def loop(state):
    while True:
        if state["turns"] >= config.MAX_STEPS:
            return {"status": "stopped", "reason": "steps"}
        if state["spent"] >= config.MAX_COST_USD:
            return {"status": "stopped", "reason": "cost"}
        message = await turn(state)
        state["turns"] += 1
        for kind, price in config.PRICE.items():
            state["spent"] += message["usage"][f"{kind}_tokens"] * price / 1e6
        if message["stop_reason"] == "max_tokens":
            return {"status": "stopped", "reason": "length"}
        state["messages"].append({"role": "assistant", "content": message["content"]})
        calls = [block for block in message["content"] if block["type"] == "tool_use"]
        if not calls:
            texts = [block["text"] for block in message["content"] if block["type"] == "text"]
            return {"status": "answered", "answer": "".join(texts)}
        risky = [call for call in calls if is_refund(call)]
        if risky:
            id_ = secrets.token_urlsafe(12)
            waiting[id_] = {"state": state, "calls": calls}
            asked = [{"tool": call["name"], "arguments": call["input"]} for call in risky]
            return {"status": "needs_confirmation", "confirmation": {"id": id_, "calls": asked}}
        await add_results(state, calls)


async def add_results(state, calls, id_=None):
    tasks = [asyncio.ensure_future(result(call, id_)) for call in calls]
    try:
        await asyncio.wait(tasks)
    finally:
        for task in tasks:
            task.cancel()
    state["messages"].append({"role": "user", "content": [task.result() for task in tasks]})


def is_refund(call):
    try:
        check(call["name"], call["input"])
    except Oops:
        return False
    return call["name"] == "refund_order"


async def within_time(work):
    try:
        return await asyncio.wait_for(work, config.MAX_SECONDS)
    except asyncio.TimeoutError:
        return {"status": "stopped", "reason": "time"}
