"""The five tools: what the model sees of them, and what they do."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any

from anthropic.types import ToolParam
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

import config
import shop
from shop import ToolError


class Strict(BaseModel):
    """No unknown keys, and "12" is not 12."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class FromShop(BaseModel):
    """What is passed on of an answer. Fields that are not named here are dropped."""

    model_config = ConfigDict(extra="ignore", strict=True, allow_inf_nan=False)


def _whole_cents(amount: float) -> float:
    if abs(amount * 100 - round(amount * 100)) > 1e-6:
        raise ValueError("has more than two decimals")
    return amount


OrderId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,4}-[0-9]{2,6}$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Amount = Annotated[float, Field(gt=0, le=10_000), AfterValidator(_whole_cents)]


class OrderArguments(Strict):
    order: OrderId


class Order(FromShop):
    order: str
    status: str
    product: str
    total: Annotated[float, Field(ge=0)]
    currency: Currency
    note: Annotated[str, AfterValidator(lambda note: note[: config.MAX_NOTE_CHARACTERS])]


async def get_order_status(args: OrderArguments, key: str) -> dict[str, Any]:
    order = await shop.read(f"/orders/{args.order}", Order)
    _expect_same(order.order, args.order)
    return order.model_dump()


class CustomerArguments(Strict):
    name: Words


class Customer(FromShop):
    name: str
    city: str
    order: OrderId


async def find_customer(args: CustomerArguments, key: str) -> dict[str, Any]:
    customer = await shop.read("/customers", Customer, name=args.name)
    _expect_same(customer.name, args.name)
    return customer.model_dump()


class StockArguments(Strict):
    product: Words
    warehouse: Words | None = None


class Stock(FromShop):
    product: str
    warehouse: str | None = None
    count: Annotated[int, Field(ge=0)]


async def check_stock(args: StockArguments, key: str) -> dict[str, Any]:
    stock = await shop.read("/stock", Stock, **args.model_dump(exclude_none=True))
    _expect_same((stock.product, stock.warehouse), (args.product, args.warehouse))
    return stock.model_dump(exclude_none=True)


class MoneyArguments(Strict):
    amount: Amount
    source: Currency
    target: Currency


class Rate(FromShop):
    source: str
    target: str
    rate: Annotated[float, Field(gt=0)]


async def convert_currency(args: MoneyArguments, key: str) -> dict[str, Any]:
    rate = await shop.read("/rates", Rate, source=args.source, target=args.target)
    _expect_same((rate.source, rate.target), (args.source, args.target))
    return {"amount": round(args.amount * rate.rate, 2), "currency": args.target}


class RefundArguments(Strict):
    order: OrderId
    amount: Amount


class Refund(FromShop):
    refund: str
    order: str
    amount: float


async def refund_order(args: RefundArguments, key: str) -> dict[str, Any]:
    body = {"amount": args.amount}
    refund = await shop.change(f"/orders/{args.order}/refunds", Refund, body=body, key=key)
    _expect_same((refund.order, refund.amount), (args.order, args.amount))
    return refund.model_dump()


def _expect_same(answered: object, asked: object) -> None:
    if answered != asked:
        raise ToolError("The shop sent an answer to another question.")


@dataclass(frozen=True)
class Tool:
    name: str
    description: str
    arguments: type[Strict]
    run: Callable[[Any, str], Awaitable[dict[str, Any]]]
    needs_confirmation: bool = False

    def definition(self) -> ToolParam:
        schema = self.arguments.model_json_schema()
        return {"name": self.name, "description": self.description, "input_schema": schema}

    def parse(self, given: object) -> Strict:
        """Checks the arguments. Raises ToolError in words that let the model correct itself."""
        try:
            return self.arguments.model_validate(given)
        except ValidationError as error:
            problems = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
            raise ToolError(f"Wrong arguments for {self.name}. {'; '.join(problems)}") from None


_ALL = [
    Tool("get_order_status", "Get the status of an order", OrderArguments, get_order_status),
    Tool("find_customer", "Find a customer by name", CustomerArguments, find_customer),
    Tool("check_stock", "Check how many items are in stock", StockArguments, check_stock),
    Tool("convert_currency", "Convert money between currencies", MoneyArguments, convert_currency),
    Tool("refund_order", "Refund an order", RefundArguments, refund_order, needs_confirmation=True),
]
_BY_NAME = {tool.name: tool for tool in _ALL}

DEFINITIONS = [tool.definition() for tool in _ALL]


def find(name: str) -> Tool:
    """Raises ToolError for a tool that does not exist."""
    if name not in _BY_NAME:
        raise ToolError(f"There is no tool {name}. The tools are {', '.join(_BY_NAME)}.")
    return _BY_NAME[name]
