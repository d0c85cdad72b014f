"""One seeded demo database per engine, and servers on copies of it."""

from __future__ import annotations

import contextlib
import sqlite3
import time
import uuid
from pathlib import Path

import jwt

from kit import ADMIN, CUSTOMER, Server, call, fastapi, folder_copy, hello, kloudnests, login, new_key, postgres_copy, postgres_url, psql

__all__ = ["CUSTOMER", "Prepared"]

SECRET = "kloudnests benchmark, not a secret: thirty-two bytes"
PURSE = 500_000_000  # minor units put into the customer's wallet, more than any run spends


class Prepared:
    def __init__(self, folder: Path):
        self.folder = folder
        self.first_start_seconds: dict[str, float] = {}
        self.copies = 0
        self.sqlite = self._seed("sqlite", None)
        self.postgres_name = postgres_copy().rsplit("/", 1)[1]
        self.postgres_data = self._seed("postgres", postgres_url(self.postgres_name))

    def _seed(self, engine: str, url: str | None) -> Path:
        data = self.folder / f"seed-{engine}"
        data.mkdir()
        server = kloudnests(f"seeding {engine}", data, url, worker=False)
        self.first_start_seconds[engine] = server.started_in
        try:
            token = login(server, CUSTOMER)
            me = call(server, "GET", "/api/v1/me", token=token)
            account, user = me["account"]["id"], me["user"]["id"]
            admin = login(server, ADMIN)
            call(
                server,
                "POST",
                f"/api/v1/admin/users/{user}/wallet-adjustments",
                {"account": account, "amount": {"amount": PURSE, "currency": "USD"}, "reason": "Money for the benchmark"},
                admin,
                Idempotency_Key=new_key(),
            )
        finally:
            server.stop()
        return data

    def peer_token(self, engine: str) -> str:
        """The peer checks its own signature over the session row the customer's login made."""
        sid = str(uuid.UUID(self.session(engine)))
        return jwt.encode({"sid": sid, "exp": int(time.time()) + 3600}, SECRET, algorithm="HS256")

    def session(self, engine: str) -> str:
        if engine == "postgres":
            sql = f"SELECT s.id FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.email = '{CUSTOMER[0]}' ORDER BY s.id DESC LIMIT 1"
            return psql(sql, postgres_url(self.postgres_name)).strip()
        with contextlib.closing(sqlite3.connect(self.sqlite / "kloudnests.db")) as connection:
            sql = "SELECT hex(s.id) FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.email = ? ORDER BY s.id DESC LIMIT 1"
            return connection.execute(sql, (CUSTOMER[0],)).fetchone()[0]

    def sqlite_copy(self, name: str) -> Path:
        self.copies += 1
        return folder_copy(self.sqlite, self.folder, f"{name.replace(' ', '-')}-{self.copies}")

    def postgres_url(self) -> str:
        return postgres_url(self.postgres_name)

    def start(self, name: str, worker: bool, plan: Path | None = None) -> Server:
        if name == "hello":
            return hello(self.folder)
        kind, engine = name.split()
        data = self.sqlite_copy(name)
        if engine == "sqlite":
            server = kloudnests(name, data, worker=worker) if kind == "kn" else fastapi(name, data, f"sqlite+aiosqlite:///{data}/kloudnests.db", plan)
            server.database = f"{data}/kloudnests.db"
            return server
        url = postgres_copy(self.postgres_name)
        if kind == "kn":
            # The secret key that belongs to this database stands in its own data folder.
            data = folder_copy(self.postgres_data, self.folder, f"{name.replace(' ', '-')}-pg-{self.copies}")
            server = kloudnests(name, data, url, worker=worker)
        else:
            server = fastapi(name, data, url.replace("postgres://", "postgresql+asyncpg://"), plan)
        server.database = url
        return server

    @contextlib.contextmanager
    def servers(self, *names: str, worker: bool = False, plan: Path | None = None):
        running: dict[str, Server] = {}
        try:
            for name in names:
                running[name] = self.start(name, worker, plan)
            yield running
        finally:
            for one in running.values():
                one.stop()

    def drop(self) -> None:
        for name in psql("SELECT datname FROM pg_database WHERE datname LIKE 'bench\\_%'").split():
            psql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
