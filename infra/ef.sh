#!/usr/bin/env bash
# EF Core's tool, on the program as it was built last, for one of the two databases, which need not be there:
#   infra/ef.sh Sqlite|SqlServer COMMAND...      for instance: infra/ef.sh Sqlite migrations script
set -euo pipefail
cd "$(dirname "$0")/.."
provider=${1:?Sqlite or SqlServer} connection='Data Source=:memory:'
[ "$provider" = Sqlite ] || connection='Server=none;Database=textak'
dotnet tool restore > /dev/null
dotnet ef "${@:2}" --no-build --project src/Textak.Web --context "${provider}TextakDb" -- "--Database:Provider=$provider" "--ConnectionStrings:Textak=$connection"
