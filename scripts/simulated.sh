#!/usr/bin/env bash
# simulated.sh MAIN [ARGUMENT...]: builds the simulation and runs a main class of it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$ROOT/scripts/tools.sh"

[ $# -ge 1 ] || die "usage: scripts/simulated.sh MAIN [ARGUMENT...]"
need_java
need_maven

say "building the simulation"
maven -q -pl signing,testing,rotation -Dspotless.check.skip=true test-compile \
  dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/test.classpath

cd "$ROOT"
target="lambda/rotation/target"
exec java -cp "$target/test-classes:$target/classes:$(cat "$target/test.classpath")" "$@"
