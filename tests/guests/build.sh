#!/usr/bin/env bash
# Builds the C guests of the tests with Debian's clang 19 and wasi-libc:
#   apt-get install clang-19 lld-19 libclang-rt-19-dev-wasm32 wasi-libc
# Usage: build.sh [OUTPUT]     the folder of this script when it is not given
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here}
mkdir -p "$out"
for guest in echo edges capabilities capabilities_late; do
  clang-19 --target=wasm32-wasi -O2 -Wall -Wextra -Werror -mexec-model=reactor -ffile-prefix-map="$here"=. \
    -Wl,-z,stack-size=65536 -Wl,--stack-first -Wl,--strip-all "$here/$guest.c" -o "$out/$guest.wasm"
  chmod 644 "$out/$guest.wasm"
done
