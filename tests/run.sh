#!/usr/bin/env bash
# Builds everything and runs all tests; installs what is missing (Debian). The last line is: N passed, N failed, N skipped
#   tests/run.sh                      everything
#   tests/run.sh unit|browser [...]   one of the two; what follows goes to the runner (-class "*.BoardLog*", -help, ...)
#   tests/run.sh NAME [...]           the tests whose full name holds NAME
#   tests/run.sh bench [NAME...] [--quick]   measures the published program, in all or some ways; prints a table, passes nothing
#   tests/run.sh crowd URL [--programs N] [--minutes N] [--pace N] [--seed N] [--board SLUG]   programs that argue and estimate on a running site
#   tests/run.sh chaos [--rounds N] [--seed N] [--fault NAME] [--redis dead|absent] [--watchers N]   breaks a cluster, again and again
#   tests/run.sh fuzz [--minutes N] [--seed N]   hands the reader of feeds what nobody wrote, for so long
#   tests/run.sh fuzz-api [N] [SEED]  calls the API's operations N times (20000), by its own document
#   tests/run.sh lint-api             holds that document against the rules of a linter (npm)
#   tests/run.sh clients              a SignalR client of another stack and curl follow a board while nodes are killed (npm, curl)
#   tests/run.sh chaos --compare N    writes and joins with Redis and without, in N pairs
# TEXTAK_TEST_SQLSERVER="Server=...;User Id=...;Password=..." repeats the suite on that server, after SQLite.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DEBIAN_FRONTEND=noninteractive
# Build servers make the next build faster; where there is none, they would only stay behind
[ "${CI:-}" = true ] && export MSBUILDDISABLENODEREUSE=1

suites="Textak.Tests Textak.Browser"
case "${1:-}" in
  unit) suites=Textak.Tests; shift ;;
  browser) suites=Textak.Browser; shift ;;
  chaos) suites=Textak.Tests; export TEXTAK_CHAOS="${*:2}"; set -- -explicit only -class Textak.Tests.Cluster.ManyRounds -showLiveOutput ;;
  fuzz) suites=Textak.Tests; export TEXTAK_FUZZ="${*:2}"; set -- -explicit only -method '*FeedFuzzTests.For_minutes' -showLiveOutput ;;
  fuzz-api) suites=Textak.Tests; export TEXTAK_FUZZ_API="${*:2}"; set -- -explicit only -method 'Textak.Tests.Api.FuzzTests.Many' -showLiveOutput ;;
  lint-api) suites=Textak.Tests; set -- -explicit only -method 'Textak.Tests.Api.DocumentTests.A_linter_has_nothing_to_say' -showLiveOutput ;;
  clients) suites=Textak.Tests; export TEXTAK_CLIENTS=1; set -- -explicit only -class Textak.Tests.Clients.OtherStacks -showLiveOutput ;;
  bench | crowd | -* | "") ;;
  *) set -- -method "*$1*" "${@:2}" ;;
esac

twice() { "$@" || { sleep 5; "$@"; }; }

install_missing() {
  local program missing=()
  for program in redis-server haproxy faketime chromium-headless-shell; do
    PATH=$PATH:/usr/sbin command -v $program > /dev/null || missing+=($program)
  done
  [ ${#missing[@]} -eq 0 ] && return
  command -v apt-get > /dev/null || { echo "Please install: ${missing[*]}" >&2; return 1; }
  local sudo=; [ "$(id -u)" -eq 0 ] || sudo=sudo
  twice $sudo apt-get update -q || return
  # Where Debian has no shell of the browser by itself, the whole one does the same, at half the speed
  twice $sudo apt-get install -qy --no-install-recommends "${missing[@]}" ||
    $sudo apt-get install -qy --no-install-recommends "${missing[@]/chromium-headless-shell/chromium}"
}

# The program as it is deployed: it starts in half the time. A run of the whole suite would wait longer for it than it saves
publish() {
  infra/publish.sh artifacts/program && export TEXTAK_PROGRAM="$PWD/artifacts/program"
}

# Measures the program as it is deployed, in a process of its own; the sockets of the load are read where they are heard of
bench() {
  local bin=tests/Textak.Bench/bin
  publish || return
  dotnet build tests/Textak.Bench -c Release --nologo -v quiet || return
  ulimit -n "$(ulimit -H -n)"
  DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=1 DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT=1 \
    dotnet "$bin/Release/net10.0/Textak.Bench.dll" "$@"
}
if [ "${1:-}" = bench ]; then install_missing && bench "${@:2}"; exit; fi
# A guest of the site: it is neither published nor started here
if [ "${1:-}" = crowd ]; then dotnet build tests/Textak.Bench -c Release --nologo -v quiet && dotnet tests/Textak.Bench/bin/Release/net10.0/Textak.Bench.dll "$@"; exit; fi

results=$(mktemp -d)
runner=
# A hundred sites that write each to its own database wait for the disk half of the time: where memory has room for their files they lie there.
# Not those of the rounds that break things, which are to be what they are in production
room=$(df -k --output=avail /dev/shm 2> /dev/null | tail -n 1)
[ -n "${TEXTAK_CHAOS+set}" ] || [ "${room:-0}" -lt 4000000 ] || TMPDIR=$(mktemp -d -p /dev/shm textak-XXXXXX)
export TMPDIR=${TMPDIR:-/tmp}
trap '[ -z "$runner" ] || kill -- -"$runner" 2> /dev/null; rm -rf "$results"; [[ $TMPDIR != /dev/shm/textak-* ]] || rm -rf "$TMPDIR"' EXIT
trap 'exit 130' INT TERM

# Most of what is compiled while it builds and tests is called a few times: without counting its calls, and without mapping it twice, a build takes
# two thirds of the time and a run nine tenths. A hundred sites in one process make much that soon is garbage: it is collected at each 64 MB (in hex)
export DOTNET_TieredPGO=0 DOTNET_EnableWriteXorExecute=0 DOTNET_GCgen0size=0x4000000
install_missing || exit 1
twice dotnet tool restore || exit 1
twice dotnet restore Textak.sln || exit 1
dotnet build Textak.sln -c Release --no-restore --nologo -v quiet
built=$?
[ "${CI:-}" != true ] || dotnet build-server shutdown --vbcscompiler > /dev/null
[ $built -eq 0 ] || exit 1
[ -z "${TEXTAK_CHAOS+set}${TEXTAK_CLIENTS+set}" ] || publish || exit 1

failed=0
# In a process group of its own: should a runner die, its browsers and servers are ended with it, and nobody waits for them
run() { # the name of this run, the suite, arguments for the runner
  local name=$1 suite=$2; shift 2
  echo "== $name"
  : > "$results/$name" # which the other may look for first
  setsid "tests/$suite/bin/Release/net10.0/$suite" -noLogo -noColor "$@" > "$results/$name" 2>&1 < /dev/null &
  runner=$!
  tail -n +1 -f --pid=$runner "$results/$name" &
  wait $runner || failed=1
  kill -- -$runner 2> /dev/null
  wait
}

for suite in $suites; do
  [ -d "tests/$suite" ] || continue
  TEXTAK_TEST_SQLSERVER='' run "$suite" "$suite" "$@"
done
if [ -n "${TEXTAK_TEST_SQLSERVER:-}" ] && [[ $suites == *Textak.Tests* ]]; then run "Textak.Tests on SQL Server" Textak.Tests "$@"; fi

# The runners close with "Total: 37, Errors: 0, Failed: 2, Skipped: 0, Not Run: 1, ...": an error is a failure outside of a
# test, and what is not run (marked explicit) counts for nothing
read -r passed broken skipped < <(cat "$results"/* | sed -nE 's/.* Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+), Not Run: ([0-9]+),.*/\1 \2 \3 \4 \5/p' |
  awk '{ passed += $1 - $3 - $4 - $5; failed += $2 + $3; skipped += $4 } END { print passed + 0, failed + 0, skipped + 0 }')
[ "$failed" -eq 0 ] || [ "$broken" -gt 0 ] || { echo "A runner ended before its tests did."; broken=1; }
[ $((passed + broken)) -gt 0 ] || { echo "No test ran."; failed=1; }
echo "$passed passed, $broken failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$broken" -eq 0 ]
