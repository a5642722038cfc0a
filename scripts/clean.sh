#!/usr/bin/env bash
# make clean: removes what was built here. Terraform states and .venv stay.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

rm -rf "$BUILD" "$ROOT"/lambda/target "$ROOT"/lambda/*/target
