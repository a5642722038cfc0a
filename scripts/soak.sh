#!/usr/bin/env bash
# soak.sh: runs the simulation for long, TRIES cases for each rollover and each of them twice; or
# with SEED and ROLLOVER (ANY_OF, ALL_OF) one case, and tells its story. START=any: one that begins
# in any state of the world.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

if [ -n "${SEED:-}" ]; then
  [ -n "${ROLLOVER:-}" ] || die "SEED names a case together with its rollover: make soak SEED=$SEED ROLLOVER=ANY_OF (or ALL_OF)"
  arguments=("$SEED" "$ROLLOVER" "${START:-engaged}")
else
  arguments=("${TRIES:-100000}")
fi
exec "$ROOT/scripts/simulated.sh" io.originlock.simulation.Soak "${arguments[@]}"
