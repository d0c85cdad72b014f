"""A wallet-paid order over HTTP, against the bare SQL of the same rows on one connection and against FastAPI doing them."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import subprocess
from pathlib import Path

from kit import KN_BENCH, Report, call, cpu_seconds, interleave, kloudnests, load, login, median, new_key, postgres_copy, postmaster, psql, spread
from plan import Plan, Snapshot, column_types
from prepare import CUSTOMER, Prepared


def run(report: Report, prepared: Prepared, quick: bool) -> None:
    rounds, orders = (2, 60) if quick else (5, 400)
    body, plans, counted = _learn(prepared)
    table = [["contender", "orders per second", "CPU ms per order", "p50 ms", "p99 ms", "throughput beside bare SQL", "KloudNests per CPU second is"]]
    for engine, label in (("sqlite", "SQLite"), ("postgres", "PostgreSQL")):
        results: dict[str, list[dict]] = {name: [] for name in ("bare", "kn", "fastapi")}
        placed = dict.fromkeys(results, 0)
        bare_home = _bare_database(prepared, engine)
        with prepared.servers(f"kn {engine}", f"fastapi {engine}", plan=plans[engine]) as servers:
            homes = {"bare": bare_home, "kn": servers[f"kn {engine}"].database, "fastapi": servers[f"fastapi {engine}"].database}
            before = {name: _rows(home) for name, home in homes.items()}
            for _, name in interleave(list(results), rounds):
                if name == "bare":
                    results[name].append(_bare(bare_home, plans[engine], orders))
                    placed[name] += orders
                    continue
                server = servers[f"{name} {engine}"]
                token = login(server, CUSTOMER) if name == "kn" else prepared.peer_token(engine)
                headers = {"Authorization": f"Bearer {token}"}
                send = dict(connections=8, method="POST", headers=headers, body=body, expect=201)
                load(server, "/api/v1/orders", 10, idempotency=new_key(), **send)
                results[name].append(load(server, "/api/v1/orders", orders, idempotency=new_key(), **send))
                placed[name] += orders + 10
            for name, home in homes.items():
                _same_rows(f"{name} {engine}", before[name], _rows(home), placed[name], counted)
        kn_cpu = median([one["cpu_us"] for one in results["kn"]])
        labels = {"bare": "bare SQL, one connection", "kn": "KloudNests over HTTP, 8 clients", "fastapi": "FastAPI + SQLAlchemy over HTTP, 8 clients"}
        for name, title in labels.items():
            values = results[name]
            rate = [one["per_second"] for one in values]
            beside = "" if name == "bare" else f"{median([mine['per_second'] / theirs['per_second'] for mine, theirs in zip(values, results['bare'])]) * 100:.0f} %"
            ratio = "" if name != "fastapi" else f"{median([one['cpu_us'] for one in values]) / kn_cpu:.1f} ×"
            p50, p99 = (f"{median([one[key] for one in values]) / 1000:.1f}" if name != "bare" else "" for key in ("p50_us", "p99_us"))
            table.append([f"{label}: {title}", spread(rate), f"{median([one['cpu_us'] for one in values]) / 1000:.2f}", p50, p99, beside, ratio])
    rows = ", ".join(f"{n} {name}" for name, n in sorted(counted.items()))
    report.add(
        "Wallet-paid order",
        f"One order writes {sum(counted.values())} rows: {rows}; all contenders write the same, in one transaction, with the schema's guards and with the disk "
        "waited for (`synchronous=FULL`, fsync on). All clients order for one wallet, so orders queue behind each other. KloudNests checks the token, the body, the idempotency "
        "key, the catalogue and the price, and reads the order back for its answer; bare SQL checks nothing. Jobs (mails) are left to a worker that "
        "does not run here. CPU includes the database server's on PostgreSQL. The share is taken round by round. Aim: at least 60 % of bare SQL.",
        table,
    )


def _learn(prepared: Prepared):
    """Places two orders, compares the database before and after the second, makes the plans."""
    data = prepared.sqlite_copy("learn")
    server = kloudnests("learning", data)
    try:
        token = login(server, CUSTOMER)
        wanted = _configuration(server)
        quote = call(server, "POST", "/api/v1/quotes", {key: wanted[key] for key in ("plan", "cycle", "operating_system", "datacenter", "addons")}, token)
        body = wanted | {"payment_method": "wallet", "hostname": "vps.bench.example", "expected_total": quote["total"]}
        call(server, "POST", "/api/v1/orders", body, token, Idempotency_Key=new_key())
        before = Snapshot(data / "kloudnests.db")
        key = new_key()
        call(server, "POST", "/api/v1/orders", body, token, Idempotency_Key=key)
        rows = before.new_rows()
    finally:
        server.stop()
    plans: dict[str, Path] = {}
    types = column_types(prepared.postgres_url())
    for engine, kinds in (("sqlite", None), ("postgres", types)):
        # The same rows on both engines; ids of what was there before are looked up on PostgreSQL by their business key.
        plan = Plan(_translated(rows, prepared, data, engine), key, kinds)
        plans[engine] = prepared.folder / f"plan-{engine}.json"
        plans[engine].write_text(json.dumps({"steps": plan.steps, "ids": len(plan.ids)}))
    return body, plans, {name: len(held) for name, held in rows.items()}


def _rows(home: str) -> dict[str, int]:
    """How many rows every table has."""
    if home.startswith("postgres"):
        names = psql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", home).split()
        return {name: int(psql(f"SELECT count(*) FROM {name}", home)) for name in names}
    with contextlib.closing(sqlite3.connect(home)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
        return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}


def _same_rows(who: str, before: dict, after: dict, orders: int, per_order: dict[str, int]) -> None:
    """A contender that wrote other rows than the product did not do the same work."""
    ignored = {"sessions", "refresh_tokens"}  # a login between the rounds
    for table in after.keys() - ignored:
        added, due = after[table] - before[table], per_order.get(table, 0) * orders
        if added != due and not (table == "audit_log" and who.startswith("kn") and due <= added <= due + 20):
            raise RuntimeError(f"{who} added {added} rows to {table} for {orders} orders, not {due}")


def _configuration(server) -> dict:
    plans = call(server, "GET", "/api/v1/catalog/plans?category=vps")["items"]
    places = call(server, "GET", "/api/v1/catalog/datacenters")["items"]
    systems = call(server, "GET", "/api/v1/catalog/operating-systems")["items"]
    linux = next(one for one in systems if one.get("family", "linux") == "linux")
    return {"plan": plans[0]["slug"], "cycle": "monthly", "datacenter": places[0]["slug"], "operating_system": linux["slug"], "addons": []}


# Tables whose rows an order refers to, and what names a row on both engines.
KNOWN = {
    "users": "email",
    "accounts": "number",
    "plans": "slug",
    "datacenters": "slug",
    "operating_systems": "slug",
    "plan_prices": "(SELECT slug FROM plans WHERE plans.id = plan_id) || '/' || cycle || '/' || currency",
    "ledger_accounts": "code || '/' || currency || '/' || coalesce((SELECT CAST(number AS TEXT) FROM accounts WHERE accounts.id = owner_id), '')",
}


def _translated(rows: dict, prepared: Prepared, data: Path, engine: str) -> dict:
    """On PostgreSQL the seeded rows have other ids: the same row is found by its name."""
    if engine == "sqlite":
        return rows
    theirs: dict[bytes, bytes] = {}
    with contextlib.closing(sqlite3.connect(data / "kloudnests.db")) as connection:
        for table, name in KNOWN.items():
            ours = {str(key): value for key, value in connection.execute(f"SELECT {name}, id FROM {table}")}
            for line in psql(f"SELECT {name}, id FROM {table}", prepared.postgres_url()).splitlines():
                key, value = line.rsplit("|", 1)
                if key in ours:
                    theirs[ours[key]] = bytes.fromhex(value.replace("-", ""))
        sessions = {row[0]: bytes.fromhex(prepared.session("postgres").replace("-", "")) for row in connection.execute("SELECT id FROM sessions")}
    return {table: [{name: theirs.get(value, sessions.get(value, value)) if isinstance(value, bytes) else value for name, value in row.items()} for row in held] for table, held in rows.items()}


def _bare_database(prepared: Prepared, engine: str) -> str:
    if engine == "sqlite":
        return str(prepared.sqlite_copy("bare") / "kloudnests.db")
    return postgres_copy(prepared.postgres_name)


def _bare(database: str, plan: Path, orders: int) -> dict:
    """CPU of the program and of the database server, less the program's start, which is nothing here."""
    postgres = database.startswith("postgres")
    before, server = os.times(), cpu_seconds(postmaster()) if postgres else 0.0
    done = subprocess.run([str(KN_BENCH), "orders", "--database", database, "--plan", str(plan), "--orders", str(orders)], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"bare SQL: {done.stderr}")
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    if postgres:
        cpu += cpu_seconds(postmaster()) - server
    answer = json.loads(done.stdout)
    return {"per_second": answer["orders"] / answer["seconds"], "cpu_us": cpu / orders * 1e6}

