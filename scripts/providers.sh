# shellcheck shell=bash
# Where `terraform init` gets its provider from. Sourced after common.sh.
#
# In this order: a CLI configuration that exists already (TF_CLI_CONFIG_FILE), the folder that
# TF_PLUGIN_MIRROR names, a mirror in a conventional place, the registry. Terraform and the lab,
# which runs Terraform itself, inherit the outcome as TF_CLI_CONFIG_FILE.

PROVIDER=registry.terraform.io/hashicorp/aws
PROVIDER_VERSION=5.100.0

# Whether a folder holds our provider for this machine, unpacked or packed.
mirror_has_provider() {
  local platform
  platform="$(terraform version 2>/dev/null | sed -nE 's/^on ([a-z0-9]+_[a-z0-9]+)$/\1/p')"
  [ -d "$1/$PROVIDER/$PROVIDER_VERSION/$platform" ] ||
    [ -f "$1/$PROVIDER/terraform-provider-aws_${PROVIDER_VERSION}_$platform.zip" ]
}

use_mirror() {
  export TF_CLI_CONFIG_FILE="$BUILD/terraform.rc"
  mkdir -p "$BUILD"
  cat >"$TF_CLI_CONFIG_FILE.$$" <<RC
provider_installation {
  filesystem_mirror {
    path    = "$1"
    include = ["$PROVIDER"]
  }
  direct {
    exclude = ["$PROVIDER"]
  }
}
RC
  # Moved into place: another make may be reading it.
  mv -f "$TF_CLI_CONFIG_FILE.$$" "$TF_CLI_CONFIG_FILE"
}

find_providers() {
  # Terraform only warns of a configuration file that does not exist, and so do we ignore it.
  if [ -n "${TF_CLI_CONFIG_FILE:-}" ]; then
    [ -f "$TF_CLI_CONFIG_FILE" ] && return
    unset TF_CLI_CONFIG_FILE
  fi
  if [ -n "${TF_PLUGIN_MIRROR:-}" ]; then
    mirror_has_provider "$TF_PLUGIN_MIRROR" ||
      die "TF_PLUGIN_MIRROR is \"$TF_PLUGIN_MIRROR\", which does not hold $PROVIDER $PROVIDER_VERSION for this platform. Fill it with: terraform -chdir=terraform providers mirror $TF_PLUGIN_MIRROR"
    use_mirror "$TF_PLUGIN_MIRROR"
    return
  fi
  local place
  for place in /opt/tf-plugins "$HOME/.terraform.d/plugins" "$HOME/.local/share/terraform/plugins" \
    /usr/local/share/terraform/plugins /usr/share/terraform/plugins; do
    if mirror_has_provider "$place"; then
      use_mirror "$place"
      return
    fi
  done
  # From the registry: one download for all folders, not one each.
  export TF_PLUGIN_CACHE_DIR="${TF_PLUGIN_CACHE_DIR:-$BUILD/terraform-providers}"
  mkdir -p "$TF_PLUGIN_CACHE_DIR"
}
