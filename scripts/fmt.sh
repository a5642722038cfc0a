#!/usr/bin/env bash
# make fmt: formats the Java and Terraform sources.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$ROOT/scripts/tools.sh"

need_java
need_maven
need_terraform
maven -q spotless:apply
terraform fmt -recursive "$ROOT/terraform"
