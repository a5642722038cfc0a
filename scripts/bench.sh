#!/usr/bin/env bash
# bench.sh: the known ways to rotate and this one, in the same model under the same load, drawn in
# build/bench/baselines.svg; then what the gate signature costs, in build/bench/signature.md.
# EVIDENCE=1 puts all of it into docs/.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

"$ROOT/scripts/simulated.sh" io.originlock.baseline.Bench "$BUILD/bench"
"$ROOT/scripts/bench-signature.sh"
if [ -n "${EVIDENCE:-}" ]; then
  cp "$BUILD/bench/baselines.svg" "$ROOT/docs/baselines.svg"
  "$ROOT/scripts/into-evidence.sh" BASELINES "$BUILD/bench/baselines.md"
  "$ROOT/scripts/into-evidence.sh" SIGNATURE "$BUILD/bench/signature.md"
fi
