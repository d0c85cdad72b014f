"""The peer: FastAPI + SQLAlchemy (Core, async) on the same schema, doing what KloudNests does for the same route.

It reads and writes a copy of a KloudNests database. A bearer token is checked (HS256), its session row is read and
kept for two seconds, and the rows are the same. Core rather than the ORM, which would be slower.
"""

import os
import time
import uuid

import jwt
from fastapi import Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import create_async_engine

import orders

URL = os.environ["PEER_DATABASE_URL"]
SQLITE = URL.startswith("sqlite")
SECRET = "kloudnests benchmark, not a secret: thirty-two bytes"

engine = create_async_engine(URL, pool_size=5, max_overflow=0) if not SQLITE else create_async_engine(URL, pool_size=4, max_overflow=0)
app = FastAPI()
sessions: dict[str, tuple[float, tuple]] = {}

if SQLITE:

    @event.listens_for(engine.sync_engine, "connect")
    def pragmas(connection, _record):
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON", "busy_timeout=5000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()


def key(value: uuid.UUID):
    """As the engine stores ids: 16 bytes on SQLite, uuid on PostgreSQL."""
    return value.bytes if SQLITE else value


SESSION = text("SELECT s.user_id, s.active_account_id, s.revoked_at, u.disabled_at FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = :id")
ACCOUNT = text("SELECT id, currency FROM accounts WHERE id = :id")
BALANCE = text("SELECT debits, credits FROM ledger_accounts WHERE owner_id = :owner AND code = 'wallet' AND currency = :currency")
RENEWALS = text(
    "SELECT i.next_due_on, i.cycle, i.amount FROM service_items i JOIN services s ON s.id = i.service_id "
    "WHERE s.account_id = :owner AND s.status = 'active' AND s.auto_renew = :yes AND i.ended_at IS NULL "
    "AND i.next_due_on IS NOT NULL AND i.currency = :currency ORDER BY i.next_due_on, i.id"
)


class Money(BaseModel):
    amount: int
    currency: str


class Runway(BaseModel):
    covers_renewals: int
    upcoming: Money


class Wallet(BaseModel):
    balance: Money
    currency: str
    runway: Runway


class Caller(BaseModel):
    user: uuid.UUID
    account: uuid.UUID


def as_uuid(value) -> uuid.UUID:
    return uuid.UUID(bytes=value) if isinstance(value, bytes) else uuid.UUID(str(value))


async def caller(authorization: str = Header()) -> Caller:
    try:
        claims = jwt.decode(authorization.removeprefix("Bearer "), SECRET, algorithms=["HS256"])
    except jwt.PyJWTError as wrong:
        raise HTTPException(401) from wrong
    sid, now = claims["sid"], time.monotonic()
    held = sessions.get(sid)
    if held is None or now - held[0] > 2:
        async with engine.connect() as connection:
            row = (await connection.execute(SESSION, {"id": key(uuid.UUID(sid))})).first()
        if row is None or row[2] is not None or row[3] is not None:
            raise HTTPException(401)
        held = (now, (as_uuid(row[0]), as_uuid(row[1])))
        sessions[sid] = held
    user, account = held[1]
    return Caller(user=user, account=account)


@app.get("/readyz")
async def ready():
    return {"status": "ready"}


@app.get("/api/v1/wallet")
async def wallet(who: Caller = Depends(caller)) -> Wallet:
    async with engine.connect() as connection:
        account = (await connection.execute(ACCOUNT, {"id": key(who.account)})).one()
        currency = account[1]
        row = (await connection.execute(BALANCE, {"owner": key(who.account), "currency": currency})).first()
        renewals = (await connection.execute(RENEWALS, {"owner": key(who.account), "currency": currency, "yes": 1 if SQLITE else True})).all()
    balance = row[1] - row[0] if row else 0
    left, covered = balance, 0
    for _due, _cycle, amount in renewals:
        if amount > left:
            break
        left -= amount
        covered += 1
    upcoming = Money(amount=sum(one[2] for one in renewals), currency=currency)
    return Wallet(balance=Money(amount=balance, currency=currency), currency=currency, runway=Runway(covers_renewals=covered, upcoming=upcoming))


@app.post("/api/v1/orders", status_code=201)
async def place(body: orders.Order, idempotency_key: str = Header(), who: Caller = Depends(caller)) -> dict:
    return await orders.place(engine, SQLITE, who.user, who.account, idempotency_key, body)
