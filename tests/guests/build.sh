#!/usr/bin/env bash
# Builds the C guests of the tests and of bench/functions with Debian's clang 19 and wasi-libc:
#   apt-get install clang-19 lld-19 libclang-rt-19-dev-wasm32 wasi-libc
# Usage: build.sh [OUTPUT]     the folder of this script when it is not given
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here}
mkdir -p "$out"
object=$(mktemp --suffix=.o)
trap 'rm -f "$object"' EXIT
# Compiled and linked in two steps: asked to link with -O, clang also runs binaryen's wasm-opt when it is installed, and the result depends on the machine.
build() { # SOURCE MODEL OUTPUT [OPTION...]
  clang-19 --target=wasm32-wasi -O2 -Wall -Wextra -Werror -ffile-prefix-map="$here"=. "${@:4}" -c "$here/$1.c" -o "$object"
  clang-19 --target=wasm32-wasi -mexec-model="$2" -Wl,-z,stack-size=65536 -Wl,--stack-first -Wl,--strip-all "$object" -o "$out/$3.wasm"
  chmod 644 "$out/$3.wasm"
}
build echo reactor echo
build echo reactor echo_later -DLATER_NAMES
build edges reactor edges
build hostile reactor hostile
build event reactor event
build stamp reactor stamp
build event_wagi command event_wagi
build wagi command wagi
build capabilities reactor capabilities
build capabilities reactor capabilities_later -DLATER_NAMES
build lying_allocator reactor lying_allocator
