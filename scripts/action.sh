#!/usr/bin/env bash
# action.sh ACTION: asks the deployed worker for something and prints its answer.
# DIR: the Terraform folder whose outputs name the function (default: terraform). FUNCTION: its
# name and alias, where the outputs are not at hand. FORCE=1, ADOPT=1, REQUEST_ID=...: fields of the
# event. ACCEPT: findings that audit and check accept beside the lock's own, as JSON or a file of it.
# Prints status, audit and check as tables, or with JSON=1 as they are; HTML=1 draws a status as well. An audit ends with 3
# if it found something, a check if that would refuse viewers or hinder rotations.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$ROOT/scripts/tools.sh"

action="${1:?usage: scripts/action.sh ACTION}"
need_aws
need_python

answer="$(mktemp)"
complaint="$(mktemp)"
trap 'rm -f "$answer" "$complaint"' EXIT
complained() {
  one_line "$complaint"
}

function="${FUNCTION:-}"
if [ -z "$function" ]; then
  folder="$(terraform_folder)"
  need_terraform
  read_arguments output "$folder"
  instead="name the function with FUNCTION=name:alias"
  outputs="$(terraform -chdir="$folder" output -json ${arguments[@]+"${arguments[@]}"} 2>"$complaint")" ||
    die "the outputs of $folder cannot be read: $(complained). Run make plan DIR=$folder first, or $instead"
  # By the alias for everything but ticks: what becomes of a failed invocation belongs to an alias.
  functions="$(printf '%s' "$outputs" | python3 -c '
import json, sys

def workers(value):
    if isinstance(value, dict):
        name, alias = value.get("function_name"), value.get("rotate_alias")
        if isinstance(name, str) and isinstance(alias, str):
            yield name + ":" + alias
        value = list(value.values())
    for one in value if isinstance(value, list) else []:
        yield from workers(one)

outputs = {name: output["value"] for name, output in json.load(sys.stdin).items()}
print("\n".join(sorted(set(workers(outputs)))))')"
  [ -n "$functions" ] ||
    die "no output of $folder has function_name and rotate_alias, by themselves or within an object. Run make apply DIR=$folder first, let an output hold the module's, or $instead"
  [ "$(wc -l <<<"$functions")" -eq 1 ] ||
    die "the outputs of $folder name several workers: $(tr '\n' ' ' <<<"$functions")- choose one with FUNCTION"
  function="$functions"
fi

if [ "$action" = revoke ] && [ "${YES:-}" != 1 ]; then
  cat <<TEXT
revoke makes a new secret and kills every older one at once, for a secret that has leaked. It is the
one action that may refuse viewers: requests are refused until CloudFront has spread the new secret,
usually a few minutes. For a secret that has not leaked, make rotate refuses nobody.
TEXT
  [ -t 0 ] || die "not asking, since nobody is at the terminal. To revoke all the same: make revoke YES=1"
  read -r -p "Revoke every secret of $function? Type revoke to go on: " typed
  [ "$typed" = revoke ] || die "nothing was done"
fi

accept=""
[[ ! "$action" =~ ^(audit|check)$ ]] || accept="$(accepted_findings)" || exit 1
payload="$(python3 - "$action" "$accept" <<'PY'
import json, os, sys
event = {"action": sys.argv[1]}
if os.environ.get("REQUEST_ID"):
    event["request_id"] = os.environ["REQUEST_ID"]
for field in ("FORCE", "ADOPT"):
    if os.environ.get(field) == "1":
        event[field.lower()] = True
if sys.argv[2]:
    try:
        event["accepted_findings"] = json.loads(sys.argv[2])
    except ValueError as error:
        sys.exit(f"origin-lock: ACCEPT is no JSON: {error}")
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

invoke() {
  aws lambda invoke --function-name "$function" ${binary[@]+"${binary[@]}"} --payload "$payload" \
    --cli-read-timeout 910 --query FunctionError --output text "$answer" 2>"$complaint"
}

# Asks again for what Lambda refused before it called the worker; whatever may have been carried out is sent once.
waited=0
told=""
pause=5
until error="$(invoke)"; do
  code="$(sed -nE 's/.*\(([A-Za-z0-9]+)\) when calling.*/\1/p' "$complaint" | head -n 1)"
  patience=0 remedy=""
  case "$code $(complained)" in
    TooManyRequestsException* | Throttling*)
      patience=90 why="the worker is busy"
      remedy="Another invocation holds its concurrency, a disengage may for 15 minutes; or its reserved concurrency is 0. Try again later"
      ;;
    ResourceConflictException* | ResourceNotReadyException*)
      patience=90 why="AWS is not done with the function"
      remedy="Look at its state: aws lambda get-function-configuration --function-name $function"
      ;;
    ResourceNotFoundException*)
      # A moment, for a function that an apply has just made.
      patience=10 why="there is no such function yet"
      remedy="Run make apply first, or name another function with FUNCTION=name:alias"
      ;;
    ExpiredToken* | UnrecognizedClient* | InvalidClientTokenId* | InvalidSignature* | SignatureDoesNotMatch* | \
      MissingAuthenticationToken* | IncompleteSignature* | RequestExpired* | *"locate credentials"* | \
      *"config profile"* | *"Token has expired"* | *"SSO"* | *"retrieving credentials"* | *"Partial credentials"*)
      remedy="Renew or correct the credentials"
      ;;
    AccessDenied*) remedy="The credentials need lambda:InvokeFunction on it" ;;
    *"specify a region"* | *"connect to the endpoint"* | *"nvalid endpoint"* | *"onnect timeout"*)
      remedy="Check the region (AWS_REGION) and the network"
      ;;
    ServiceException* | *"ead timeout"* | *"imed out"* | *"onnection was closed"* | *"onnection reset"* | *"onnection aborted"*)
      [[ ! "$action" =~ ^(status|audit|check)$ ]] || patience=90
      why="AWS gave no answer"
      remedy="The worker may have carried it out: see make status before you ask again"
      ;;
  esac
  [ "$waited" -lt "$patience" ] ||
    die "$action could not be asked of $function$([ "$waited" -eq 0 ] || echo " within $waited s"): $(complained).${remedy:+ $remedy}"
  if [ "$told" != "$why" ]; then
    told="$why"
    say "$why${code:+ ($code)}: asking again every $pause s, for $((patience - waited)) s at most" >&2
  fi
  sleep "$pause"
  waited=$((waited + pause))
done

cat "$complaint" >&2

if [ "$error" != None ]; then
  message="$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1])).get("errorMessage", "no message"))' "$answer" 2>/dev/null || cat "$answer")"
  die "$action failed: $message"
fi
ended=0
"$ROOT/scripts/tell.py" "$action" "$answer" || ended=$?
if [ "$action" = status ]; then
  # By the caller's own credentials; what it cannot tell fails nothing.
  "$ROOT/scripts/counted.py" "$answer"
  if [ "${HTML:-}" = 1 ]; then
    mkdir -p "$BUILD"
    "$ROOT/scripts/picture.py" "$answer" "$BUILD/status.html"
    # Not among the table's lines, nor within the JSON.
    say "drawn: $BUILD/status.html" >&2
  fi
fi
exit "$ended"
