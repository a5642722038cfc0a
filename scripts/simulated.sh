#!/usr/bin/env bash
# simulated.sh MAIN [ARGUMENT...]: builds the simulation and runs a main class of it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$ROOT/scripts/tools.sh"

[ $# -ge 1 ] || die "usage: scripts/simulated.sh MAIN [ARGUMENT...]"
need_java
need_maven

say "building the simulation"
# The baselines see the simulation, which is among the worker's tests.
maven -q -pl baselines -am -Dspotless.check.skip=true test-compile \
  dependency:build-classpath -Dmdep.includeScope=runtime -Dmdep.outputFile=target/runtime.classpath

cd "$ROOT"
exec java -cp "lambda/baselines/target/classes:$(cat lambda/baselines/target/runtime.classpath)" "$@"
