"""POST /api/v1/orders of the peer: the same checks in outline, then the rows of the plan (bench/plan.py), one transaction.

On SQLite writers queue for one connection, as they should; on PostgreSQL the pool is used and the wallet's row is locked.
"""

import asyncio
import datetime
import json
import os
import re
import uuid

from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict
from sqlalchemy import LargeBinary, String, bindparam, text

PLAN = json.load(open(os.environ["PEER_PLAN"])) if "PEER_PLAN" in os.environ else {"steps": [], "ids": 0}
TOKEN = re.compile(r"\{(now|key|order_no|ref_no6|inv_no6|[ubd]\d+)\}")
writer = asyncio.Lock()


class Money(BaseModel):
    amount: int
    currency: str


class Order(BaseModel):
    model_config = ConfigDict(extra="forbid")
    plan: str
    cycle: str
    operating_system: str | None = None
    datacenter: str
    hostname: str | None = None
    addons: list[str] = []
    coupon: str | None = None
    notes: str | None = None
    payment_method: str
    expected_total: Money


def prepared(sqlite: bool) -> list[tuple]:
    """SQLAlchemy statements with named parameters."""
    steps = []
    for step in PLAN["steps"]:
        statement = text(re.sub(r"[?$](\d+)", r":p\1", step["sql"]))
        # Bound as text and cast by the statement, as the other contenders do; else the driver wants Python dates.
        texts = [bindparam(f"p{n}", type_=LargeBinary if sqlite and "blob" in one else String) for n, one in enumerate(step["params"], 1) if "text" in one or "blob" in one]
        steps.append((statement.bindparams(*texts), step["params"], step["capture"]))
    return steps


ACCOUNT = text("SELECT currency FROM accounts WHERE id = :id")
SEEN = text("SELECT response FROM idempotency_keys WHERE scope = :scope AND key = :key")
PRICE = text(
    "SELECT pp.amount, pp.setup_fee FROM plans p JOIN plan_prices pp ON pp.plan_id = p.id "
    "WHERE p.slug = :plan AND p.state = 'live' AND pp.cycle = :cycle AND pp.currency = :currency AND pp.retired_at IS NULL"
)
PLACE = text("SELECT id FROM datacenters WHERE slug = :slug AND state = 'active'")
SYSTEM = text("SELECT id FROM operating_systems WHERE slug = :slug AND state = 'active'")
steps: list[tuple] = []


async def place(engine, sqlite: bool, user: uuid.UUID, account: uuid.UUID, key: str, body: Order) -> dict:
    if not steps:
        steps.extend(prepared(sqlite))
    if not sqlite:
        async with engine.begin() as connection:
            return await write(connection, sqlite, user, account, key, body)
    async with writer, engine.connect() as connection:
        raw = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await raw.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            answer = await write(raw, sqlite, user, account, key, body)
            await raw.exec_driver_sql("COMMIT")
            return answer
        except BaseException:
            await raw.exec_driver_sql("ROLLBACK")
            raise


async def write(connection, sqlite: bool, user: uuid.UUID, account: uuid.UUID, key: str, body: Order) -> dict:
    own = account.bytes if sqlite else account
    if (await connection.execute(SEEN, {"scope": f"{user}/{account}/POST /api/v1/orders", "key": key})).first():
        raise HTTPException(409)
    (currency,) = (await connection.execute(ACCOUNT, {"id": own})).one()
    price = (await connection.execute(PRICE, {"plan": body.plan, "cycle": body.cycle, "currency": currency})).first()
    datacenter = (await connection.execute(PLACE, {"slug": body.datacenter})).first()
    system = (await connection.execute(SYSTEM, {"slug": body.operating_system})).first() if body.operating_system else True
    if price is None or datacenter is None or system is None:
        raise HTTPException(422)
    total = price[0] + price[1]
    if total != body.expected_total.amount:
        raise HTTPException(409)

    ids = [uuid.UUID(int=(int(datetime.datetime.now().timestamp() * 1000) << 80) | 7 << 76 | 2 << 62 | uuid.uuid4().int & ((1 << 62) - 1)) for _ in range(PLAN["ids"])]
    known = {"now": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f+00:00"), "key": key}
    numbers: dict[str, int] = {}

    def token(found: re.Match) -> str:
        name = found[1]
        if name in known:
            return known[name]
        if name == "order_no":
            return str(numbers["order_no"])
        if name.endswith("6") and name[:-1] in numbers:
            return f"{numbers[name[:-1]]:06d}"
        one = ids[int(name[1:])]
        return {"u": one.hex, "d": str(one), "b": one.hex[6:]}[name[0]]

    def bound(param: dict):
        (kind, value), *_ = param.items()
        if kind == "text":
            return TOKEN.sub(token, value)
        if kind == "uuid":
            return ids[value].bytes if sqlite else ids[value]
        if kind == "blob":
            return bytes.fromhex(value) if sqlite else value
        if kind == "var":
            return numbers[value]
        return None if kind == "null" else value

    for statement, params, capture in steps:
        result = await connection.execute(statement, {f"p{n}": bound(one) for n, one in enumerate(params, 1)})
        if capture:
            numbers[capture[0]] = result.one()[0]
        elif statement.text.startswith("SELECT debits"):
            debits, credits = result.one()
            if credits - debits < total:
                raise HTTPException(402)
    return {"number": f"KN-{numbers['order_no']}", "status": "pending", "payment_status": "paid", "total": {"amount": total, "currency": currency}}
