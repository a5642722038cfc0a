#!/usr/bin/env bash
# faults-table.sh: writes the README's table of faults survived, from what the last runs left in
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

for file in sys.argv[1:]:
    with open(file, encoding="utf-8") as source:
        run = json.load(source)
    print(
        f"{run['instrument'][:1].upper()}{run['instrument'][1:]}: {run['size']}, **{run['violations']}** violations"
        f" (`{run['command']}`, {run['date']}).\n"
    )
    print("| fault | cases | survived |\n| --- | ---: | ---: |")
    for row in run["faults"]:
        print(f"| {row['fault']} | {row['cases']:,} | {row['survived']:,} |")
    print()
PYTHON
"$ROOT/scripts/into-readme.sh" FAULTS "$BUILD/fault-matrix/table.md"
say "README.md: the table of faults survived is that of $(cd "$BUILD/fault-matrix" && echo ./*.json)"
