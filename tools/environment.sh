# Make and fill the environment: `environment.sh create VENV`, `install VENV GROUP`, `older VENV`, `spark VENV`.
# Plain sh, because on a bare machine nothing else is there yet. uv is used where it can be had,
# pip where it cannot; both check the hashes in the locks.
set -eu
action=$1 venv=$2
bin=$venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

fail() {
  printf '\n%s\n' "$@" >&2
  exit 4
}

# The newest suitable Python by name; $REGULARS_PYTHON names another.
find_python() {
  for name in ${REGULARS_PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
    if command -v "$name" >/dev/null 2>&1 && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"
      return
    fi
  done
}

# Run quietly; on failure show what was said.
quietly() {
  log=$(mktemp)
  if "$@" >"$log" 2>&1; then
    rm -f "$log"
  else
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
}

took() {
  printf '  %-44s %5d s\n' "$1" "$(($(date +%s) - started))"
}

installer() {
  if [ -x "$bin/uv" ]; then
    with="$bin/uv pip install --python $bin/python --quiet"
  else
    with="$bin/python -m pip install --quiet"
  fi
}

create() {
  python=$(find_python)
  [ -n "$python" ] || fail "No Python 3.11 or newer was found." \
    "What to do: install one, or name it: REGULARS_PYTHON=/where/it/is/python3 make install"
  "$python" -c 'import venv, ensurepip' 2>/dev/null || fail "$python cannot make environments: its venv module is missing." \
    "What to do: install it (on Debian and Ubuntu: apt-get install python3-venv)."
  [ -x "$bin/python" ] || quietly "$python" -m venv "$venv" || fail "The environment $venv could not be made."
  mkdir -p "$venv/stamps"
  "$bin/python" -m pip install --quiet --require-hashes -r requirements-uv.lock 2>/dev/null ||
    echo "  uv could not be installed here: pip does its work, more slowly"
  touch "$venv/stamps/uv"
  took "environment"
}

install() {
  case $1 in
    run) lock=requirements.lock ;;
    *) lock=requirements-$1.lock ;;
  esac
  installer
  quietly $with --require-hashes -r "$lock" || fail "The dependencies in $lock could not be installed (see above)." \
    "What to do: check that a package index can be reached, then run the same command again."
  quietly $with --no-deps --no-build-isolation --editable . || fail "This checkout could not be installed into $venv."
  touch "$venv/stamps/$1"
  took "dependencies in $lock"
}

# The oldest engine that is supported, apart from the rest: tests put this folder first on their path.
older() {
  installer
  rm -rf "$venv/older"
  quietly $with --require-hashes --target "$venv/older" -r requirements-older.lock || fail "requirements-older.lock could not be installed (see above)."
  touch "$venv/stamps/older"
  took "the oldest engine that is supported"
}

# Spark comes as source only: what builds it is installed first, from the same lock, so that nothing unpinned is fetched.
spark() {
  installer
  builder=$(mktemp)
  sed -n '/^setuptools==/,/[^\\]$/p' requirements-spark.lock >"$builder"
  quietly $with --require-hashes -r "$builder" &&
    quietly $with --require-hashes --no-build-isolation -r requirements-spark.lock || {
    rm -f "$builder"
    fail "requirements-spark.lock could not be installed (see above)." \
      "What to do: check that a package index can be reached and that 2 GB of disk are free, then run the same command again."
  }
  rm -f "$builder"
  touch "$venv/stamps/spark"
  took "Spark (pyspark, from source)"
}

started=$(date +%s)
case $action in
  create) create ;;
  install) install "$3" ;;
  older) older ;;
  spark) spark ;;
esac
