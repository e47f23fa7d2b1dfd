#!/bin/sh
# Writes what this version leaves on the disk into tests/Golden/NAME; run it once for each version of a format, and commit the result.
# usage: tests/golden.sh NAME [CHECKOUT]    CHECKOUT: another version's, into which the writer is copied first
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
name=$1 from=${2:-$here}
out=$here/tests/Golden/$name
[ ! -e "$out" ] || { echo "tests/Golden/$name exists: a golden folder is never written again" >&2; exit 1; }
mkdir -p "$out"
if [ "$from" != "$here" ]; then
  mkdir -p "$from/tests/Wasmill.Broker.Tests/Golden"
  cp "$here/tests/Wasmill.Broker.Tests/Golden/GoldenLogWriter.cs" "$from/tests/Wasmill.Broker.Tests/Golden/"
fi
dotnet build "$from/tests/Wasmill.Broker.Tests" -c Release --tl:off -v quiet -clp:NoSummary
WASMILL_GOLDEN=$out dotnet "$from/artifacts/bin/Wasmill.Broker.Tests/release/Wasmill.Broker.Tests.dll" -noColor -noLogo -class '*GoldenLogWriter'
