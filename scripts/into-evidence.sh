#!/usr/bin/env bash
# into-evidence.sh NAME FILE: replaces what stands in docs/evidence.md between the marks NAME:begin and NAME:end.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

[ $# -eq 2 ] || die "usage: scripts/into-evidence.sh NAME FILE"
name="$1" file="$2" evidence="$ROOT/docs/evidence.md"
[ -s "$file" ] || die "$file is empty or missing: run the command that writes it first"
grep -q "<!-- $name:begin" "$evidence" || die "docs/evidence.md has no mark $name:begin"
awk -v name="$name" -v file="$file" '
  index($0, "<!-- " name ":begin") { print; while ((getline line < file) > 0) print line; skip = 1; next }
  index($0, "<!-- " name ":end") { skip = 0 }
  !skip { print }' "$evidence" >"$BUILD/evidence.new"
cat "$BUILD/evidence.new" >"$evidence"
rm "$BUILD/evidence.new"
