#!/usr/bin/env bash
# make verify: everything that takes longer than `make test` may.
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
need_aws
find_providers

step "reproducible package" "see the difference named above" "$ROOT/scripts/reproducible.sh"
step "mutants" "see the lines named above" "$ROOT/scripts/mutation.sh"
forget_reports
package_edge_function
# Three at a time, on two cores as well: the end-to-end tests wait a lot.
step "java" "see the failures above, or build/logs/java.log" \
  maven --fail-at-end -Dspotless.check.skip=true -Dgroups=verify -DexcludedGroups= -Dsurefire.forks=3 verify
finish
