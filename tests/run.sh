#!/usr/bin/env bash
# Builds everything and runs all tests; installs what is missing (Debian). The last line is: N passed, N failed, N skipped
#   tests/run.sh                      everything
#   tests/run.sh unit|browser [...]   one of the two; what follows goes to the runner (--filter-class, ...)
#   tests/run.sh NAME                 the tests whose full name holds NAME
# TEXTAK_TEST_SQLSERVER="Server=...;User Id=...;Password=..." repeats the suite on that server, after SQLite.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DEBIAN_FRONTEND=noninteractive

suites="Textak.Tests Textak.Browser"
case "${1:-}" in
  unit) suites=Textak.Tests; shift ;;
  browser) suites=Textak.Browser; shift ;;
  -* | "") ;;
  *) set -- --filter-query "/*/*/*/*$1*" "${@:2}" ;;
esac

twice() { "$@" || { sleep 5; "$@"; }; }

install_missing() {
  local program missing=()
  for program in redis-server haproxy chromium; do
    PATH=$PATH:/usr/sbin command -v $program > /dev/null || missing+=($program)
  done
  [ ${#missing[@]} -eq 0 ] && return
  command -v apt-get > /dev/null || { echo "Please install: ${missing[*]}" >&2; return 1; }
  local sudo=; [ "$(id -u)" -eq 0 ] || sudo=sudo
  twice $sudo apt-get update -q && twice $sudo apt-get install -qy --no-install-recommends "${missing[@]}"
}

results=$(mktemp -d)
trap 'rm -rf "$results"; dotnet build-server shutdown > /dev/null 2>&1' EXIT

install_missing || exit 1
twice dotnet tool restore || exit 1
twice dotnet restore Textak.sln || exit 1
dotnet build Textak.sln --no-restore --nologo -v quiet || exit 1

failed=0
run() { # the name of this run, the suite, arguments
  local name=$1 suite=$2; shift 2
  echo "== $name"
  "tests/$suite/bin/Debug/net10.0/$suite" --no-progress "$@" 2>&1 | tee "$results/$name"
  # 8 is "no test ran": of one suite that may be so, under a filter
  case ${PIPESTATUS[0]} in 0 | 8) ;; *) failed=1 ;; esac
}

for suite in $suites; do
  [ -d "tests/$suite" ] || continue
  TEXTAK_TEST_SQLSERVER='' run "$suite" "$suite" "$@"
done
if [ -n "${TEXTAK_TEST_SQLSERVER:-}" ] && [[ $suites == *Textak.Tests* ]]; then run "Textak.Tests on SQL Server" Textak.Tests "$@"; fi

count() { cat "$results"/* | sed -nE "s/^ *$1: ([0-9]+)\r?$/\1/p" | awk '{ sum += $1 } END { print sum + 0 }'; }
passed=$(count succeeded) broken=$(count failed) skipped=$(count skipped)
[ "$failed" -eq 0 ] || [ "$broken" -gt 0 ] || { echo "A run ended before its tests did." >&2; broken=1; }
[ $((passed + broken)) -gt 0 ] || { echo "No test ran." >&2; failed=1; }
echo "$passed passed, $broken failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$broken" -eq 0 ]
