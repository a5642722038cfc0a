#!/usr/bin/env bash
# faults-table.sh: writes the README's table of faults survived, between its FAULTS markers, from
# what the last runs left in build/fault-matrix.
#
# Each *.json there is one instrument's: {"instrument", "command", "date", "size", "cases",
# "violations", "faults": [{"fault", "cases", "survived"}]}. Another instrument adds a file.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

compgen -G "$BUILD/fault-matrix/*.json" >/dev/null ||
  die "there is nothing in build/fault-matrix: run make verify first"

python3 - "$ROOT/README.md" "$BUILD"/fault-matrix/*.json <<'PYTHON'
import json
import re
import sys

readme, *files = sys.argv[1:]
lines = []
for file in files:
    with open(file, encoding="utf-8") as source:
        run = json.load(source)
    lines += [
        f"{run['instrument'].capitalize()}: {run['size']}, **{run['violations']}** violations"
        f" (`{run['command']}`, {run['date']}).",
        "",
        "| fault | cases | survived |",
        "| --- | ---: | ---: |",
    ]
    lines += [f"| {row['fault']} | {row['cases']:,} | {row['survived']:,} |" for row in run["faults"]]
    lines.append("")
block = "<!-- FAULTS:begin -->\n" + "\n".join(lines) + "<!-- FAULTS:end -->"
with open(readme, encoding="utf-8") as source:
    before = source.read()
after, found = re.subn(r"<!-- FAULTS:begin -->.*<!-- FAULTS:end -->", lambda _: block, before, flags=re.S)
if not found:
    sys.exit("origin-lock: README.md has no FAULTS markers: put them back")
with open(readme, "w", encoding="utf-8") as target:
    target.write(after)
PYTHON
say "README.md: the table of faults survived is that of $(cd "$BUILD/fault-matrix" && echo ./*.json)"
