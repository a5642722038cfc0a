# shellcheck shell=bash
# What every script here shares. Sourced, never run.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
BUILD="$ROOT/build"
# Made by `make package`, uploaded by Terraform.
WORKER_JAR="$ROOT/lambda/rotation/target/origin-lock-worker.jar"
AUTHORIZER_JAR="$ROOT/lambda/authorizer/target/origin-lock-authorizer.jar"
EDGE_ZIP="$ROOT/lambda/edge-signer/target/origin-lock-edge-signer.zip"
export ROOT BUILD WORKER_JAR AUTHORIZER_JAR EDGE_ZIP

# say TEXT...: a line of progress.
say() {
  printf '==> %s\n' "$*"
}

# die TEXT...: one line that says what to do, and out.
die() {
  printf 'origin-lock: %s\n' "$*" >&2
  exit 1
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
