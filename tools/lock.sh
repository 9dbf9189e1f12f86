# Write the locks: exact versions with hashes, for every platform and Python, no index named.
# Each smaller lock constrains the larger, so that all agree.
set -eu
uv=$1
compile() {
  out=$1
  shift
  "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
    --custom-compile-command "make lock" --upgrade --output-file "$out" "$@"
  echo "  $out"
}
echo uv | compile requirements-uv.lock -
compile requirements.lock pyproject.toml --group build
compile requirements-demo.lock pyproject.toml --group build --extra demo --constraint requirements.lock
compile requirements-dev.lock pyproject.toml --group build --extra demo --extra postgres --group dev --constraint requirements-demo.lock
compile requirements-spark.lock pyproject.toml --group build --group spark-build --extra spark --constraint requirements-dev.lock
# The oldest engine that is supported, tested beside the newest.
echo 'duckdb==1.5.*' | compile requirements-older.lock -
