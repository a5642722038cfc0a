#!/usr/bin/env bash
# make package: the file that Terraform uploads.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$ROOT/scripts/tools.sh"

need_java
need_maven
say "building the worker's package"
maven -q -pl rotation -am -Dmaven.test.skip=true -Dspotless.check.skip=true package
say "${WORKER_JAR#"$ROOT"/}: $(wc -c <"$WORKER_JAR") bytes"
