# Install the parts that come from the system's package manager, where that can be done.
# Without them the tests that need them say so and are left out (in `make ci`: count as failed).
set -u
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT

have() { command -v "$1" >/dev/null 2>&1; }

as_root=
[ "$(id -u)" = 0 ] || as_root="sudo -n"

install() {
  started=$(date +%s)
  { $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends "$@"; } >"$log" 2>&1 || {
    cat "$log" >&2
    echo "Could not install: $*. The tests that need it will say so." >&2
    return 1
  }
  printf '  %-44s %5d s\n' "$*" "$(($(date +%s) - started))"
}

# Spark needs Java 17 or newer. Distributions offer one or two of these.
java_suits() { have java && java -version 2>&1 | grep -Eq 'version "(1[7-9]|[2-9][0-9])'; }

install_java() {
  for package in openjdk-17-jre-headless openjdk-21-jre-headless default-jre-headless; do
    apt-cache show "$package" >/dev/null 2>&1 && install "$package" && return
  done
  echo "No Java 17 or newer could be installed. The tests on Spark will say so." >&2
}

have chromium || have chromium-browser || have google-chrome || { have apt-get && install chromium; }
java_suits || [ -n "${JAVA_HOME:-}" ] || { have apt-get && $as_root apt-get update -qq && install_java; }
exit 0
