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
if [ "$command" != destroy ] || [ ! -f "$WORKER_JAR" ]; then
  "$ROOT/scripts/package.sh"
fi

say "terraform init in $folder"
terraform -chdir="$folder" init -input=false
# TF_ARGS is a list of words, as in a shell: TF_ARGS='-var-file=prod.tfvars -out=lock.tfplan'.
# shellcheck disable=SC2086
exec terraform -chdir="$folder" "$command" ${TF_ARGS:-}
