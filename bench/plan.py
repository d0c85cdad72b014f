"""The statements that write the rows of one wallet-paid order, learned from an order KloudNests placed.

Everything the product writes for an order is found by comparing the database before and after one. From that comes a plan: a
list of statements with parameters, the same rows and the same text lengths, which the bare SQL program and the FastAPI peer both
carry out for every order. What only changes (counters, the document's and the order's states) is written down here by hand.

A parameter is one of
  {"uuid": k}          the order's k-th fresh id
  {"text": "…{b3}…"}   text with an id ({bK} as 26 characters, {dK} with dashes, {uK} as hex), {now}, {key}, {order_no},
                       {ref_no6} and {inv_no6} put in
  {"int": 5}, {"blob": "hex"}, {"null": true}, {"var": "order_no"}
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
import uuid
from pathlib import Path

from kit import psql

# In the order the product writes them; what the triggers write is left to them.
WRITTEN_BY_TRIGGER = {"ledger_statement"}
LAST = ["audit_log", "activities", "emails", "jobs", "idempotency_keys"]


def base32(value: bytes) -> str:
    """The part after the underscore of the product's ids."""
    number = int.from_bytes(value)
    return "".join("0123456789abcdefghjkmnpqrstvwxyz"[number >> 5 * k & 31] for k in reversed(range(26)))


class Snapshot:
    """The highest rowid of every table."""

    def __init__(self, path: Path):
        self.path = path
        with self._open() as connection:
            tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
            self.highest = {name: connection.execute(f"SELECT coalesce(max(rowid), 0) FROM {name}").fetchone()[0] for name in tables}

    def _open(self):
        return contextlib.closing(sqlite3.connect(self.path))

    def new_rows(self) -> dict[str, list[dict]]:
        """What was added since, by table, in order of time."""
        found = {}
        with self._open() as connection:
            connection.row_factory = sqlite3.Row
            for table, highest in self.highest.items():
                rows = [dict(row) for row in connection.execute(f"SELECT * FROM {table} WHERE rowid > ? ORDER BY rowid", (highest,))]
                if rows:
                    found[table] = rows
        return found


class Plan:
    def __init__(self, rows: dict[str, list[dict]], idempotency_key: str, types: dict[str, dict[str, str]] | None):
        self.rows, self.types = rows, types
        self.ids: dict[bytes, int] = {}
        for table, held in rows.items():
            for row in held:
                if isinstance(row.get("id"), bytes):
                    self.ids[row["id"]] = len(self.ids)
        (order,), (invoice,) = rows["orders"], rows["invoices"]
        self.order, self.invoice = order, invoice
        self.texts = [
            (idempotency_key, "{key}"),
            (order["created_at"], "{now}"),
            (invoice["reference"], re.sub(r"\d+$", "{ref_no6}", invoice["reference"])),
            (invoice["number"], re.sub(r"\d+$", "{inv_no6}", invoice["number"])),
            (f"KN-{order['number']}", "KN-{order_no}"),
        ]
        for value, k in self.ids.items():
            self.texts += [(base32(value), f"{{b{k}}}"), (str(uuid.UUID(bytes=value)), f"{{d{k}}}"), (value.hex(), f"{{u{k}}}")]
        self.steps = self._steps()

    def _steps(self) -> list[dict]:
        order, invoice, rows = self.order, self.invoice, self.rows
        year = invoice["reference"].split("-")[1]
        steps = [self._counter("order", "order_no"), self._counter(f"proforma:{year}", "ref_no")]
        draft = {"status": "draft", "allocated": 0, "number_series": None, "number_no": None, "number": None, "numbered_on": None, "paid_at": None, "version": 1}
        steps.append(self._insert("invoices", invoice | draft))
        steps += [self._insert("invoice_lines", row) for row in rows["invoice_lines"]]
        steps.append(self._update("invoices", invoice, {"status": "proforma", "version": 2}))
        steps.append(self._insert("orders", order | {"status": "pending", "paid_at": None, "service_id": None, "expires_at": order["created_at"], "version": 1}))
        steps += [self._insert("order_items", row) for row in rows["order_items"]]
        steps.append({"sql": self._sql("SELECT debits, credits FROM ledger_accounts WHERE id = {} " + ("FOR UPDATE" if self.types else ""), [("ledger_accounts", "id")]), "params": [self._value(self._wallet())], "capture": []})
        for number, entry in enumerate(rows["ledger_entries"]):
            steps.append(self._insert("ledger_entries", entry))
            steps += [self._insert("ledger_transfers", row) for row in rows["ledger_transfers"] if row["entry_id"] == entry["id"]]
            if number == 0:
                steps += [self._insert(table, row) for table in ("payments", "allocations") for row in rows[table]]
        steps.append({"sql": self._sql("SELECT next_no FROM doc_series WHERE series = {} " + ("FOR UPDATE" if self.types else ""), [("doc_series", "series")]), "params": [self._value(invoice["number_series"])], "capture": ["inv_no"]})
        paid = ["status", "number_series", "number_no", "number", "numbered_on", "paid_at", "version"]
        steps.append(self._update("invoices", invoice, {name: invoice[name] for name in paid}))
        steps += [self._insert(table, row) for table in ("services", "service_items") for row in rows.get(table, [])]
        steps.append(self._update("orders", order, {name: order[name] for name in ("paid_at", "service_id", "expires_at", "version")}))
        steps += [self._insert(table, row) for table in LAST for row in rows.get(table, [])]
        return steps

    # ---- Statements -----------------------------------------------------------------------------

    def _insert(self, table: str, row: dict) -> dict:
        names = list(row)
        sql = self._sql(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('{}' for _ in names)})", [(table, name) for name in names])
        return {"sql": sql, "params": [self._value(row[name], name) for name in names], "capture": []}

    def _update(self, table: str, row: dict, change: dict) -> dict:
        sets = ", ".join(f"{name} = {{}}" for name in change)
        sql = self._sql(f"UPDATE {table} SET {sets} WHERE id = {{}}", [(table, name) for name in [*change, "id"]])
        return {"sql": sql, "params": [self._value(value, name) for name, value in change.items()] + [self._value(row["id"])], "capture": []}

    def _counter(self, name: str, variable: str) -> dict:
        sql = self._sql("UPDATE counters SET next_value = next_value + 1 WHERE name = {} RETURNING next_value - 1", [("counters", "name")])
        return {"sql": sql, "params": [{"text": name}], "capture": [variable]}

    def _sql(self, text: str, columns: list[tuple[str, str]]) -> str:
        """Numbered parameters; on PostgreSQL cast from what is bound to what the column is."""
        marks = []
        for number, (table, name) in enumerate(columns, 1):
            kind = self.types[table][name] if self.types else ""
            marks.append({"": f"?{number}", "bytea": f"decode(${number}, 'hex')", "bool": f"(CAST(${number} AS int8) = 1)"}.get(kind, f"CAST(${number} AS {kind})"))
        return text.format(*marks)

    # ---- Values ---------------------------------------------------------------------------------

    def _value(self, value, column: str = "") -> dict:
        if value is None:
            return {"null": True}
        if isinstance(value, bytes):
            if value in self.ids:
                return {"uuid": self.ids[value]}
            return {"blob": value.hex()}
        if isinstance(value, int):
            if column == "number" and value == self.order["number"]:
                return {"var": "order_no"}
            if column == "number_no":
                return {"var": "inv_no"}
            return {"int": value}
        for sample, template in self.texts:
            value = value.replace(sample, template)
        return {"text": value}

    def _wallet(self) -> bytes:
        return self.rows["ledger_transfers"][0]["debit_account"]


def column_types(url: str) -> dict[str, dict[str, str]]:
    """PostgreSQL's type of every column."""
    types: dict[str, dict[str, str]] = {}
    for line in psql("SELECT table_name, column_name, udt_name FROM information_schema.columns WHERE table_schema = 'public'", url).splitlines():
        table, column, kind = line.split("|")
        types.setdefault(table, {})[column] = kind
    return types
