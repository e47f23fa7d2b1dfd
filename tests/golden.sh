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
  if [ "$from" != "$here" ]; then
    mkdir -p "$from/tests/Wasmill.Broker.Tests/Golden"
    cp "$here/tests/Wasmill.Broker.Tests/Golden/GoldenLogWriter.cs" "$from/tests/Wasmill.Broker.Tests/Golden/"
  fi
  dotnet build "$from/tests/Wasmill.Broker.Tests" -c Release --tl:off -v quiet -clp:NoSummary
  WASMILL_GOLDEN=$out dotnet "$from/artifacts/bin/Wasmill.Broker.Tests/release/Wasmill.Broker.Tests.dll" -noColor -noLogo -class '*GoldenLogWriter'
fi

# A whole home, by the tool. It is driven from outside, by the tests of this checkout.
if [ ! -e "$out/home.tar.gz" ]; then
  dotnet build "$here/tests/Wasmill.Acceptance" -c Release --tl:off -v quiet -clp:NoSummary
  WASMILL_GOLDEN=$out WASMILL_DLL=$("$from/wasmill" --build-only)/wasmill.dll \
    dotnet "$here/artifacts/bin/Wasmill.Acceptance/release/Wasmill.Acceptance.dll" -noColor -noLogo -class '*GoldenHomeWriter'
fi
