#!/usr/bin/env bash
# audit.sh: asks the deployed worker for an audit and prints it as a table; fails if a door is open.
# Variables as for action.sh; JSON=1 prints the answer as it is.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

answer="$("$ROOT/scripts/action.sh" audit)"
if [ "${JSON:-}" = 1 ]; then
  printf '%s\n' "$answer"
  exit
fi
status=0
python3 - "$answer" <<'PY' || status=$?
import json, sys, textwrap

answer = json.loads(sys.argv[1])
rows = [
    (f["kind"], " ".join(x for x in (f["method"], f["path"]) if x) or "-", f["where"], f["detail"], f["remedy"])
    for f in answer["findings"]
]
heads = ("kind", "method", "where")
if rows:
    widths = [max(len(r[i]) for r in [heads, *rows]) for i in range(3)]
    line = lambda cells: "  ".join(c.ljust(w) for c, w in zip(cells, widths)).rstrip()
    print(line(heads), line(tuple("-" * w for w in widths)), sep="\n")
    for row in rows:
        print(line(row[:3]))
        for text in row[3:]:
            print(textwrap.fill(text, 96, initial_indent="    ", subsequent_indent="    "))
if answer["options"]:
    print("open to preflights, which can carry no secret: " + ", ".join(answer["options"]))
print(f'{answer["lock"]}: {answer["methods"]} methods, {answer["open"]} of them open. {answer["message"]}')
sys.exit(3 if rows else 0)
PY
[ "$status" -eq 0 ] || die "close what is named above, deploy, and run make audit again"
