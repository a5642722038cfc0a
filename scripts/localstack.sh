#!/usr/bin/env bash
# make test-localstack: the conformance tests against LocalStack, or against whatever emulator
# LOCALSTACK_ENDPOINT=http://... names; without it Docker starts LocalStack.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$ROOT/scripts/tools.sh"
source "$ROOT/scripts/tally.sh"

need_java
need_maven
if [ -n "${LOCALSTACK_ENDPOINT:-}" ]; then
  need_endpoint
else
  within 30 docker info >/dev/null 2>&1 ||
    die "Docker does not answer. Start it, or name an emulator that is up: LOCALSTACK_ENDPOINT=http://127.0.0.1:4566 make test-localstack"
fi
forget_reports
step "java" "see the failures above, or build/logs/java.log" \
  maven -Dspotless.check.skip=true -Dgroups=localstack -DexcludedGroups= -pl lab -am test
[ $((TALLY_PASSED + TALLY_FAILED + TALLY_SKIPPED)) -gt 0 ] || die "no test has the tag localstack: nothing was tested"
show_conformance
finish
