#!/usr/bin/env bash
# Adds a migration to both databases: infra/migration.sh NAME
# "infra/migration.sh --again" makes the one initial migration anew; until the first release there is no other.
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?a name for the migration, or --again}
dotnet tool restore >/dev/null
if [ "$name" = --again ]; then
  name=Initial
  rm -rf src/Textak.Web/Data/Sqlite/Migrations src/Textak.Web/Data/SqlServer/Migrations
fi
dotnet build src/Textak.Web -v quiet
for provider in Sqlite SqlServer; do
  dotnet ef migrations add "$name" --no-build --project src/Textak.Web --context "${provider}TextakDb" \
    --output-dir "Data/$provider/Migrations" -- \
    "--Database:Provider=$provider" "--ConnectionStrings:Textak=$([ $provider = Sqlite ] && echo 'Data Source=:memory:' || echo 'Server=none;Database=textak')"
done
