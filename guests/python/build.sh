#!/usr/bin/env bash
# Builds dist/python.wasm: CPython as a WASI reactor with the standard library and our entry points in it, from Debian's packages alone.
#   ./build.sh           builds and replaces dist/
#   ./build.sh --check   builds into a temporary folder and says whether the result is the committed one
# Runs on Debian 12 as root (it installs the compilers); about 4 minutes on two cores. WORK=dir keeps the build tree there and reuses it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mode=${1:-build}
work=${WORK:-$(mktemp -d)}
mkdir -p "$work/src" "$work/dist"
[ -n "${WORK:-}" ] || trap 'rm -rf "$work"' EXIT
jobs=$(nproc)
say() { printf '== %s\n' "$*"; }

install_compilers() {
  say "compilers"
  command -v clang-19 >/dev/null && command -v wasm-ld-19 >/dev/null && [ -e /usr/lib/llvm-19/lib/clang/19/lib/wasi ] && [ -e /usr/include/zlib.h ] && command -v wasm-opt >/dev/null && return
  apt-get update -q && apt-get install -y -q --no-install-recommends clang-19 lld-19 llvm-19 libclang-rt-19-dev-wasm32 binaryen dpkg-dev build-essential zlib1g-dev
}

# The sources are those of the Debian release after 12. They come from the mirror that this machine uses already, through an apt
# configuration of its own, so that the system's stays as it is.
fetch_sources() {
  say "sources"
  [ -e "$work/src/.complete" ] && return
  local mirror apt
  mirror=$(sed -nE 's/^URIs: *([^ ]+).*/\1/p; s/^deb +(\[[^]]*\] +)?([^ ]+) .*/\2/p' /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null | head -n 1) || true
  [ -n "$mirror" ] || { echo "no Debian mirror is configured for apt" >&2; exit 1; }
  mkdir -p "$work/apt/parts" "$work/apt/lists/partial" "$work/apt/cache/archives/partial"
  # Trusted: Debian 12 has no key of the next release; the files are checked against the sums below instead.
  printf 'Types: deb deb-src\nURIs: %s\nSuites: trixie\nComponents: main\nTrusted: yes\n' "$mirror" >"$work/apt/parts/next.sources"
  apt=(-q -o Dir::Etc::SourceList=/dev/null -o "Dir::Etc::SourceParts=$work/apt/parts" -o "Dir::State::Lists=$work/apt/lists" -o "Dir::Cache=$work/apt/cache" -o APT::Sandbox::User=root)
  apt-get "${apt[@]}" update
  (cd "$work/src"
   # A newer packaging revision may stand in the index than on the mirror; the upstream tarballs are the same, and only they are used.
   apt-get "${apt[@]}" source --download-only python3.13 zlib bzip2 xz-utils || true
   apt-get "${apt[@]}" download wasi-libc
   sha256sum --check --strict "$here/sources.sha256")
  touch "$work/src/.complete"
}

unpack() {
  [ -e "$work/.unpacked" ] && return
  say "unpacking"
  (cd "$work"
   mkdir -p python zlib bzip2 xz
   tar xf src/python3.13_3.13.5.orig.tar.xz -C python --strip-components=1
   tar xf src/zlib_*.orig.tar.gz -C zlib --strip-components=1
   tar xf src/bzip2_*.orig.tar.gz -C bzip2 --strip-components=1
   tar xf src/xz-utils_*.orig.tar.xz -C xz --strip-components=1
   dpkg -x src/wasi-libc_*_all.deb wasi-libc
   mkdir -p sysroot && ln -sfn ../wasi-libc/usr/include sysroot/include && ln -sfn ../wasi-libc/usr/lib sysroot/lib)
  touch "$work/.unpacked"
}

# configure needs a Python of the same version that runs on this machine. Its marshal writes the guest's code, so it is built from the same source.
build_native_python() {
  native=$work/native/python
  [ -x "$native" ] && return
  say "native Python"
  mkdir -p "$work/native"
  (cd "$work/native" && "$work/python/configure" -C --without-ensurepip --disable-test-modules >configure.log 2>&1 && make -j"$jobs" all >make.log 2>&1)
}

# Paths of this machine must not stand in the result, or two machines would give two results.
compiler() { echo "clang-19 --target=wasm32-wasi --sysroot=$work/sysroot -mbulk-memory -ffile-prefix-map=$work=. -ffile-prefix-map=$here=."; }

build_zlib() {
  say "zlib"
  (cd "$work/zlib"
   for file in adler32 compress crc32 deflate infback inffast inflate inftrees trees uncompr zutil; do $(compiler) -O2 -c $file.c -o $file.o; done
   rm -f libz.a && llvm-ar-19 rcsD libz.a ./*.o)
}

build_bzip2() {
  say "bzip2"
  (cd "$work/bzip2"
   for file in blocksort huffman crctable randtable compress decompress bzlib; do $(compiler) -O2 -c $file.c -o $file.o; done
   rm -f libbz2.a && llvm-ar-19 rcsD libbz2.a blocksort.o huffman.o crctable.o randtable.o compress.o decompress.o bzlib.o)
}

build_xz() {
  [ -e "$work/xz/liblzma.a" ] && return
  say "xz"
  (cd "$work/xz"
   ./configure --host=wasm32-unknown-wasip1 --build=x86_64-linux-gnu CC="$(compiler)" CFLAGS=-O2 AR=llvm-ar-19 RANLIB=llvm-ranlib-19 --disable-shared --enable-static --disable-threads --disable-nls \
     --disable-xz --disable-xzdec --disable-lzmadec --disable-lzmainfo --disable-lzma-links --disable-scripts --disable-doc --disable-microlzma --disable-lzip-decoder --disable-assembler \
     --disable-clmul-crc --disable-dependency-tracking >configure.log 2>&1
   make -j"$jobs" -C src/liblzma liblzma.la >make.log 2>&1
   cp src/liblzma/.libs/liblzma.a liblzma.a)
}

build_python() {
  [ -e "$work/target/libpython3.13.a" ] && return
  say "Python for WASI"
  mkdir -p "$work/target"
  (cd "$work/target"
   # --without-computed-gotos: WebAssembly has no computed jumps. HOSTRUNNER: nothing built here is run.
   CONFIG_SITE=$work/python/Tools/wasm/config.site-wasm32-wasi CC="$(compiler)" CPP="$(compiler) -E" CXX="clang++-19 --target=wasm32-wasi" AR=llvm-ar-19 RANLIB=llvm-ranlib-19 LDSHARED=false \
   OPT="-DNDEBUG -O2 -fwrapv" HOSTRUNNER=true PKG_CONFIG=false ZLIB_CFLAGS="-I../zlib" ZLIB_LIBS="-L../zlib -lz" \
   BZIP2_CFLAGS="-I../bzip2" BZIP2_LIBS="-L../bzip2 -lbz2" LIBLZMA_CFLAGS="-I../xz/src/liblzma/api" LIBLZMA_LIBS="-L../xz -llzma" \
     ../python/configure -C --host=wasm32-unknown-wasip1 --build=x86_64-linux-gnu --with-build-python="$native" --with-pymalloc --disable-test-modules \
     --without-doc-strings --without-computed-gotos --prefix=/usr >configure.log 2>&1
   # The interpreter remembers when and by what it was compiled; fixed, so that every build gives the same.
   make -j"$jobs" libpython3.13.a SOURCE_DATE_EPOCH=315532800 >make.log 2>&1)
}

link() {
  say "linking"
  local target=$work/target
  # 1 MiB stack, 3 MiB data of CPython with the heap of the calls, 4 MiB for the image's heap, which suits an app with a few imports; then the standard library.
  # What a call touches lies below that: the host keeps so much of an instance's memory resident (EngineSettings.cs).
  local memory=$((8 << 20))
  rm -rf "$work/zones"
  zic -b slim -d "$work/zones" "$here/data/tzdata.zi"
  "$native" "$here/tools/zones.py" "$work/zones" "$(sed -n '1s/# version //p' "$here/data/tzdata.zi")" "$work/dist/zones.bin"
  "$native" "$here/tools/pack.py" "$work/python/Lib" "$here/boot" "$here/amend" "$work/dist"
  mkdir -p "$work/objects"
  local file
  for file in "$here"/reactor/*.c; do
    $(compiler) -O2 -std=c23 -Wall -Wextra -Werror --embed-dir="$work/dist" -I"$target" -I"$work/python/Include" -isystem "$work/python/Modules/_hacl" -isystem "$work/python/Modules/_hacl/include" -c "$file" -o "$work/objects/$(basename "$file" .c).o"
  done
  # --no-entry and -nostartfiles: the constructors run inside wasmill_init, so that no export would run them again on an initialised image.
  # __stack_pointer is exported for the snapshotter: it is the only mutable global. Without -O, since clang would then run wasm-opt where there is one.
  $(compiler) -mexec-model=reactor -nostartfiles "$work"/objects/*.o "$target/libpython3.13.a" "$target/Modules/_decimal/libmpdec/libmpdec.a" "$target/Modules/_hacl/libHacl_Hash_SHA2.a" \
    "$target/Modules/expat/libexpat.a" "$work/zlib/libz.a" "$work/bzip2/libbz2.a" "$work/xz/liblzma.a" -lm -ldl -lwasi-emulated-signal -lwasi-emulated-getpid -lwasi-emulated-process-clocks \
    -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free -Wl,--initial-memory=$memory \
    -Wl,--no-entry -Wl,-z,stack-size=1048576 -Wl,--stack-first -Wl,--gc-sections -Wl,--strip-all -Wl,--export=__stack_pointer -o "$work/linked.wasm"
  wasm-opt "$work/linked.wasm" -O2 --enable-bulk-memory --enable-sign-ext --enable-mutable-globals -o "$work/small.wasm"
  "$native" "$here/tools/place.py" "$work/small.wasm" "$work/dist/stdlib.zip" "$work/dist/python.wasm"
  rm "$work/dist/stdlib.zip" "$work/dist/importer.bin" "$work/dist/zones.bin"
  chmod 644 "$work/dist/python.wasm"
}

notices() {
  local root=$work
  {
    echo "python.wasm contains the following works, each under its own licence."
    for entry in "CPython:python/LICENSE" "zlib:zlib/LICENSE" "bzip2:bzip2/LICENSE" "liblzma (XZ Utils):xz/COPYING.0BSD" "libmpdec:python/Modules/_decimal/libmpdec/COPYRIGHT.txt" "Expat:python/Modules/expat/COPYING" "HACL* (SHA-2, SHA-3, BLAKE2, MD5):python/Modules/_hacl/LICENSE" "wasi-libc:wasi-libc/usr/share/doc/wasi-libc/copyright"; do
      local file=$root/${entry#*:}
      printf '\n==== %s\n\n' "${entry%%:*}"
      if [ -e "$file" ]; then cat "$file"
      elif [ "${entry%%:*}" = libmpdec ]; then sed -n '/^\/\*/,/\*\//p;/\*\//q' "$root/python/Modules/_decimal/libmpdec/mpdecimal.h"
      else sed -n '/^\/\*/,/\*\//p;/\*\//q' "$(find "$root/python/Modules/_hacl" -name 'Hacl_Hash_SHA2.c' | head -n 1)"
      fi
    done
    printf '\n==== IANA time zone database\n\nThe time zone database is in the public domain (https://www.iana.org/time-zones).\n'
  } >"$work/dist/NOTICES.txt"
}

install_compilers
fetch_sources
unpack
build_native_python
build_zlib
build_bzip2
build_xz
build_python
link
notices
(cd "$work/dist" && sha256sum python.wasm NOTICES.txt >SHA256SUMS)

if [ "$mode" = --check ]; then
  if cmp -s "$work/dist/SHA256SUMS" "$here/dist/SHA256SUMS"; then
    say "the result matches the committed dist/"
  else
    say "the result differs from the committed dist/:"
    diff "$here/dist/SHA256SUMS" "$work/dist/SHA256SUMS" || true
    exit 1
  fi
else
  mkdir -p "$here/dist"
  cp "$work/dist/python.wasm" "$work/dist/NOTICES.txt" "$work/dist/SHA256SUMS" "$here/dist/"
  say "dist/ is new: $(wc -c <"$here/dist/python.wasm") bytes"
fi
