#!/usr/bin/env bash
# Adds a migration to both databases: infra/migration.sh NAME
# "infra/migration.sh --again" makes the one initial migration anew; until the first release there is no other.
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?a name for the migration, or --again}
if [ "$name" = --again ]; then
  name=Initial
  rm -rf src/Textak.Web/Data/Sqlite/Migrations src/Textak.Web/Data/SqlServer/Migrations
fi
dotnet build src/Textak.Web -v quiet
for provider in Sqlite SqlServer; do infra/ef.sh $provider migrations add "$name" --output-dir "Data/$provider/Migrations"; done
