#!/usr/bin/env bash
# make package: the files that Terraform uploads.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$ROOT/scripts/tools.sh"

need_java
need_maven

say "building the packages of the worker, the authorizer and the edge function"
maven -q -pl rotation,authorizer -am -Dmaven.test.skip=true -Dspotless.check.skip=true package
# By the JDK's own tool, which needs no zip(1) and makes the same bytes of the same files everywhere.
mkdir -p "${EDGE_ZIP%/*}"
jar --create --no-manifest --date=2026-01-01T00:00:00Z --file "$EDGE_ZIP" \
  -C "$ROOT/lambda/edge-signer" index.mjs -C "$ROOT/lambda/edge-signer" canonical.mjs
for package in "$WORKER_JAR" "$AUTHORIZER_JAR" "$EDGE_ZIP"; do
  say "${package#"$ROOT"/}: $(wc -c <"$package") bytes"
done
