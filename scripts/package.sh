#!/usr/bin/env bash
# make package: the files that Terraform uploads.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$ROOT/scripts/tools.sh"

need_java
need_maven

say "building the packages of the worker, the authorizer and the edge function"
maven -q -pl rotation,authorizer -am -Dmaven.test.skip=true -Dspotless.check.skip=true package
package_edge_function
for package in "$WORKER_JAR" "$AUTHORIZER_JAR" "$EDGE_ZIP"; do
  say "${package#"$ROOT"/}: $(wc -c <"$package") bytes"
done
