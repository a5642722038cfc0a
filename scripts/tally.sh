# shellcheck shell=bash
# Runs named checks, goes on after a failure, and sums up. Sourced after common.sh.
#
# Tests are counted in surefire's XML reports and in the summary lines of `terraform test` and `node --test`. A check
# that failed without a failed test (formatting, a compiler error) counts as one.

CONFORMANCE="$ROOT/lambda/lab/target/conformance/localstack.txt"
TALLY_PASSED=0 TALLY_FAILED=0 TALLY_SKIPPED=0
TALLY_BROKEN=()

# step NAME REMEDY COMMAND...: runs a check, its output shown and kept in build/logs.
step() {
  local name="$1" remedy="$2" log started=$SECONDS before=$TALLY_FAILED status=0
  shift 2
  mkdir -p "$BUILD/logs"
  log="$BUILD/logs/${name//[^a-z0-9]/-}.log"
  say "$name"
  "$@" 2>&1 | tee "$log" || status=$?
  count_terraform "$log"
  count_node "$log"
  if [ "$name" = "java" ]; then
    count_surefire
  fi
  say "$name: $([ "$status" -eq 0 ] && echo ok || echo failed), $((SECONDS - started)) s"
  if [ "$status" -ne 0 ]; then
    TALLY_BROKEN+=("$name failed: $remedy")
    [ "$TALLY_FAILED" -gt "$before" ] || TALLY_FAILED=$((TALLY_FAILED + 1))
  fi
}

# behind NAME COMMAND...: starts a check in the background. `rejoin NAME`, as a step's command, waits
# for it, and shows its output when it is done. They speak by files: a step runs in a subshell.
behind() {
  local name="$1"
  shift
  mkdir -p "$BUILD/logs"
  rm -f "$BUILD/logs/$name.status"
  {
    local status=0
    "$@" >"$BUILD/logs/$name.behind" 2>&1 || status=$?
    echo "$status" >"$BUILD/logs/$name.status"
  } &
}

rejoin() {
  while [ ! -s "$BUILD/logs/$1.status" ]; do
    sleep 1
  done
  cat "$BUILD/logs/$1.behind"
  return "$(cat "$BUILD/logs/$1.status")"
}

# "Success! 3 passed, 0 failed." and "Failure! 2 passed, 1 failed, 1 skipped."
count_terraform() {
  local passed failed skipped
  read -r passed failed skipped < <(sed -nE \
    's/^(Success|Failure)! ([0-9]+) passed, ([0-9]+) failed(, ([0-9]+) skipped)?\.$/\2 \3 \5/p' "$1" |
    awk '{p += $1; f += $2; s += $3} END {print p + 0, f + 0, s + 0}')
  TALLY_PASSED=$((TALLY_PASSED + passed))
  TALLY_FAILED=$((TALLY_FAILED + failed))
  TALLY_SKIPPED=$((TALLY_SKIPPED + skipped))
}

# "ℹ pass 3", and the same of fail, cancelled and skipped.
count_node() {
  local passed failed skipped
  read -r passed failed skipped < <(sed -nE 's/^ℹ (pass|fail|cancelled|skipped) ([0-9]+)$/\1 \2/p' "$1" |
    awk '{n[$1] += $2} END {print n["pass"] + 0, n["fail"] + n["cancelled"], n["skipped"] + 0}')
  TALLY_PASSED=$((TALLY_PASSED + passed))
  TALLY_FAILED=$((TALLY_FAILED + failed))
  TALLY_SKIPPED=$((TALLY_SKIPPED + skipped))
}

count_surefire() {
  local passed failed skipped
  read -r passed failed skipped < <(
    find "$ROOT"/lambda/*/target/surefire-reports -name 'TEST-*.xml' -exec grep -hoE '<testsuite .*' {} + 2>/dev/null |
      awk '
        function attribute(name) {
          return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) + 0 : 0
        }
        { bad = attribute("failures") + attribute("errors"); f += bad; s += attribute("skipped")
          p += attribute("tests") - bad - attribute("skipped") }
        END { print p + 0, f + 0, s + 0 }'
  )
  TALLY_PASSED=$((TALLY_PASSED + passed))
  TALLY_FAILED=$((TALLY_FAILED + failed))
  TALLY_SKIPPED=$((TALLY_SKIPPED + skipped))
}

# Reports of an earlier run would be counted again.
forget_reports() {
  rm -rf "$ROOT"/lambda/*/target/surefire-reports "$CONFORMANCE"
}

# What ran against LocalStack or another emulator, what was skipped, and why.
show_conformance() {
  if [ -s "$CONFORMANCE" ]; then
    cat "$CONFORMANCE"
  fi
}

# The last line says how many; before it, one line for each failed check says what to do.
finish() {
  local line
  for line in ${TALLY_BROKEN[@]+"${TALLY_BROKEN[@]}"}; do
    printf 'origin-lock: %s\n' "$line" >&2
  done
  printf '%d passed, %d failed, %d skipped\n' "$TALLY_PASSED" "$TALLY_FAILED" "$TALLY_SKIPPED"
  [ "${#TALLY_BROKEN[@]}" -eq 0 ]
}
