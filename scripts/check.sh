#!/usr/bin/env bash
# check.sh: says what would happen if REST_API and STAGE were locked behind DISTRIBUTION and ORIGINS with GATE. It
# changes nothing, and asks AWS by the caller's own credentials, in AWS_REGION. Without REST_API it asks the deployed
# worker, with the variables of action.sh.
# Lists have commas. They are paired in order, and one element goes with each of the other list: REST_API=a,b STAGE=prod,
# DISTRIBUTION=E1,E1,E2 ORIGINS=api,admin,api.
# PLAN: the usage plan that the lock is to use. PROBE_URL, STAGE_PROBE_URL: one for each distribution, and stage.
# ATTACHED: the ARNs that the lock's list will name as web ACLs, log buckets and functions. ACCEPT: accepted findings, as
# JSON or a file of it. JSON=1: prints the answer as it is.
# Ends with 0, or 3 if something would refuse viewers or hinder rotations.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$ROOT/scripts/tools.sh"

if [ -z "${REST_API:-}" ]; then
  [ -z "${DISTRIBUTION:-}${ORIGINS:-}" ] ||
    die "REST_API is missing. Try make check REST_API=a1b2c3d4e5 STAGE=prod DISTRIBUTION=E1A2B3C4D5E6F7 ORIGINS=api GATE=api-key; without any of them the deployed worker is asked"
  exec "$ROOT/scripts/action.sh" check
fi

need_python
need_java

answer="$(mktemp)"
complaint="$(mktemp)"
trap 'rm -f "$answer" "$complaint"' EXIT

# take_credentials: puts the caller's credentials into the environment, which is all that the worker's code knows of.
take_credentials() {
  [ -z "${AWS_ACCESS_KEY_ID:-}" ] || [ -z "${AWS_SECRET_ACCESS_KEY:-}" ] || return 0
  need_aws
  unset AWS_SESSION_TOKEN
  local name value exported line
  if [[ "$(aws --version 2>&1)" == aws-cli/1.* ]]; then
    for name in AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN; do
      value="$(aws configure get "$(tr '[:upper:]' '[:lower:]' <<<"$name")" 2>/dev/null)" || continue
      export "$name=$value"
    done
    [ -n "${AWS_ACCESS_KEY_ID:-}" ] ||
      die "version 1 of the AWS CLI hands on no credentials but a profile's own access key, and there is none. Set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or install version 2: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"
    return
  fi
  exported="$(aws configure export-credentials --format env 2>"$complaint")" ||
    die "there are no credentials to check with: $(one_line "$complaint"). Log in with aws sso login or aws configure, or choose a profile with AWS_PROFILE; an AWS CLI that does not know export-credentials needs an update"
  while IFS= read -r line; do
    line="${line#export }"
    [[ ! "$line" =~ ^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)= ]] || export "${line?}"
  done <<<"$exported"
}

region="${AWS_REGION:-${AWS_DEFAULT_REGION:-}}"
if [ -z "$region" ] && has aws; then
  region="$(aws configure get region 2>/dev/null || true)"
fi
[ -n "$region" ] || die "the region of the API is not known. Set AWS_REGION, or the profile's region with aws configure"
take_credentials

accept="$(accepted_findings)" || exit 1
arguments=("REGION=$region")
for name in GATE REST_API STAGE DISTRIBUTION ORIGINS PLAN PROBE_URL STAGE_PROBE_URL ATTACHED; do
  [ -z "${!name:-}" ] || arguments+=("$name=${!name}")
done
[ -z "$accept" ] || arguments+=("ACCEPT=$accept")

"$ROOT/scripts/package.sh" worker >&2
java -XX:TieredStopAtLevel=1 -cp "$WORKER_JAR" io.originlock.handler.Check "${arguments[@]}" >"$answer" || exit
"$ROOT/scripts/tell.py" check "$answer"
