#!/usr/bin/env bash
# Validates and tests every Terraform folder: the root module, each module, each example; holds the tables
# of its README to its variables and outputs, what it uses of the provider to provider 6, and whole plans to what
# a destroy and an adoption need.
# Prints terraform test's own output; exits 1 if one folder fails, after all have run.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$ROOT/scripts/tools.sh"
source "$ROOT/scripts/providers.sh"

need_terraform
find_providers

# No folder is asked for credentials or for a region by its tests.
export AWS_REGION="${AWS_REGION:-us-east-1}" AWS_EC2_METADATA_DISABLED=true
export TF_IN_AUTOMATION=1 TF_INPUT=0
# Nothing is called, and a provider that is configured a second time does not take a bundle of certificates again.
unset AWS_CA_BUNDLE

# Every run starts the provider several times, and a third of what that costs is the collection of garbage
# that ends with it soon after. This much fewer collections cost some 50 MB.
export GOGC="${GOGC:-400}"

# share_provider FOLDER: has the commands of this shell use one process of the provider, as Terraform does with one in
# a debugger. Each run of a test would start it twice by itself, which is a third of the time. Not where tests
# configure it twice, since one process has one configuration.
share_provider() {
  local program configured
  configured="$(cat "$1"/tests/*.tftest.hcl 2>/dev/null | grep -c '^provider "aws"' || true)"
  program="$(compgen -G "$TF_DATA_DIR/providers/$PROVIDER/*/*/terraform-provider-aws_*" | head -n 1)" || return 0
  if [ "$configured" -gt 1 ] && grep -qE '^ +alias ' "$1"/tests/*.tftest.hcl; then
    return 0
  fi
  "$program" -debug >"$BUILD/provider.log" 2>&1 &
  # shellcheck disable=SC2064
  trap "kill $! 2>/dev/null || true" EXIT
  for _ in $(seq 600); do
    TF_REATTACH_PROVIDERS="$(sed -n "s/.*TF_REATTACH_PROVIDERS='\(.*\)'/\1/p" "$BUILD/provider.log")"
    [ -z "$TF_REATTACH_PROVIDERS" ] || break
    sleep 0.1
  done
  [ -n "$TF_REATTACH_PROVIDERS" ] || { cat "$BUILD/provider.log"; return 1; }
  export TF_REATTACH_PROVIDERS
}

check() {
  local folder="$1" name="${1#"$ROOT"/}" readonly=()
  # The data of these checks lies beside build/, not in the folder where plan and apply have theirs.
  export TF_DATA_DIR="$BUILD/terraform/${name//\//-}"
  # A module has no lock file of its own: it is held to the root's, if it needs a provider at all.
  if [[ "$name" == terraform/modules/* && -f "$ROOT/terraform/.terraform.lock.hcl" ]] && grep -q required_providers "$folder"/*.tf; then
    cp "$ROOT/terraform/.terraform.lock.hcl" "$folder/.terraform.lock.hcl"
  fi
  [ -f "$folder/.terraform.lock.hcl" ] && readonly=(-lockfile=readonly)
  terraform -chdir="$folder" init -backend=false -input=false -no-color "${readonly[@]}" >"$BUILD/init.log" 2>&1 ||
    { cat "$BUILD/init.log"; return 1; }
  share_provider "$folder"
  # Each run of a test validates all of the folder before it plans.
  if compgen -G "$folder/tests/*.tftest.hcl" >/dev/null; then
    terraform -chdir="$folder" test -no-color || return 1
  else
    terraform -chdir="$folder" validate -no-color || return 1
  fi
}

mkdir -p "$BUILD"
failed=()
# An example may be several configurations, each in a folder of its own.
folders=("$ROOT/terraform" "$ROOT"/terraform/modules/*/)
for folder in "$ROOT"/terraform/examples/*/ "$ROOT"/terraform/examples/*/*/; do
  [ ! -f "$folder/versions.tf" ] || folders+=("$folder")
done
say "terraform: the READMEs' tables"
"$ROOT/scripts/terraform-tables.py" "${folders[@]}" ||
  failed+=("the tables of the READMEs above: scripts/terraform-tables.py --write <folder> mends them")
say "terraform: what provider 6 knows of what is used"
"$ROOT/scripts/provider-schema.py" check ||
  failed+=("what is named above: Terraform with provider 6 would refuse it, or warn of it")
say "terraform: whole plans of modules/origin-lock"
"$ROOT/scripts/terraform-plans.py" ||
  failed+=("what is named above of modules/origin-lock")
for folder in "${folders[@]}"; do
  folder="${folder%/}"
  compgen -G "$folder/*.tf" >/dev/null || continue
  say "terraform: ${folder#"$ROOT"/}"
  # In a shell of its own, with which the provider ends.
  (check "$folder") || failed+=("${folder#"$ROOT"/}")
done
if [ "${#failed[@]}" -gt 0 ]; then
  printf 'failed: %s\n' "${failed[@]}"
  exit 1
fi
