# shellcheck shell=bash
# Finds the tools, and names a missing one with how to get it. Sourced after common.sh.

MOTO_VERSION=5.2.1

need_java() {
  has javac || die "a JDK 17 or later is missing (javac). Debian/Ubuntu: apt-get install default-jdk-headless; macOS: brew install openjdk@17; else https://adoptium.net"
  local major
  major="$(javac -version 2>&1 | sed -E 's/^javac ([0-9]+).*/\1/')"
  [[ "$major" =~ ^[0-9]+$ && "$major" -ge 17 ]] ||
    die "javac is version $major; JDK 17 or later is needed. Debian/Ubuntu: apt-get install default-jdk-headless, then set JAVA_HOME to it"
}

need_maven() {
  has mvn || die "Maven 3.8 or later is missing (mvn). Debian/Ubuntu: apt-get install maven; macOS: brew install maven; else https://maven.apache.org/download.cgi"
  local version
  version="$(mvn -B -v 2>/dev/null | sed -nE 's/.*Apache Maven ([0-9.]+).*/\1/p')"
  version_at_least "${version:-0}" 3.8 ||
    die "mvn is version ${version:-unknown}; 3.8 or later is needed: https://maven.apache.org/download.cgi"
}

need_terraform() {
  local want version
  want="$(cat "$ROOT/.terraform-version")"
  has terraform || die "Terraform $want is missing. See https://developer.hashicorp.com/terraform/install, or 'tfenv install' in this folder; Debian itself has no package of it"
  version="$(terraform version 2>/dev/null | sed -nE 's/^Terraform v([0-9.]+).*/\1/p')"
  if ! version_at_least "${version:-0}" 1.11 || ! [[ "$version" == 1.* ]]; then
    die "terraform is version ${version:-unknown}; 1.11 or a later 1.x is needed ($want is what this repository is tested with): https://developer.hashicorp.com/terraform/install"
  fi
}

need_aws() {
  has aws || die "the AWS CLI is missing. See https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"
}

# Debian 12 has 18; Lambda@Edge runs the function on 22.
need_node() {
  has node || die "Node.js 18 or later is missing (node): the edge function is written for it. Debian/Ubuntu: apt-get install nodejs; macOS: brew install node; else https://nodejs.org/en/download"
  local version
  version="$(node --version 2>/dev/null | sed -nE 's/^v([0-9.]+).*/\1/p')"
  version_at_least "${version:-0}" 18.15 ||
    die "node is version ${version:-unknown}; 18.15 or later is needed: https://nodejs.org/en/download"
}

need_python() {
  has python3 || die "python3 is missing. Debian/Ubuntu: apt-get install python3 python3-venv"
}

# Whether something listens at LOCALSTACK_ENDPOINT; what that can do is asked by the tests.
need_endpoint() {
  local form='^(http|https)://(\[[0-9a-f:]+\]|[^][/?#:[:space:]]+)(:([0-9]+))?(/[^?#[:space:]]*)?$'
  local endpoint host port
  endpoint="$(tr '[:upper:]' '[:lower:]' <<<"$LOCALSTACK_ENDPOINT")"
  [[ "$endpoint" =~ $form ]] ||
    die "LOCALSTACK_ENDPOINT is \"$LOCALSTACK_ENDPOINT\", which is not of the form http://host:port. Correct it, or unset it to have Docker start LocalStack"
  host="${BASH_REMATCH[2]//[\[\]]/}"
  port="${BASH_REMATCH[4]}"
  [ -n "$port" ] || port="$([ "${BASH_REMATCH[1]}" = https ] && echo 443 || echo 80)"
  # shellcheck disable=SC2016
  within 10 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$host" "$port" 2>/dev/null ||
    die "nothing listens at $LOCALSTACK_ENDPOINT. Start the emulator there, correct LOCALSTACK_ENDPOINT, or unset it to have Docker start LocalStack"
}

# The version of the moto that a moto_server belongs to; empty if it can't be told.
moto_version_of() {
  local python
  python="$(sed -nE '1s/^#!([^ ]*python[0-9.]*)$/\1/p' "$1")"
  # A shim (pyenv, asdf) is a shell script: then it is the moto of the first python3.
  [ -x "$python" ] || python=python3
  "$python" -c 'import importlib.metadata as m; print(m.version("moto"))' 2>/dev/null || true
}

# Finds moto's server, or installs it into .venv, and exports its path as LAB_MOTO.
need_moto() {
  if [ -n "${LAB_MOTO:-}" ]; then
    has "$LAB_MOTO" || die "LAB_MOTO is \"$LAB_MOTO\", which cannot be run. Unset it, or name a moto_server"
    return
  fi
  need_python
  local candidate version found=""
  for candidate in "$(command -v moto_server || true)" "$ROOT/.venv/bin/moto_server"; do
    [ -x "$candidate" ] || continue
    version="$(moto_version_of "$candidate")"
    if [[ "$version" == 5.2.* ]] && version_at_least "$version" "$MOTO_VERSION"; then
      export LAB_MOTO="$candidate"
      return
    fi
    found="$found $candidate is version ${version:-unknown}."
  done
  say "no suitable moto_server on the PATH.$found Installing moto $MOTO_VERSION into .venv"
  python3 -m venv "$ROOT/.venv" ||
    die "python3 cannot make a virtual environment. Debian/Ubuntu: apt-get install python3-venv"
  "$ROOT/.venv/bin/pip" install --quiet --disable-pip-version-check "moto[server]==$MOTO_VERSION" ||
    die "moto $MOTO_VERSION could not be installed (the reason stands above). Where a package index is reachable: pip install 'moto[server]==$MOTO_VERSION', then call again with moto_server on the PATH"
  export LAB_MOTO="$ROOT/.venv/bin/moto_server"
}
