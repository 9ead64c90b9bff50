#!/usr/bin/env bash
# Three nodes behind one address on this machine: the topology of compose.yaml, from Debian's packages, on loopback.
#   infra/cluster.sh up            redis-server, three nodes and haproxy; what runs already is left alone
#   infra/cluster.sh status        who runs, and what each node says at /health/ready
#   infra/cluster.sh logs [NODE] [-f ...]   the last lines of all or of one; what follows goes to tail
#   infra/cluster.sh kill NODE     as a power cut would: node1, node2, node3, redis or balancer
#   infra/cluster.sh stop NODE     in an orderly way, as a deployment would
#   infra/cluster.sh start NODE    again
#   infra/cluster.sh run VERB ...  the program's chores on this cluster's database: run users grant Moderator NAME
#   infra/cluster.sh down          ends what up and start began, and nothing else; the data stays
# From the environment; what up was told holds until down:
#   TEXTAK_PORT          where the balancer listens (8080); the next eight ports are the nodes', their metrics', Redis's and the statistics'
#   TEXTAK_CLUSTER       a folder for data, logs and process ids (infra/.cluster)
#   TEXTAK_SQLSERVER     a connection string: SQL Server instead of one SQLite file that the nodes share
#   TEXTAK_SQLSERVER_MIGRATE   likewise, of a login that may change the schema (the same)
#   TEXTAK_PROGRAM       a published program (it is published into the folder above)
#   TEXTAK_CERTIFICATE, TEXTAK_LISTEN_TLS, TEXTAK_REQUIRE_HTTPS   as in compose.tls.yaml: a PEM file, 127.0.0.1:8443, true
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DEBIAN_FRONTEND=noninteractive PATH=$PATH:/usr/sbin

state=$(mkdir -p "${TEXTAK_CLUSTER:-$root/infra/.cluster}" && cd "${TEXTAK_CLUSTER:-$root/infra/.cluster}" && pwd)
nodes="node1 node2 node3"
everything="redis $nodes balancer"

die() { echo "cluster.sh: $*" >&2; exit 1; }
usage() { sed -n '2,/^set /{/^# /s/^# //p}' "$0"; exit "${1:-0}"; }

# port_of node2: 8082
port_of() { echo $((port + ${1#node})); }

name_of() { # a name as it was typed: node2, or 2
  local name=$1
  [ -n "$name" ] || die "Which one? There are ${everything// /, }."
  [[ $name =~ ^[1-3]$ ]] && name=node$name
  [[ " $everything " == *" $name "* ]] || die "There is no \"$name\"; there are ${everything// /, }."
  echo "$name"
}

# --- processes: the id, when it began, so that an id which was given away since is never taken for ours, and how long
# its log was then

began() { sed 's/.*) //' "/proc/$1/stat" 2> /dev/null | cut -d ' ' -f 20; }

pid_of() { # prints the id, if it runs and is ours
  local pid since
  read -r pid since _ 2> /dev/null < "$state/$1.pid" || return 1
  [ -n "$since" ] && [ "$(began "$pid")" = "$since" ] && ! grep -q ') Z' "/proc/$pid/stat" 2> /dev/null && echo "$pid"
}

launch() { # NAME COMMAND...
  local name=$1 log=$state/$1.log before; shift
  before=$(wc -c 2> /dev/null < "$log" || echo 0)
  setsid "$@" >> "$log" 2>&1 < /dev/null &
  echo "$! $(began $!) $before" > "$state/$name.pid"
}

end() { # SIGNAL NAME SECONDS: whether it is gone within
  local pid i
  pid=$(pid_of "$2") || { rm -f "$state/$2.pid"; return 0; }
  kill -"$1" "$pid" 2> /dev/null || true
  for ((i = 0; i < $3 * 10; i++)); do
    pid_of "$2" > /dev/null || { rm -f "$state/$2.pid"; return 0; }
    sleep 0.1
  done
  return 1
}

any_of() { # "NAMES"
  local name
  for name in $1; do pid_of "$name" > /dev/null && return; done
  return 1
}

# --- what is started, with which settings

# A node that is started again, perhaps from another shell, is to come back to the same database and ports
told="PORT PROGRAM SQLSERVER SQLSERVER_MIGRATE CERTIFICATE LISTEN_TLS REQUIRE_HTTPS"
remember() (
  umask 077
  for name in $told; do name=TEXTAK_$name; printf '%s=%q\n' "$name" "${!name:-}"; done > "$state/settings"
)
# shellcheck disable=SC1091
if [ -f "$state/settings" ] && any_of "$everything"; then . "$state/settings"; fi

# Wherever the next shell stands
[ -z "${TEXTAK_PROGRAM:-}" ] || TEXTAK_PROGRAM=$(realpath -m "$TEXTAK_PROGRAM")
[ -z "${TEXTAK_CERTIFICATE:-}" ] || TEXTAK_CERTIFICATE=$(realpath -m "$TEXTAK_CERTIFICATE")
port=${TEXTAK_PORT:-8080}
redis_port=$((port + 7))
listen_tls=${TEXTAK_LISTEN_TLS:-127.0.0.1:8443}
program=${TEXTAK_PROGRAM:-$state/app}
database=Sqlite
[ -z "${TEXTAK_SQLSERVER:-}" ] || database=SqlServer

settings_of() { # exports what a node finds in its environment: the same names as in compose.yaml
  set -a
  # shellcheck disable=SC1091
  . "$root/infra/node.env"
  set +a
  export Node__Name="$1"
  Urls=http://127.0.0.1:$(port_of "$1")
  export Urls
  export Telemetry__MetricsUrl="http://127.0.0.1:$((port + 3 + ${1#node}))"
  export Textak__DataDirectory="$state/data"
  export Database__Provider="$database"
  export ConnectionStrings__Textak="${TEXTAK_SQLSERVER:-}"
  export ConnectionStrings__Redis="127.0.0.1:$redis_port,abortConnect=false"
  export Security__RequireHttps="${TEXTAK_REQUIRE_HTTPS:-false}"
  export Security__KnownProxies__0=127.0.0.1
}

start() {
  local name=$1
  if pid_of "$name" > /dev/null; then echo "$name runs already"; return; fi
  case $name in
    redis)
      launch redis redis-server --bind 127.0.0.1 --port "$redis_port" --dir "$state" --save '' --appendonly no --maxmemory 64mb ;;
    balancer)
      ( export TEXTAK_LISTEN=127.0.0.1:$port TEXTAK_STATS=$((port + 8))
        if [ -z "${TEXTAK_CERTIFICATE:-}" ]; then unset TEXTAK_CERTIFICATE
        else export TEXTAK_CERTIFICATE TEXTAK_LISTEN_TLS="$listen_tls" TEXTAK_HTTPS_PORT="${listen_tls##*:}"; fi
        for node in $nodes; do export "TEXTAK_${node^^}=127.0.0.1:$(port_of "$node")"; done
        launch balancer haproxy -db -f "$root/infra/haproxy.cfg" ) ;;
    *)
      [ -f "$program/Textak.Web.dll" ] || die "There is no program in $program yet: \"up\" publishes it."
      ( settings_of "$name"
        cd "$program"
        launch "$name" dotnet Textak.Web.dll ) ;;
  esac
  echo "$name started"
}

migrate() (
  settings_of node1
  [ -z "${TEXTAK_SQLSERVER_MIGRATE:-}" ] || export ConnectionStrings__Textak=$TEXTAK_SQLSERVER_MIGRATE
  export Node__Name=migrate ConnectionStrings__Redis=
  cd "$program"
  dotnet Textak.Web.dll migrate
)

publish() {
  if [ -z "${TEXTAK_PROGRAM:-}" ]; then
    command -v dotnet > /dev/null || die "There is no dotnet: install the .NET SDK 10, https://dotnet.microsoft.com/download"
    echo "publishing the program; the first time takes a minute or two"
    "$root/infra/publish.sh" "$program"
  fi
  [ -f "$program/Textak.Web.dll" ] || die "There is no Textak.Web.dll in $program. TEXTAK_PROGRAM is to be the folder of a published program."
}

install_missing() {
  local name missing=()
  for name in redis-server haproxy; do command -v $name > /dev/null || missing+=("$name"); done
  [ ${#missing[@]} -eq 0 ] && return
  command -v apt-get > /dev/null || die "Please install: ${missing[*]}"
  local sudo=; [ "$(id -u)" -eq 0 ] || sudo=sudo
  # The packages would start servers of their own, on ports that others may want
  $sudo apt-get update -q && $sudo env RUNLEVEL=1 apt-get install -qy --no-install-recommends "${missing[@]}"
}

# --- looking: plain bash, so that nothing has to be installed for it

ask() { # PORT PATH: the status and the body on one line; nothing if nobody answers within two seconds
  # shellcheck disable=SC2016
  timeout 2 bash -c 'exec 3<> /dev/tcp/127.0.0.1/$0 && printf "GET $1 HTTP/1.0\r\nHost: localhost\r\n\r\n" >&3 && cat <&3' "$1" "$2" 2> /dev/null |
    tr -d '\r' | awk 'NR == 1 { printf "%s ", $2 } body { printf "%s", $0 } /^$/ { body = 1 }' || true
}

# shellcheck disable=SC2016
is_taken() { timeout 1 bash -c 'exec 3<> /dev/tcp/127.0.0.1/$0' "$1" 2> /dev/null; }

check_ports() {
  local at
  for ((at = port; at <= port + 8; at++)); do
    ! is_taken $at || die "Something listens at 127.0.0.1:$at already. Choose nine free ports: TEXTAK_PORT=9000 takes 9000 to 9008."
  done
}

last_words() { # NAME: what it said went wrong since it was started, or else its last lines
  local before
  read -r _ _ before < "$state/$1.pid"
  tail -c "+$((before + 1))" "$state/$1.log" | { grep -E '^(textak: |\[ALERT\])' || tail -n 5 "$state/$1.log"; }
}

await() { # NAME: until it answers; says why when it can't
  local name=$1 at path i
  case $name in
    redis) at=$redis_port path=/ ;;
    balancer) at=$port path=/health/balancer ;;
    *) at=$(port_of "$name") path=/health/ready ;;
  esac
  for ((i = 0; i < 600; i++)); do
    pid_of "$name" > /dev/null || die "$name ended: $(last_words "$name")"
    case $name in
      redis) timeout 1 redis-cli -p "$at" ping > /dev/null 2>&1 && return ;;
      *) [[ $(ask "$at" "$path") == 200* ]] && return ;;
    esac
    sleep 0.1
  done
  die "$name doesn't answer at 127.0.0.1:$at$path. $(ask "$at" "$path") $(last_words "$name")"
}

summary() { # of what /health/ready said: ready, and whatever is not healthy, with its reason
  local said=$1 word=ready
  [ -n "$said" ] || { echo "no answer"; return; }
  [[ $said == 200* ]] || word="not ready"
  { grep -oE '"[a-z]+":\{"status":"(degraded|unhealthy)","reason":"[^"]*"' <<< "$said" || true; } |
    sed -E "s/\"([a-z]+)\":\{\"status\":\"([a-z]+)\",\"reason\":\"([^\"]*)\"/; \1 \2: \3/; s/\\\\u0027/'/g" | tr -d '\n' | sed "s/^/$word/;/^\$/d" | grep . || echo "$word"
}

status() {
  local name pid at said down=0
  for name in $everything; do
    if ! pid=$(pid_of "$name"); then printf '%-9s down\n' "$name"; down=1; continue; fi
    case $name in
      redis) at=127.0.0.1:$redis_port said=$(timeout 1 redis-cli -p "$redis_port" ping 2> /dev/null | sed 's/PONG/ready/') ;;
      balancer) at=http://127.0.0.1:$port said=$(summary "$(ask "$port" /health/balancer | cut -c 1-3)") ;;
      *) at=http://127.0.0.1:$(port_of "$name") said=$(summary "$(ask "$(port_of "$name")" /health/ready)") ;;
    esac
    [[ $said == ready* ]] || down=1
    printf '%-9s pid %-7s %-22s %s\n' "$name" "$pid" "$at" "${said:-no answer}"
  done
  return $down
}

case ${1:-} in
  up)
    # As many sockets as we may
    ulimit -n "$(ulimit -H -n)"
    install_missing
    mkdir -p "$state/data"
    any_of "$everything" || { check_ports; remember; }
    # Only while no node uses them
    any_of "$nodes" || { publish; migrate; }
    for name in redis $nodes; do start "$name"; done
    echo "waiting until they are ready"
    for name in redis $nodes; do await "$name"; done
    start balancer
    await balancer
    at=http://127.0.0.1:$port
    [ -z "${TEXTAK_CERTIFICATE:-}" ] || at=https://$listen_tls
    echo "The board is at $at, its nodes at http://127.0.0.1:$(port_of node1) to $(port_of node3), the balancer's statistics at http://127.0.0.1:$((port + 8))." ;;
  status) status ;;
  logs)
    shift
    files=("$state"/*.log)
    if [ -n "${1:-}" ] && [[ $1 != -* ]]; then files=("$state/$(name_of "$1").log"); shift; fi
    [ -f "${files[0]}" ] || die "There is no log in $state yet."
    exec tail -n 40 "$@" "${files[@]}" ;;
  kill)
    name=$(name_of "${2:-}")
    pid_of "$name" > /dev/null || die "$name doesn't run."
    end KILL "$name" 5 && echo "$name killed" ;;
  stop)
    name=$(name_of "${2:-}")
    pid_of "$name" > /dev/null || die "$name doesn't run."
    [[ $nodes != *$name* ]] || echo "$name is stopping; its watchers have ten seconds to move"
    end TERM "$name" 30 || die "$name is still stopping."
    echo "$name stopped" ;;
  start)
    name=$(name_of "${2:-}")
    ulimit -n "$(ulimit -H -n)"
    start "$name"
    await "$name" ;;
  down)
    # All at once, and told twice: a node is not to wait for its watchers to move, for nobody is left to move to
    for name in $everything; do if pid=$(pid_of "$name"); then kill -TERM "$pid" 2> /dev/null || true; fi; done
    sleep 0.3
    for name in $everything; do end TERM "$name" 30 || end KILL "$name" 5; done
    rm -f "$state/settings"
    echo "down; data and logs are in $state" ;;
  run)
    shift
    [ $# -gt 0 ] || die "Which verb? For example: run users list"
    [ -f "$program/Textak.Web.dll" ] || die "There is no program in $program yet: \"up\" publishes it."
    # From where the shell stands, for whoever names a file
    settings_of node1
    export Node__Name=run
    exec dotnet "$program/Textak.Web.dll" "$@" ;;
  help | -h | --help) usage ;;
  *) usage 2 >&2 ;;
esac
