#!/usr/bin/env bash
# faults-table.sh: writes the table of faults survived into docs/evidence.md, from what the last runs left in
# build/fault-matrix.
#
# Each *.json there is one instrument's: {"instrument", "command", "date", "size", "cases",
# "violations", "faults": [{"fault", "cases", "survived"}]}. Another instrument adds a file.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

compgen -G "$BUILD/fault-matrix/*.json" >/dev/null ||
  die "there is nothing in build/fault-matrix: run make verify and make soak first"

python3 - "$BUILD"/fault-matrix/*.json >"$BUILD/fault-matrix/table.md" <<'PYTHON'
import json
import sys

runs = []
for file in sys.argv[1:]:
    with open(file, encoding="utf-8") as source:
        runs.append(json.load(source))


def name(run):
    return run["instrument"][:1].upper() + run["instrument"][1:]


def heading(run):
    return run["instrument"].removeprefix("on the wire, ").removeprefix("in the ")


def table(runs):
    """One column for each run, one row for each fault."""
    for run in runs:
        print(f"- {name(run)}: {run['size']}. **{run['violations']}** violations (`{run['command']}`, {run['date']}).")
    print("\n| survived, of so many cases |", " | ".join(heading(run) for run in runs), "|")
    print("| --- |", " | ".join("---:" for _ in runs), "|")
    faults = list(dict.fromkeys(row["fault"] for run in runs for row in run["faults"]))
    for fault in faults:
        cells = []
        for run in runs:
            rows = [row for row in run["faults"] if row["fault"] == fault]
            cells.append(f"{rows[0]['survived']:,} of {rows[0]['cases']:,}" if rows else "")
        print(f"| {fault} |", " | ".join(cells), "|")
    print()


wire = [run for run in runs if "wire" in run["instrument"]]
for run in runs:
    if run not in wire:
        table([run])
if wire:
    table(wire)
PYTHON
"$ROOT/scripts/into-evidence.sh" FAULTS "$BUILD/fault-matrix/table.md"
say "docs/evidence.md: the table of faults survived is that of $(cd "$BUILD/fault-matrix" && echo ./*.json)"
