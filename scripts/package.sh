#!/usr/bin/env bash
# package.sh [worker|authorizer|edge]...: builds what Terraform uploads, those of the packages (default: all)
# that are not made of the sources that are here.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$ROOT/scripts/tools.sh"

need_python
stale="$("$ROOT/scripts/package-sources.py" stale "$@")"
if [ -z "$stale" ]; then
  [ $# -gt 0 ] || say "every package is made of the sources that are here"
  exit
fi

jars=()
names=()
digests=()
outdated=()
while read -r name digest modules; do
  names+=("$name")
  digests+=("$name" "$digest")
  [ -z "$modules" ] || jars+=("${modules%% *}")
  for module in $modules; do
    outdated+=("$ROOT/lambda/$module/target")
  done
done <<<"$stale"

# need_builders: a JDK, and Maven for jars.
need_builders() {
  need_java
  [ "${#jars[@]}" -eq 0 ] || need_maven
}
if ! lack="$(need_builders 2>&1)"; then
  package="$(path_of "${names[0]}")"
  state="is missing"
  [ ! -f "$package" ] || state="is not made of the sources that are here"
  variable="$(variable_of "${names[0]}")"
  die "${package#"$ROOT"/} $state: build it with make package, for which a JDK 17 or later and Maven 3.8 or later are needed, or name a package that is built already with the Terraform variable $variable or ${variable}_s3. Here ${lack#origin-lock: }"
fi

say "building ${names[*]}"
if [ "${#jars[@]}" -gt 0 ]; then
  # Maven goes by times as well, and would keep what was compiled of newer or deleted sources.
  for target in "${outdated[@]}"; do
    rm -rf "$target/classes" "$target/maven-status"
    find "$target" -maxdepth 1 -name '*.jar' ! -name '*-tests.jar' -exec rm -f {} + 2>/dev/null || true
  done
  list="${jars[*]}"
  maven -q -pl "${list// /,}" -am -Dmaven.test.skip=true -Dspotless.check.skip=true package
fi
[[ " ${names[*]} " != *" edge "* ]] || package_edge_function
"$ROOT/scripts/package-sources.py" record "${digests[@]}"
for name in "${names[@]}"; do
  package="$(path_of "$name")"
  say "${package#"$ROOT"/}: $(wc -c <"$package") bytes"
done
