#!/usr/bin/env bash
# lab.sh MAIN [ARGUMENT...]: builds the packages and the lab, and runs a main class of the lab.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$ROOT/scripts/tools.sh"
source "$ROOT/scripts/providers.sh"

[ $# -ge 1 ] || die "usage: scripts/lab.sh MAIN [ARGUMENT...]"
need_java
need_maven
need_terraform
need_moto
find_providers

say "building the packages and the lab"
package_edge_function
maven -q -T 1C -Dmaven.test.skip=true -Dspotless.check.skip=true \
  package dependency:build-classpath -Dmdep.includeScope=runtime -Dmdep.outputFile=target/runtime.classpath

cd "$ROOT"
exec java -XX:TieredStopAtLevel=1 -cp "lambda/lab/target/classes:$(cat lambda/lab/target/runtime.classpath)" "$@"
