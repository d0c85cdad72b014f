"""Invoice PDF: the product's renderer against ReportLab, the same ten-line document, warm, CPU per document."""

from __future__ import annotations

import os
import subprocess

from kit import INVOICE, PYTHON, ROOT, Report, interleave, median, spread


def cpu_of(command: list) -> tuple[float, str]:
    """CPU seconds of a whole run."""
    before = os.times()
    done = subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return used, done.stdout


def run(report: Report, quick: bool) -> None:
    counts = {"KloudNests (krilla)": 100 if quick else 400, "ReportLab": 30 if quick else 100}
    commands = {
        "KloudNests (krilla)": [INVOICE],
        "ReportLab": [PYTHON, ROOT / "bench" / "peers_py" / "invoice_reportlab.py"],
    }
    each: dict[str, list[float]] = {name: [] for name in commands}
    size: dict[str, str] = {}
    for _, name in interleave(list(commands), 2 if quick else 7):
        n = counts[name]
        # The start (fonts, imports, the first document) is measured by itself and taken off.
        start, _ = cpu_of([*commands[name], 0])
        total, out = cpu_of([*commands[name], n])
        each[name].append((total - start) / n * 1000)
        size[name] = out.split("bytes=")[1].strip()
    ours, theirs = median(each["KloudNests (krilla)"]), median(each["ReportLab"])
    table = [["renderer", "CPU ms per invoice", "per CPU second", "bytes"]]
    for name, values in each.items():
        table.append([name, spread(values, 2), f"{1000 / median(values):,.0f}", f"{int(size[name]):,}"])
    table.append(["ratio", f"{theirs / ours:.1f} ×", "", ""])
    report.add("Invoice PDF", "The same ten-line document, one page, fonts embedded. CPU time of the whole process less its start; ten-line sample of `crates/adapters/src/pdf/sample.rs`. Aim: at least 3 ×.", table)
