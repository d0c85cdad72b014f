"""Runs the benchmarks and writes bench/RESULTS.md. Started by bench/run.sh, which builds and starts what they need."""

from __future__ import annotations

import argparse
import datetime
import shutil
import signal
import sys
import time

import row_lists
import row_orders
import row_pdf
import row_reads
import row_start
from kit import ROOT, Report, machine, scratch
from prepare import Prepared

ROWS = {
    "reads": lambda report, prepared, quick: row_reads.run(report, prepared, quick),
    "orders": lambda report, prepared, quick: row_orders.run(report, prepared, quick),
    "pdf": lambda report, _prepared, quick: row_pdf.run(report, quick),
    "start": lambda report, prepared, quick: row_start.run(report, prepared, quick),
    "lists": lambda report, prepared, quick: row_lists.run(report, prepared, quick),
}

INTRODUCTION = """# Benchmark results

Written by `make bench`; do not edit. Contenders run side by side in one sitting, round by round in turning order; a figure is the
median of the rounds, with the least and the most in brackets. CPU seconds are user plus system time of the server's processes,
because on a small machine the load client takes its share of the clock. Nothing here is a test: a slow day fails nothing.
"""


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true", help="fewer rounds, to see that everything runs; writes no file")
    options.add_argument("--only", nargs="*", choices=list(ROWS), help="only these rows; writes no file")
    given = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped
    began = time.monotonic()
    folder = scratch()
    report = Report()
    prepared = None
    try:
        report.add("Machine", f"{datetime.date.today():%d %B %Y}.", machine(folder))
        names = given.only or list(ROWS)
        if set(names) != {"pdf"}:
            prepared = Prepared(folder)
        for name in names:
            ROWS[name](report, prepared, given.quick)
    finally:
        if prepared:
            prepared.drop()
        shutil.rmtree(folder, ignore_errors=True)
    minutes = (time.monotonic() - began) / 60
    print(f"measured in {minutes:.0f} minutes")
    if not given.quick and not given.only:
        (ROOT / "bench" / "RESULTS.md").write_text(INTRODUCTION + "\n" + "\n".join(report.sections))
        print("written: bench/RESULTS.md")


main()
