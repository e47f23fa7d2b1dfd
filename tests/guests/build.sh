#!/usr/bin/env bash
# Builds the C guests of the tests with Debian's clang 19 and wasi-libc:
#   apt-get install clang-19 lld-19 libclang-rt-19-dev-wasm32 wasi-libc
# Usage: build.sh [OUTPUT]     the folder of this script when it is not given
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here}
mkdir -p "$out"
object=$(mktemp --suffix=.o)
trap 'rm -f "$object"' EXIT
# Compiled and linked in two steps: asked to link with -O, clang also runs binaryen's wasm-opt when it is installed, and the result depends on the machine.
build() { # NAME MODEL
  clang-19 --target=wasm32-wasi -O2 -Wall -Wextra -Werror -ffile-prefix-map="$here"=. -c "$here/$1.c" -o "$object"
  clang-19 --target=wasm32-wasi -mexec-model="$2" -Wl,-z,stack-size=65536 -Wl,--stack-first -Wl,--strip-all "$object" -o "$out/$1.wasm"
  chmod 644 "$out/$1.wasm"
}
build echo reactor
build edges reactor
build capabilities reactor
build capabilities_late reactor
build lying_allocator reactor
