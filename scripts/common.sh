# shellcheck shell=bash
# What every script here shares. Sourced, never run.

# cd would print where it found a folder, which is not asked for.
unset CDPATH
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
BUILD="$ROOT/build"
# Where the user stands; make says so, which may have been sent here with -C.
[ -d "${CALLED_FROM:-}" ] || CALLED_FROM="$PWD"
# Made by `make package`, uploaded by Terraform.
WORKER_JAR="$ROOT/lambda/rotation/target/origin-lock-worker.jar"
AUTHORIZER_JAR="$ROOT/lambda/authorizer/target/origin-lock-authorizer.jar"
EDGE_ZIP="$ROOT/lambda/edge-signer/target/origin-lock-edge-signer.zip"
export ROOT BUILD CALLED_FROM WORKER_JAR AUTHORIZER_JAR EDGE_ZIP

# path_of PACKAGE, and the Terraform variable that names another.
path_of() {
  case "$1" in
    worker) echo "$WORKER_JAR" ;;
    authorizer) echo "$AUTHORIZER_JAR" ;;
    edge) echo "$EDGE_ZIP" ;;
  esac
}
variable_of() {
  case "$1" in
    worker) echo package ;;
    *) echo "$1_package" ;;
  esac
}

# say TEXT...: a line of progress.
say() {
  printf '==> %s\n' "$*"
}

# die TEXT...: one line that says what to do, and out.
die() {
  printf 'origin-lock: %s\n' "$*" >&2
  exit 1
}

# terraform_folder: the whole path of the folder DIR, which is meant from where the user stands, or else from
# here; the root module if there is no DIR.
terraform_folder() {
  local place
  for place in "$CALLED_FROM" "$ROOT"; do
    (cd "$place" && cd -- "${DIR:-$ROOT/terraform}" 2>/dev/null &&
      { compgen -G '*.tf' || compgen -G '*.tf.json'; } >/dev/null && pwd) && return
  done
  die "DIR is \"${DIR:-}\", which holds no Terraform configuration, neither from $CALLED_FROM nor from $ROOT. Try DIR=terraform or DIR=terraform/examples/petstore"
}

# read_arguments COMMAND FOLDER: sets init, arguments and packages, of TF_ARGS.
read_arguments() {
  local assignments
  # shellcheck disable=SC2034
  init=() arguments=() packages=()
  assignments="$("$ROOT/scripts/terraform-arguments.py" "$1" "$2" "$CALLED_FROM")" || exit 1
  eval "$assignments"
}

# one_line FILE: what a tool said, in one line without a full stop.
one_line() {
  tr -s '[:space:]' ' ' <"$1" | sed -E 's/^ +//; s/\.? *$//'
}

# accepted_findings: the JSON of ACCEPT, which is that itself or a file of it, meant from where the user stands.
accepted_findings() {
  [ -n "${ACCEPT:-}" ] || return 0
  if [[ "$ACCEPT" =~ ^[[:space:]]*\[ ]]; then
    printf '%s' "$ACCEPT"
  else
    (cd "$CALLED_FROM" && cat -- "$ACCEPT" 2>/dev/null) ||
      die "ACCEPT is \"$ACCEPT\", which is neither JSON nor a file that can be read from $CALLED_FROM. Try ACCEPT='[{\"kind\": \"hidden-refusals\", \"place\": \"*\", \"reason\": \"why\"}]'"
  fi
}

has() {
  command -v "$1" >/dev/null 2>&1
}

# within SECONDS COMMAND...: gives up after that long, where there is a timeout(1); macOS has none.
within() {
  if has timeout; then
    timeout "$@"
  else
    shift
    "$@"
  fi
}

# version_at_least HAVE WANT: whether one dotted version is not older than another.
version_at_least() {
  [ "$(printf '%s\n%s\n' "$2" "$1" | sort -t. -k1,1n -k2,2n -k3,3n | head -n 1)" = "$2" ]
}

# maven ARGS...: Maven on the reactor, quiet about downloads, never asking.
# A build is short: the second compiler and a parallel collector take half of its processor time.
maven() {
  (cd "$ROOT/lambda" && MAVEN_OPTS="${MAVEN_OPTS:--XX:TieredStopAtLevel=1 -XX:+UseSerialGC}" mvn -B -ntp "$@")
}

# package_edge_function: by the JDK's own tool, which needs no zip(1) and makes the same bytes of the
# same files everywhere.
package_edge_function() {
  mkdir -p "${EDGE_ZIP%/*}"
  jar --create --no-manifest --date=2026-01-01T00:00:00Z --file "$EDGE_ZIP" \
    -C "$ROOT/lambda/edge-signer" index.mjs -C "$ROOT/lambda/edge-signer" canonical.mjs
}
