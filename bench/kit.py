"""Tools of the benchmarks: processes and their CPU seconds, HTTP calls, databases, tables."""

from __future__ import annotations

import json
import os
import platform
import shutil
import signal
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = Path(os.environ.get("KN_TARGET_DIR", ROOT / "target"))
KLOUDNESTS = Path(os.environ.get("KN_BIN", TARGET / "release" / "kloudnests"))
KN_BENCH = TARGET / "bench-peers" / "release" / "kn-bench"
INVOICE = TARGET / "release" / "examples" / "invoice"
PYTHON = ROOT / "bench" / ".venv" / "bin" / "python"
TICK = os.sysconf("SC_CLK_TCK")

CUSTOMER = ("test@test.com", "Test123!")
ADMIN = ("brijesh.kr.dube@gmail.com", "Cloud@9874")


# ---- Processes ------------------------------------------------------------------------------------


def _stat(pid: int) -> list[str] | None:
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    return text[text.rindex(")") + 2 :].split()


def family(pid: int) -> list[int]:
    """The process and everything below it."""
    parents: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit() and (stat := _stat(int(entry))):
            parents.setdefault(int(stat[1]), []).append(int(entry))
    found, todo = [], [pid]
    while todo:
        one = todo.pop()
        found.append(one)
        todo.extend(parents.get(one, []))
    return found


def cpu_seconds(pid: int) -> float:
    """User and system time of a process, its children, and the children it has reaped."""
    ticks = 0
    for one in family(pid):
        if stat := _stat(one):
            ticks += sum(int(stat[i]) for i in (11, 12, 13, 14))
    return ticks / TICK


def rss_mb(pid: int, peak: bool = False) -> float:
    """Resident memory of the process alone, in MB (10^6 bytes)."""
    name = "VmHWM:" if peak else "VmRSS:"
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024 / 1e6
    raise RuntimeError(f"no {name} of {pid}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Server:
    """A server under measurement."""

    name: str
    process: subprocess.Popen
    port: int
    log: Path
    started_in: float
    postgres: bool = False
    database: str = ""

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        return self.process.pid

    def cpu(self) -> float:
        """Its own CPU seconds, and the database server's where it uses one."""
        return cpu_seconds(self.pid) + (cpu_seconds(postmaster()) if self.postgres else 0.0)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def start(name: str, command: list, env: dict[str, str], port: int, cwd: Path, ready: str = "/readyz", postgres=False) -> Server:
    """Starts a server and waits until it answers; `started_in` is the time to that first answer."""
    log = cwd / f"{name.replace(' ', '-')}.log"
    began = time.perf_counter()
    with log.open("ab") as out:
        process = subprocess.Popen([str(part) for part in command], cwd=cwd, env={**base_env(), **env}, stdout=out, stderr=out)
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as one:
                one.sendall(f"GET {ready} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
                if b" 200" in one.recv(4096).split(b"\r\n")[0]:
                    break
        except OSError:
            pass
        if process.poll() is not None:
            raise RuntimeError(f"{name} ended with {process.returncode}:\n{log.read_text()[-4000:]}")
        if time.perf_counter() - began > 120:
            process.kill()
            raise RuntimeError(f"{name} was not ready after 120 s:\n{log.read_text()[-4000:]}")
        time.sleep(0.001)
    return Server(name, process, port, log, time.perf_counter() - began, postgres)


def base_env() -> dict[str, str]:
    return {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}


def kloudnests(name: str, data: Path, database_url: str | None = None, worker: bool = False, port: int | None = None) -> Server:
    """`kloudnests serve` in demo mode on prepared data, limits off, the log at its default level."""
    port = port or free_port()
    env = {"KN_MODE": "demo", "KN_LISTEN": f"127.0.0.1:{port}", "KN_DATA_DIR": str(data), "KN_RATE_LIMITS": "off"}
    if database_url:
        env["KN_DATABASE_URL"] = database_url
    command = [KLOUDNESTS, "serve"] + ([] if worker else ["--no-worker"])
    return start(name, command, env, port, data, postgres=bool(database_url))


def fastapi(name: str, folder: Path, url: str, plan: Path | None = None) -> Server:
    """The FastAPI + SQLAlchemy peer, one uvicorn process on uvloop and httptools."""
    port = free_port()
    env = {"PEER_DATABASE_URL": url, "PYTHONPATH": str(ROOT / "bench" / "peers_py")}
    if plan:
        env["PEER_PLAN"] = str(plan)
    command = [PYTHON, "-m", "uvicorn", "app:app", "--port", port, "--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning"]
    return start(name, command, env, port, folder, postgres=url.startswith("postgresql"))


def hello(folder: Path) -> Server:
    port = free_port()
    return start("axum hello", [KN_BENCH, "hello", f"127.0.0.1:{port}"], {}, port, folder)


# ---- Load and calls -------------------------------------------------------------------------------


def load(server: Server, path: str, requests: int, connections: int = 32, method: str = "GET", headers: dict | None = None, body: dict | None = None, idempotency: str | None = None, expect: int = 200) -> dict:
    """Sends that many requests; adds the CPU seconds the server took and what that makes per request."""
    command = [KN_BENCH, "load", "--address", server.address, "--path", path, "--method", method, "--requests", requests, "--connections", connections, "--seconds", 120]
    for name, value in (headers or {}).items():
        command += ["--header", f"{name}: {value}"]
    if body is not None:
        command += ["--body", json.dumps(body)]
    if idempotency:
        command += ["--idempotency", idempotency]
    before = server.cpu()
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=180)
    cpu = server.cpu() - before
    if done.returncode != 0:
        raise RuntimeError(f"load on {server.name}: {done.stderr}\n{server.log.read_text()[-2000:]}")
    answer = json.loads(done.stdout)
    wrong = {status: n for status, n in answer["statuses"].items() if int(status) != expect}
    if wrong:
        raise RuntimeError(f"{server.name} {method} {path} answered {wrong}: {answer['first_failure']}")
    cpu = max(cpu, 1 / TICK)
    return answer | {"cpu": cpu, "per_cpu_second": answer["requests"] / cpu, "per_second": answer["requests"] / answer["seconds"], "cpu_us": cpu / answer["requests"] * 1e6}


def call(server: Server, method: str, path: str, body: dict | None = None, token: str | None = None, **headers: str):
    """One JSON call; raises with the answer's text when it is refused."""
    all_headers = {"Content-Type": "application/json", "Accept": "application/json", **{k.replace("_", "-"): v for k, v in headers.items()}}
    if token:
        all_headers["Authorization"] = f"Bearer {token}"
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(f"http://{server.address}{path}", data, all_headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            text = answer.read()
            return json.loads(text) if text else None
    except urllib.error.HTTPError as refused:
        raise RuntimeError(f"{method} {path}: {refused.code} {refused.read().decode()[:2000]}") from None


def login(server: Server, who: tuple[str, str]) -> str:
    email, password = who
    return call(server, "POST", "/api/v1/auth/login", {"email": email, "password": password, "transport": "bearer"})["access_token"]


def new_key() -> str:
    return f"bench-{uuid.uuid4().hex[:16]}"


# ---- Databases ------------------------------------------------------------------------------------


def admin_url() -> str:
    return os.environ["TEST_DATABASE_URL"]


def postmaster() -> int:
    folder = Path(os.environ["KN_TEST_PG_DIR"]) / "data" / "postmaster.pid"
    return int(folder.read_text().split()[0])


def psql(sql: str, url: str | None = None) -> str:
    return subprocess.run(["psql", "-qXAt", "-v", "ON_ERROR_STOP=1", "-d", url or admin_url(), "-c", sql], check=True, capture_output=True, text=True).stdout


def postgres_url(name: str) -> str:
    return admin_url().rsplit("/", 1)[0] + "/" + name


def postgres_copy(template: str | None = None) -> str:
    """A new database, empty or copied, and its URL."""
    name = f"bench_{uuid.uuid4().hex[:12]}"
    psql(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
    return postgres_url(name)


def folder_copy(source: Path, into: Path, name: str) -> Path:
    target = into / name
    shutil.copytree(source, target)
    return target


# ---- Results --------------------------------------------------------------------------------------


@dataclass
class Report:
    """What was measured, as it goes into RESULTS.md."""

    sections: list[str] = field(default_factory=list)

    def add(self, title: str, text: str, table: list[list[str]]) -> None:
        widths = [max(len(row[i]) for row in table) for i in range(len(table[0]))]
        lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in table]
        lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
        section = f"## {title}\n\n{text.strip()}\n\n" + "\n".join(lines) + "\n"
        print("\n" + section, flush=True)
        self.sections.append(section)


def median(values: list[float]) -> float:
    return statistics.median(values)


def spread(values: list[float], digits: int = 0) -> str:
    """Median and, in brackets, the least and the most."""
    if len(values) == 1:
        return f"{values[0]:,.{digits}f}"
    return f"{median(values):,.{digits}f} [{min(values):,.{digits}f}–{max(values):,.{digits}f}]"


def interleave(contenders: list, rounds: int):
    """Round by round, each contender once, the order turning so that nobody is always first."""
    for number in range(rounds):
        turn = number % len(contenders)
        for one in contenders[turn:] + contenders[:turn]:
            yield number, one


def _first(text: str, start: str) -> str:
    return next((line.split(":", 1)[1].strip() for line in text.splitlines() if line.startswith(start)), "unknown")


def _version(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return "unknown"


def machine(data: Path) -> list[list[str]]:
    memory = int(_first(Path("/proc/meminfo").read_text(), "MemTotal").split()[0]) * 1024 / 1e9
    packages = {line.split("==")[0]: line.split("==")[1] for line in (ROOT / "bench" / "requirements.txt").read_text().splitlines() if "==" in line}
    peers = ", ".join(f"{name} {packages[name]}" for name in ("fastapi", "uvicorn", "SQLAlchemy", "aiosqlite", "asyncpg", "reportlab"))
    filesystem = _version("stat", "-f", "-c", "%T", str(data))
    load_now = ", ".join(f"{one:.2f}" for one in os.getloadavg())
    return [
        ["what", "value"],
        ["processor", _first(Path("/proc/cpuinfo").read_text(), "model name")],
        ["cores", str(os.cpu_count())],
        ["memory", f"{memory:.0f} GB"],
        ["system", f"{platform.system()} {platform.release()}"],
        ["file system of the data", filesystem],
        ["Rust", _version("rustc", "--version")],
        ["KloudNests", _version(str(KLOUDNESTS), "--version")],
        ["PostgreSQL", psql("SHOW server_version").strip() + ", fsync on, synchronous_commit on, on the same machine"],
        ["Python", platform.python_version()],
        ["peers", peers],
        ["load at the start", load_now],
    ]


def scratch() -> Path:
    return Path(tempfile.mkdtemp(prefix="kn-bench-"))
