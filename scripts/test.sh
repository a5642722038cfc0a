#!/usr/bin/env bash
# make test: everything that takes minutes at most.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$ROOT/scripts/tools.sh"
source "$ROOT/scripts/providers.sh"
source "$ROOT/scripts/tally.sh"

need_java
need_maven
need_node
need_terraform
need_moto
find_providers
if [ -n "${LOCALSTACK_ENDPOINT:-}" ]; then
  need_endpoint
fi

check_scripts() {
  (cd "$ROOT" && shellcheck -x -P scripts scripts/*.sh .ci/run)
}

check_terraform_format() {
  terraform fmt -check -diff -recursive "$ROOT/terraform"
}

check_edge_function() {
  # In Node 22 a folder is no longer a set of tests.
  node --test --test-reporter=spec "$ROOT"/lambda/edge-signer/test/*.test.mjs || return 1
  python3 "$ROOT/lambda/edge-signer/test/vectors.py" | cmp - "$ROOT/lambda/edge-signer/test/vectors.json" || return 1
  package_edge_function
}

if has shellcheck; then
  step "shellcheck" "mend the lines named above" check_scripts
else
  say "shellcheck is not installed: the scripts are not checked"
fi
step "terraform format" "run make fmt" check_terraform_format
step "java format" "run make fmt" maven -q spotless:check
step "edge function" "see the failures above; vectors.json is what vectors.py prints" check_edge_function
forget_reports
# Beside the Java tests, which wait a lot.
behind terraform "$ROOT/scripts/terraform-checks.sh"
step "java" "see the failures above, or build/logs/java.log" \
  maven --fail-at-end -Dspotless.check.skip=true ${SEED:+-Dorigin-lock.seed="$SEED"} verify
step "terraform" "see the failures above, or build/logs/terraform.log" \
  rejoin terraform
show_conformance
finish
