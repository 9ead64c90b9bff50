#!/usr/bin/env bash
# Publishes the program as it is deployed, compiled ahead for this machine's processor:
#   infra/publish.sh DIRECTORY
# Start it there with: dotnet Textak.Web.dll
set -euo pipefail
into=$(realpath -m "${1:?Where to? infra/publish.sh DIRECTORY}")
cd "$(dirname "$0")/.."
case $(uname -m) in x86_64) processor=x64 ;; aarch64) processor=arm64 ;; *) echo "publish.sh: not for $(uname -m)" >&2; exit 1 ;; esac
# What it takes besides (the ahead-of-time compiler) stays out of the lock files and of the build that "dotnet run" uses;
# the analyzers have spoken in that one
work=$PWD/artifacts/publish
rm -rf "$work/model"
mkdir -p "$work"
# The model of the database as code, for both: to build it takes a quarter of a start. It is made of the program, so that the program is compiled twice
(
  export UseArtifactsOutput=true ArtifactsPath="$work/model/artifacts" Textak__DataDirectory="$work/model"
  export RunAnalyzers=false RestoreLockedMode=false NuGetLockFilePath="$work/model/packages.lock.json"
  dotnet build src/Textak.Web --nologo -v quiet -clp:ErrorsOnly
  for provider in Sqlite SqlServer; do
    infra/ef.sh $provider dbcontext optimize --output-dir "$work/model/$provider" --namespace "Textak.Web.Data.$provider.Compiled" > /dev/null
  done
)
dotnet publish src/Textak.Web -c Release -r linux-$processor --self-contained false -p:PublishReadyToRun=true -p:UseAppHost=false \
  -p:RunAnalyzers=false -p:RestoreLockedMode=false -p:NuGetLockFilePath="$work/packages.lock.json" -p:CompiledModel="$work/model" --artifacts-path "$work/artifacts" -o "$into" --nologo -v quiet
