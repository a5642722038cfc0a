#!/usr/bin/env bash
# action.sh ACTION: asks the deployed worker for something and prints its answer.
# DIR: the Terraform folder whose outputs name the function (default: terraform). FUNCTION: its
# name and alias, where the outputs are not at hand. FORCE=1, ADOPT=1, REQUEST_ID=...: fields of the
# event.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$ROOT/scripts/tools.sh"

action="${1:?usage: scripts/action.sh ACTION}"
folder="${DIR:-terraform}"
cd "$ROOT"
need_aws
need_python

function="${FUNCTION:-}"
if [ -z "$function" ]; then
  need_terraform
  # By the alias for everything but ticks: what becomes of a failed invocation belongs to an alias.
  function="$(terraform -chdir="$folder" output -json 2>/dev/null | python3 -c '
import json, sys
outputs = json.load(sys.stdin)
print(outputs["function_name"]["value"] + ":" + outputs["rotate_alias"]["value"])' 2>/dev/null || true)"
  [ -n "$function" ] ||
    die "$folder has no outputs function_name and rotate_alias. Run make apply DIR=$folder first, or name the function with FUNCTION=name:alias"
fi

if [ "$action" = revoke ] && [ "${YES:-}" != 1 ]; then
  cat <<TEXT
revoke makes a new secret and kills every older one at once, for a secret that has leaked. It is the
one action that may refuse viewers: requests are refused until CloudFront has spread the new secret,
usually a few minutes. For a secret that has not leaked, make rotate refuses nobody.
TEXT
  [ -t 0 ] || die "not asking, since nobody is at the terminal. To revoke all the same: make revoke YES=1"
  read -r -p "Revoke every secret of $function? Type revoke to go on: " answer
  [ "$answer" = revoke ] || die "nothing was done"
fi

answer="$(mktemp)"
trap 'rm -f "$answer"' EXIT
payload="$(python3 - "$action" <<'PY'
import json, os, sys
event = {"action": sys.argv[1]}
if os.environ.get("REQUEST_ID"):
    event["request_id"] = os.environ["REQUEST_ID"]
for field in ("FORCE", "ADOPT"):
    if os.environ.get(field) == "1":
        event[field.lower()] = True
print(json.dumps(event))
PY
)"
# The CLI's version 2 takes a payload as base64 unless it is told otherwise; version 1 knows no such option.
binary=()
[[ "$(aws --version 2>&1)" == aws-cli/1.* ]] || binary=(--cli-binary-format raw-in-base64-out)
# Version 1 reads the region from another variable than everything else.
[ -z "${AWS_REGION:-}" ] || export AWS_DEFAULT_REGION="${AWS_DEFAULT_REGION:-$AWS_REGION}"
# A disengage may use the function's whole 15 minutes, and must not be sent twice meanwhile.
export AWS_MAX_ATTEMPTS=1
error="$(aws lambda invoke --function-name "$function" ${binary[@]+"${binary[@]}"} --payload "$payload" \
  --cli-read-timeout 910 --query FunctionError --output text "$answer")" ||
  die "$function could not be invoked (the reason stands above). Check the region and the credentials"

if [ "$error" != None ]; then
  message="$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1])).get("errorMessage", "no message"))' "$answer" 2>/dev/null || cat "$answer")"
  die "$action failed: $message"
fi
python3 -m json.tool "$answer"
