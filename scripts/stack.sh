#!/usr/bin/env bash
# stack.sh plan|apply|destroy: Terraform on the folder DIR (default: terraform), with TF_ARGS added, a list of
# words as in a shell: TF_ARGS='-var-file=prod.tfvars -out=lock.tfplan'.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$ROOT/scripts/tools.sh"
source "$ROOT/scripts/providers.sh"

command="${1:-}"
[[ "$command" =~ ^(plan|apply|destroy)$ ]] || die "usage: scripts/stack.sh plan|apply|destroy"
folder="$(terraform_folder)"
need_python
need_terraform
find_providers
read_arguments "$command" "$folder"
[ "${#packages[@]}" -eq 0 ] || "$ROOT/scripts/package.sh" "${packages[@]}"

say "terraform init in $folder"
terraform -chdir="$folder" init ${init[@]+"${init[@]}"}
run() {
  # A saved plan stands last: Terraform takes options before it alone.
  terraform -chdir="$folder" "$command" "$@" ${arguments[@]+"${arguments[@]}"}
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
