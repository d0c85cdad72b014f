"""Keyed read: GET /api/v1/wallet with a bearer token, against the least an axum server can do and against FastAPI."""

from __future__ import annotations

from kit import Report, interleave, load, login, median, spread
from prepare import CUSTOMER, Prepared


def run(report: Report, prepared: Prepared, quick: bool) -> None:
    rounds = 2 if quick else 5
    with prepared.servers("hello", "kn sqlite", "kn postgres", "fastapi sqlite", "fastapi postgres") as servers:
        counts = {"hello": 100_000, "kn sqlite": 20_000, "kn postgres": 15_000, "fastapi sqlite": 2_500, "fastapi postgres": 2_500}
        results: dict[str, list[dict]] = {name: [] for name in counts}
        for _, name in interleave(list(counts), rounds):
            server = servers[name]
            path, headers = "/", {}
            if name != "hello":
                token = login(server, CUSTOMER) if name.startswith("kn") else prepared.peer_token(name.split()[1])
                path, headers = "/api/v1/wallet", {"Authorization": f"Bearer {token}"}
            load(server, path, 200, headers=headers)
            results[name].append(load(server, path, counts[name] // (5 if quick else 1), headers=headers))
    rate = {name: median([one["per_cpu_second"] for one in values]) for name, values in results.items()}
    labels = {
        "hello": "axum hello-world",
        "kn sqlite": "KloudNests, SQLite",
        "fastapi sqlite": "FastAPI + SQLAlchemy, SQLite",
        "kn postgres": "KloudNests, PostgreSQL",
        "fastapi postgres": "FastAPI + SQLAlchemy, PostgreSQL",
    }
    table = [["server", "requests per CPU second", "CPU µs per request", "requests per second", "p50 ms", "p99 ms", "KloudNests is"]]
    for name, label in labels.items():
        values = results[name]
        ratio = ""
        if name.startswith("fastapi"):
            ratio = f"{rate['kn ' + name.split()[1]] / rate[name]:.1f} ×"
        elif name == "hello":
            ratio = f"{rate['kn sqlite'] / rate[name]:.2f} × (SQLite)"
        table.append(
            [
                label,
                spread([one["per_cpu_second"] for one in values]),
                f"{median([one['cpu_us'] for one in values]):,.1f}",
                f"{median([one['per_second'] for one in values]):,.0f}",
                f"{median([one['p50_us'] for one in values]) / 1000:.2f}",
                f"{median([one['p99_us'] for one in values]) / 1000:.2f}",
                ratio,
            ]
        )
    report.add(
        "Keyed read",
        "`GET /api/v1/wallet` of one customer with a bearer token, 32 kept connections: token and session checked, three statements. "
        "CPU seconds are the server's own and, on PostgreSQL, the database server's too. Load client and servers share the machine, "
        "so requests per second is a side note. Aim: at least 15 × FastAPI per CPU second.",
        table,
    )
