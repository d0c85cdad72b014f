"""Puts many orders into a database by SQL: order, item, invoice, line, and a service for the active ones.

The guards of the schema would refuse rows that did not go through their states one by one, so they are off while the rows
go in and stand again afterwards. The figures are plausible, the ledger is not told: nothing but lists is measured on it.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import sqlite3
import uuid
from pathlib import Path

import asyncpg

from prepare import CUSTOMER

BATCH = 20_000
STATUSES = ["active"] * 6 + ["pending"] * 2 + ["cancelled", "expired"]
START = datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)


def v7(millis: int, serial: int) -> uuid.UUID:
    """An id whose order is the order of time."""
    return uuid.UUID(int=(millis << 80) | (7 << 76) | ((serial & 0xFFF) << 64) | (2 << 62) | (serial & ((1 << 62) - 1)))


class Rows:
    """The rows of order number `n`, as the columns of `COLUMNS`."""

    def __init__(self, known: dict, key, instant, date, boolean):
        self.known, self.key, self.instant, self.date, self.boolean = known, key, instant, date, boolean

    def of(self, n: int, count: int) -> dict[str, tuple]:
        known, key = self.known, self.key
        # Spread over the years before today, so that what is newest is the seeded data.
        at = START + datetime.timedelta(seconds=n * (5.5 * 365 * 86_400) / count)
        millis = int(at.timestamp() * 1000)
        order, invoice, service = (key(v7(millis, n * 8 + k)) for k in range(3))
        status = STATUSES[n % len(STATUSES)]
        when, day = self.instant(at), self.date(at.date())
        amount = 1_000 + n % 9_000
        has_service = status == "active"
        return {
            "invoices": (invoice, known["account"], order, "proforma", f"BENCH-{n}", "USD", amount, amount, day, day, "{}", "{}", when, when),
            "invoice_lines": (key(v7(millis, n * 8 + 3)), invoice, 1, "plan", "vps", known["plan_name"], 1, amount, amount, when),
            "orders": (order, 1_000_000 + n, known["account"], known["user"], status, known["plan"], known["plan_name"], known["category"], "monthly", known["os"], known["datacenter"], f"vps{n}.bench.example", "wallet", "USD", amount, invoice, service if has_service else None, when, when),
            "order_items": (key(v7(millis, n * 8 + 4)), order, 0, "plan", known["price"], known["plan_name"], "monthly", amount),
            "services": (service, known["account"], order, known["plan"], known["plan_name"], known["category"], "monthly", known["datacenter"], known["os"], "active", "manual", f"vps{n}.bench.example", f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}", "USD", amount, when, when, when) if has_service else None,
        }


COLUMNS = {
    "invoices": "id account_id order_id status reference currency subtotal total issued_on due_on seller buyer created_at updated_at",
    "invoice_lines": "id invoice_id position kind revenue_line description quantity unit_amount amount created_at",
    "orders": "id number account_id placed_by status plan_id plan_name category cycle operating_system_id datacenter_id hostname payment_method currency total invoice_id service_id created_at updated_at",
    "order_items": "id order_id position kind price_id description cycle amount",
    "services": "id account_id order_id plan_id plan_name category cycle datacenter_id operating_system_id status driver hostname ip_address currency recurring_amount activated_at created_at updated_at",
}

KNOWN = """SELECT m.account_id, m.user_id, p.id, p.name, p.category, pp.id,
  (SELECT id FROM datacenters ORDER BY position LIMIT 1), (SELECT id FROM operating_systems ORDER BY position LIMIT 1)
  FROM users u JOIN memberships m ON m.user_id = u.id, plans p JOIN plan_prices pp ON pp.plan_id = p.id
  WHERE u.email = '{email}' AND p.category = 'vps' ORDER BY p.position LIMIT 1""".replace("{email}", CUSTOMER[0])
NAMES = ["account", "user", "plan", "plan_name", "category", "price", "datacenter", "os"]


def fill_sqlite(path: Path, count: int) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        known = dict(zip(NAMES, connection.execute(KNOWN).fetchone()))
        rows = Rows(known, lambda one: one.bytes, lambda at: at.strftime("%Y-%m-%dT%H:%M:%S.%f+00:00"), str, int)
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        with connection:
            for name, _ in guards:
                connection.execute(f"DROP TRIGGER {name}")
            for begin in range(0, count, BATCH):
                batch = [rows.of(n, count) for n in range(begin, min(begin + BATCH, count))]
                for table, columns in COLUMNS.items():
                    names = columns.split()
                    sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
                    connection.executemany(sql, [one[table] for one in batch if one[table]])
            for _, sql in guards:
                connection.execute(sql)
        connection.execute("ANALYZE")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def fill_postgres(url: str, count: int) -> None:
    asyncio.run(_fill_postgres(url, count))


async def _fill_postgres(url: str, count: int) -> None:
    connection = await asyncpg.connect(url)
    try:
        known = dict(zip(NAMES, await connection.fetchrow(KNOWN)))
        rows = Rows(known, lambda one: one, lambda at: at, lambda day: day, bool)
        await connection.execute("SET session_replication_role = replica")
        for begin in range(0, count, BATCH):
            batch = [rows.of(n, count) for n in range(begin, min(begin + BATCH, count))]
            for table, columns in COLUMNS.items():
                records = [one[table] for one in batch if one[table]]
                await connection.copy_records_to_table(table, records=records, columns=columns.split())
        await connection.execute("SET session_replication_role = origin")
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()
