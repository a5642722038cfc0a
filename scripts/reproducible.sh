#!/usr/bin/env bash
# Builds the packages twice from clean copies, in different folders, time zones and umasks, and compares
# them byte by byte.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$ROOT/scripts/tools.sh"

need_java
need_maven

# build NAME: as `make package` does, in a copy.
build() {
  local copy="$BUILD/reproducible/$1"
  mkdir -p "$copy"
  (cd "$ROOT" && tar -cf - --exclude=target --exclude=node_modules lambda scripts) | tar -xf - -C "$copy"
  "$copy/scripts/package.sh"
}

rm -rf "$BUILD/reproducible"
say "first build"
(umask 022 && TZ=UTC build one)
say "second build"
(umask 077 && TZ=Asia/Kathmandu build two/deeper)
for package in "$WORKER_JAR" "$AUTHORIZER_JAR" "$EDGE_ZIP"; do
  file="${package#"$ROOT"/}"
  cmp "$BUILD/reproducible/one/$file" "$BUILD/reproducible/two/deeper/$file" ||
    die "two builds of one commit differ. Compare them with: diffoscope build/reproducible/one/$file build/reproducible/two/deeper/$file"
  say "byte-identical: $file $(cksum <"$BUILD/reproducible/one/$file" | cut -d' ' -f1,2)"
done
rm -rf "$BUILD/reproducible"
