#!/usr/bin/env bash
# Builds the worker's package twice from clean copies, in different folders, time zones and umasks,
# and compares them byte by byte.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$ROOT/scripts/tools.sh"

need_java
need_maven

# build NAME: prints nothing but Maven's complaints.
build() {
  local copy="$BUILD/reproducible/$1"
  mkdir -p "$copy"
  (cd "$ROOT/lambda" && tar -cf - --exclude=target --exclude=node_modules .) | tar -xf - -C "$copy"
  (cd "$copy" && mvn -B -ntp -q -pl rotation -am -Dmaven.test.skip=true -Dspotless.check.skip=true package)
}

rm -rf "$BUILD/reproducible"
say "first build"
(umask 022 && TZ=UTC build one)
say "second build"
(umask 077 && TZ=Asia/Kathmandu build two/deeper)
jar=rotation/target/origin-lock-worker.jar
cmp "$BUILD/reproducible/one/$jar" "$BUILD/reproducible/two/deeper/$jar" ||
  die "two builds of one commit differ. Compare them with: diffoscope build/reproducible/one/$jar build/reproducible/two/deeper/$jar"
say "byte-identical: $(cksum <"$BUILD/reproducible/one/$jar" | cut -d' ' -f1,2)"
rm -rf "$BUILD/reproducible"
