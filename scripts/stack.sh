#!/usr/bin/env bash
# stack.sh plan|apply|destroy: Terraform on the folder DIR (default: terraform), with TF_ARGS added.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$ROOT/scripts/tools.sh"
source "$ROOT/scripts/providers.sh"

command="${1:-}"
folder="${DIR:-terraform}"
[[ "$command" =~ ^(plan|apply|destroy)$ ]] || die "usage: scripts/stack.sh plan|apply|destroy"
cd "$ROOT"
compgen -G "$folder/*.tf" >/dev/null || die "DIR is \"$folder\", which holds no Terraform configuration. Try DIR=terraform or DIR=terraform/examples/petstore"
need_terraform
find_providers
# A destroy plans as well, for which the files must be there.
if [ "$command" != destroy ] || ! ls "$WORKER_JAR" "$AUTHORIZER_JAR" "$EDGE_ZIP" >/dev/null 2>&1; then
  "$ROOT/scripts/package.sh"
fi

say "terraform init in $folder"
terraform -chdir="$folder" init -input=false
# A list of words, as in a shell: TF_ARGS='-var-file=prod.tfvars -out=lock.tfplan'.
read -ra arguments <<<"${TF_ARGS:-}"
run() {
  terraform -chdir="$folder" "$command" ${arguments[@]+"${arguments[@]}"} "$@"
}
if [ "$command" != destroy ]; then
  run
  exit
fi

# With the gate web-acl the worker empties its rule group while Terraform destroys. The provider then
# deletes the group under the token of its look before that, and WAF refuses once.
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
status=0
run 2>&1 | tee -i "$log" || status=$?
if [ "$status" -ne 0 ] && grep -q WAFOptimisticLockException "$log"; then
  say "the worker has emptied its rule group meanwhile: what is left of the destroy follows"
  status=0
  run -auto-approve || status=$?
fi
exit "$status"
