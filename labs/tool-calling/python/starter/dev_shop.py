"""A shop to play with: `python dev_shop.py`. The checks bring their own, with worse days."""

import json
from pathlib import Path
from uuid import uuid4

import uvicorn
from fastapi import FastAPI, Header, HTTPException
from pydantic import BaseModel

DATA = json.loads((Path(__file__).parent / "data" / "shop.json").read_text())
REFUNDS: dict[str, dict] = {}

app = FastAPI()


def find(collection: str, **wanted: str) -> dict:
    for row in DATA[collection]:
        if all(row[key] == value for key, value in wanted.items()):
            return row
    raise HTTPException(404)


@app.get("/orders/{order}")
def get_order(order: str) -> dict:
    return find("orders", order=order)


@app.get("/customers")
def get_customer(name: str) -> dict:
    return find("customers", name=name)


@app.get("/stock")
def get_stock(product: str, warehouse: str | None = None) -> dict:
    rows = [row for row in DATA["stock"] if row["product"] == product and warehouse in (None, row["warehouse"])]
    if not rows:
        raise HTTPException(404)
    place = {"warehouse": warehouse} if warehouse else {}
    return {"product": product, **place, "count": sum(row["count"] for row in rows)}


@app.get("/rates")
def get_rate(source: str, target: str) -> dict:
    rates = DATA["rates"]
    if source not in rates or target not in rates:
        raise HTTPException(404)
    return {"source": source, "target": target, "rate": rates[target] / rates[source]}


class Refund(BaseModel):
    amount: float


@app.post("/orders/{order}/refunds", status_code=201)
def refund(order: str, body: Refund, idempotency_key: str | None = Header(default=None)) -> dict:
    if body.amount > find("orders", order=order)["total"]:
        raise HTTPException(409, "more than the order cost")
    made = {"refund": f"R-{len(REFUNDS) + 1}", "order": order, "amount": body.amount}
    return REFUNDS.setdefault(idempotency_key or str(uuid4()), made)


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=4100)
