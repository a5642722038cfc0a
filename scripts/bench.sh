#!/usr/bin/env bash
# bench.sh: the known ways to rotate and this one, in the same model under the same load; prints a
# table and draws build/bench/baselines.svg. README=1 puts both into README.md and docs/.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

"$ROOT/scripts/simulated.sh" io.originlock.baseline.Bench "$BUILD/bench"
if [ -n "${README:-}" ]; then
  cp "$BUILD/bench/baselines.svg" "$ROOT/docs/baselines.svg"
  "$ROOT/scripts/into-readme.sh" BASELINES "$BUILD/bench/baselines.md"
fi
