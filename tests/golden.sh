#!/bin/sh
# Writes what a version leaves on the disk into tests/Golden/NAME; run it once for each version of a format, and commit the result. What is there already is never written again.
# usage: tests/golden.sh NAME [CHECKOUT]    CHECKOUT: another version's, into which the writer of logs is copied first
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
name=$1 from=${2:-$here}
out=$here/tests/Golden/$name
mkdir -p "$out"

# The log's folder alone, by the engine, in small segments.
if [ ! -e "$out/log-clean" ]; then
  tests=Wasmill.Broker.Log.Tests rename=
  # In earlier versions the log was a folder of the broker.
  [ -d "$from/tests/$tests" ] || { tests=Wasmill.Broker.Tests; rename='s/Broker\.Log\.Settings/Broker.Engines.Log/; s/Broker\.Log\.Tests/Broker.Tests/'; }
  if [ "$from" != "$here" ]; then
    mkdir -p "$from/tests/$tests/Golden"
    sed "$rename" "$here/tests/Wasmill.Broker.Log.Tests/Golden/GoldenLogWriter.cs" >"$from/tests/$tests/Golden/GoldenLogWriter.cs"
  fi
  dotnet build "$from/tests/$tests" -c Release --tl:off -v quiet -clp:NoSummary
  WASMILL_GOLDEN=$out dotnet "$from/artifacts/bin/$tests/release/$tests.dll" -noColor -noLogo -class '*GoldenLogWriter'
fi

# A whole home, by the tool. It is driven from outside, by the tests of this checkout.
if [ ! -e "$out/home.tar.gz" ]; then
  dotnet build "$here/tests/Wasmill.Acceptance" -c Release --tl:off -v quiet -clp:NoSummary
  WASMILL_GOLDEN=$out WASMILL_DLL=$("$from/wasmill" --build-only)/wasmill.dll \
    dotnet "$here/artifacts/bin/Wasmill.Acceptance/release/Wasmill.Acceptance.dll" -noColor -noLogo -class '*GoldenHomeWriter'
fi
