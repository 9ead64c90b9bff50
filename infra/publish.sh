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
work=artifacts/publish
mkdir -p $work
dotnet publish src/Textak.Web -c Release -r linux-$processor --self-contained false -p:PublishReadyToRun=true -p:UseAppHost=false \
  -p:RunAnalyzers=false -p:RestoreLockedMode=false -p:NuGetLockFilePath="$PWD/$work/packages.lock.json" --artifacts-path $work/artifacts -o "$into" --nologo -v quiet
