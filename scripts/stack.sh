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
build() {
  [ "${#packages[@]}" -eq 0 ] || "$ROOT/scripts/package.sh" "${packages[@]}"
}
build

say "terraform init in $folder"
terraform -chdir="$folder" init ${init[@]+"${init[@]}"}
run() {
  # A saved plan stands last: Terraform takes options before it alone.
  terraform -chdir="$folder" "$1" ${arguments[@]+"${arguments[@]}"} "${@:2}"
}

# While its gate is closed, a lock with the gate web-acl does not leave: the worker and Terraform would write the rule
# group at one time. A folder without a variable `enforce` says it in its own way; the destroy names it.
if [ "$command" = destroy ] && grep -qsE '^variable "enforce"' "$folder"/*.tf; then
  read_arguments output "$folder"
  # Without a state there is nothing to open.
  held="$(terraform -chdir="$folder" state list ${arguments[@]+"${arguments[@]}"} 2>/dev/null || true)"
  if grep -q 'aws_lambda_invocation\.enforce\[0\]$' <<<"$held" && grep -q 'aws_wafv2_rule_group\.lock$' <<<"$held"; then
    say "the gate is opened first, with enforce = false"
    read_arguments apply "$folder"
    build
    run apply -var=enforce=false
  fi
  read_arguments destroy "$folder"
fi
run "$command"
