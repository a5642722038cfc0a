#!/usr/bin/env bash
# into-readme.sh NAME FILE: replaces what stands in README.md between the marks NAME:begin and NAME:end.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

[ $# -eq 2 ] || die "usage: scripts/into-readme.sh NAME FILE"
name="$1" file="$2"
[ -s "$file" ] || die "$file is empty or missing: run the command that writes it first"
grep -q "<!-- $name:begin" "$ROOT/README.md" || die "README.md has no mark $name:begin"
awk -v name="$name" -v file="$file" '
  index($0, "<!-- " name ":begin") { print; while ((getline line < file) > 0) print line; skip = 1; next }
  index($0, "<!-- " name ":end") { skip = 0 }
  !skip { print }' "$ROOT/README.md" >"$BUILD/README.new"
cat "$BUILD/README.new" >"$ROOT/README.md"
rm "$BUILD/README.new"
