#!/usr/bin/env bash
# Mutates the engine with PIT, and compares what survives with lambda/rotation/mutants.tsv: each
# survivor is named there with its reason, and nothing is named that a test kills.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$ROOT/scripts/tools.sh"

need_java
need_maven

MODULE="$ROOT/lambda/rotation"
NAMED="$MODULE/mutants.tsv"
REPORT="$MODULE/target/pit-reports"

# rows STATUS...: class, method, mutator and line of the mutants with that status, sorted. The line is
# the source's text, since its number changes with every edit above it.
rows() {
  awk -F, -v OFS='\t' -v sources="$MODULE/src/main/java/" -v statuses=" $* " '
    index(statuses, " " $6 " ") {
      file = $2
      sub(/\$.*/, "", file)
      gsub(/\./, "/", file)
      file = sources file ".java"
      if (!(file in read)) {
        read[file] = 1
        for (number = 1; (getline text < file) > 0; number++) {
          gsub(/^[ \t]+|[ \t]+$/, "", text)
          lines[file, number] = text
        }
      }
      class = $2
      sub(/.*\./, "", class)
      method = $4
      sub(/^lambda\$/, "", method)
      sub(/\$[0-9]+$/, "", method)
      mutator = $3
      sub(/.*\./, "", mutator)
      sub(/Mutator/, "", mutator)
      print class, method, mutator, lines[file, $5]
    }' "$REPORT/mutations.csv" | sort
}

rm -rf "$REPORT"
maven -q -pl signing,testing,rotation test-compile pitest:mutationCoverage -Dspotless.check.skip=true

named="$(mktemp)" survived="$(mktemp)" timed_out="$(mktemp)"
trap 'rm -f "$named" "$survived" "$timed_out"' EXIT
sed '/^#/d' "$NAMED" | cut -f1-4 | sort >"$named"
rows SURVIVED NO_COVERAGE >"$survived"
# On a busy machine a survivor may run out of time: that is no reason to forget it.
rows SURVIVED NO_COVERAGE TIMED_OUT >"$timed_out"

all="$(wc -l <"$REPORT/mutations.csv")"
unnamed="$(comm -13 "$named" "$survived")"
stale="$(comm -23 "$named" "$timed_out")"
say "mutants: $all, killed $((all - $(wc -l <"$survived"))), survived $(wc -l <"$survived"), all named in ${NAMED#"$ROOT"/} unless below"
[ -z "$unnamed" ] || printf 'survives, and is not named: %s\n' "$unnamed" >&2
[ -z "$stale" ] || printf 'named, but killed or gone: %s\n' "$stale" >&2
[ -z "$unnamed$stale" ] ||
  die "kill each unnamed survivor by a test, or name it with its reason in ${NAMED#"$ROOT"/}, and take the stale lines out. See ${REPORT#"$ROOT"/}/index.html"
