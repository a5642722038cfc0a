#!/usr/bin/env bash
# bench-signature.sh: signing and verifying beside one HMAC over the same bytes, and the start of the
# authorizer's JVM. Some five minutes; what else the machine does spoils it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$ROOT/scripts/tools.sh"

need_java
need_maven
need_node

say "building the authorizer's package and the benchmark"
maven -q -pl bench -am -Dmaven.test.skip=true -Dspotless.check.skip=true \
  package dependency:build-classpath -Dmdep.includeScope=runtime -Dmdep.outputFile=target/runtime.classpath
mkdir -p "$BUILD/bench"
say "signing"
node "$ROOT/lambda/edge-signer/bench/sign.mjs" >"$BUILD/bench/signing.json"
say "verifying, and starting"
cd "$ROOT"
exec java -cp "lambda/bench/target/classes:$(cat lambda/bench/target/runtime.classpath)" \
  io.originlock.bench.SignatureBench "$AUTHORIZER_JAR" lambda/bench/target/origin-lock-bench-*.jar "$BUILD/bench/signing.json" "$BUILD/bench"
