"""A list of 25 orders out of 1,000 and out of 1,000,000: keyset pages must not feel the size of the table."""

from __future__ import annotations

from fill import fill_postgres, fill_sqlite
from kit import Report, Server, call, interleave, kloudnests, load, login, median, postgres_copy, spread, folder_copy
from kit import ADMIN
from prepare import CUSTOMER, Prepared

SMALL, LARGE = 1_000, 1_000_000


def run(report: Report, prepared: Prepared, quick: bool) -> None:
    large, requests = (20_000, 100) if quick else (LARGE, 1_000)
    sizes = {SMALL: f"{SMALL:,}", large: f"{large:,}"}
    table = [["engine", "list", *[f"CPU ms, {label} orders" for label in sizes.values()], *[f"p50 ms, {label}" for label in sizes.values()], "ratio (CPU)"]]
    for engine, label in (("sqlite", "SQLite"), ("postgres", "PostgreSQL")):
        servers: dict[int, Server] = {}
        try:
            for size in sizes:
                servers[size] = _serve(prepared, engine, size)
            for title, who, path in _lists():
                cursor = {size: _middle(servers[size], who, path) for size in sizes} if "next page" in title else {}
                cpu: dict[int, list[float]] = {size: [] for size in sizes}
                p50: dict[int, list[float]] = {size: [] for size in sizes}
                for _, size in interleave(list(sizes), 2 if quick else 5):
                    server = servers[size]
                    headers = {"Authorization": f"Bearer {login(server, who)}"}
                    target = path + cursor.get(size, "")
                    load(server, target, 20, connections=4, headers=headers)
                    answer = load(server, target, requests, connections=4, headers=headers)
                    cpu[size].append(answer["cpu_us"] / 1000)
                    p50[size].append(answer["p50_us"] / 1000)
                ratio = median(cpu[large]) / median(cpu[SMALL])
                table.append([label, title, *[spread(cpu[size], 2) for size in sizes], *[f"{median(p50[size]):.2f}" for size in sizes], f"{ratio:.2f} ×"])
        finally:
            for one in servers.values():
                one.stop()
    report.add(
        "A list out of many",
        "25 orders, newest first, by the staff list and by a customer who owns all of them; the rows were put in by SQL, with invoice, "
        "lines and items. CPU per request, the database server's included on PostgreSQL; 4 connections. Aim: within 1.5 ×.",
        table,
    )


def _lists():
    return [
        ("staff, first page", ADMIN, "/api/v1/admin/orders?limit=25"),
        ("staff, next page", ADMIN, "/api/v1/admin/orders?limit=25"),
        ("staff, by status", ADMIN, "/api/v1/admin/orders?limit=25&status=active"),
        ("customer, first page", CUSTOMER, "/api/v1/orders?limit=25"),
    ]


def _middle(server: Server, who, path: str) -> str:
    """The cursor after the first page."""
    page = call(server, "GET", path, token=login(server, who))
    return "&cursor=" + page["next_cursor"]


def _serve(prepared: Prepared, engine: str, size: int) -> Server:
    name = f"list-{engine}-{size}"
    if engine == "sqlite":
        data = prepared.sqlite_copy(name)
        fill_sqlite(data / "kloudnests.db", size)
        return kloudnests(name, data)
    url = postgres_copy(prepared.postgres_name)
    fill_postgres(url, size)
    data = folder_copy(prepared.postgres_data, prepared.folder, name)
    return kloudnests(name, data, url)
