"""Start to the first answer, and resident memory idle and under load."""

from __future__ import annotations

import time

from kit import Report, interleave, load, login, median, rss_mb, spread
from prepare import CUSTOMER, Prepared


def run(report: Report, prepared: Prepared, quick: bool) -> None:
    rounds = 3 if quick else 10
    engines = ["kn sqlite", "kn postgres", "fastapi sqlite"]
    starts: dict[str, list[float]] = {name: [] for name in engines}
    idle: dict[str, list[float]] = {name: [] for name in engines}
    busy: dict[str, list[float]] = {name: [] for name in engines}
    for number, name in interleave(engines, rounds):
        with prepared.servers(name, worker=True) as servers:
            server = servers[name]
            starts[name].append(server.started_in * 1000)
            if number < 3:
                time.sleep(2)
                idle[name].append(rss_mb(server.pid))
                token = login(server, CUSTOMER) if name.startswith("kn") else prepared.peer_token(name.split()[1])
                headers = {"Authorization": f"Bearer {token}"}
                load(server, "/api/v1/wallet", 20_000 if name.startswith("kn") else 2_000, connections=64, headers=headers)
                busy[name].append(rss_mb(server.pid, peak=True))
    first = prepared.first_start_seconds
    labels = {"kn sqlite": "KloudNests, SQLite", "kn postgres": "KloudNests, PostgreSQL", "fastapi sqlite": "FastAPI + SQLAlchemy, SQLite"}
    table = [["server", "start to first answer, ms", "resident idle, MB", "resident peak under load, MB"]]
    for name, label in labels.items():
        table.append([label, spread(starts[name]), f"{median(idle[name]):.0f}", f"{median(busy[name]):.0f}"])
    report.add(
        "Start and memory",
        "From `exec` to the first 200 of `/readyz` on an existing database, web, API, worker and schedules in one process. Memory two seconds "
        "after the start, then the peak after 20,000 reads over 64 connections and one login, whose password hash alone takes its "
        f"memory for a moment. The very first start in demo mode, which creates and seeds the database, took {first['sqlite']:.1f} s on SQLite and {first['postgres']:.1f} s "
        "on PostgreSQL. Aim: start below 300 ms, idle below 60 MB.",
        table,
    )
