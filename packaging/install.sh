#!/bin/sh
# Installs Wasmill for this user, without root. Run it from the unpacked archive.
# Usage: ./install.sh [PREFIX]     PREFIX: where lib/wasmill, bin/wasmill and share go (default ~/.local).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
prefix=${1:-${HOME:?HOME is not set; name a folder: ./install.sh PREFIX}/.local}
case $prefix in -*) echo "usage: ./install.sh [PREFIX]" >&2; exit 2 ;; esac
[ -x "$here/wasmill" ] || { echo "install.sh: $here has no program wasmill; run install.sh from the unpacked archive" >&2; exit 1; }
mkdir -p "$prefix/lib" "$prefix/bin"
prefix=$(cd "$prefix" && pwd)
place=$prefix/lib/wasmill
case $here in "$place") echo "install.sh: $place is this folder; it is installed already" >&2; exit 1 ;; esac
# The new folder takes the place of an old one at once: a broker that runs keeps its open files.
new=$prefix/lib/.wasmill.new.$$ old=$prefix/lib/.wasmill.old.$$
trap 'rm -rf "$new" "$old"' EXIT
umask 022
cp -R "$here" "$new"
chmod -R go-w "$new"
"$new/wasmill" version >/dev/null || { echo "install.sh: the program does not run on this machine; it needs Linux with glibc 2.34 or later" >&2; exit 1; }
# What lies outside of the folder; "wasmill uninstall" reads the list.
(cd "$new" && { echo bin/wasmill; [ ! -d share ] || find share -type f | LC_ALL=C sort; }) >"$new/installed.txt"
if [ -e "$place" ]; then
  mv "$place" "$old"
  # Manual pages that the new version has no more.
  [ ! -f "$old/installed.txt" ] || while IFS= read -r file; do rm -f "$prefix/$file"; done <"$old/installed.txt"
fi
mv "$new" "$place"
ln -sf ../lib/wasmill/wasmill "$prefix/bin/wasmill"
[ ! -d "$place/share" ] || { mkdir -p "$prefix/share" && cp -R "$place/share/." "$prefix/share/"; }
echo "Installed: $prefix/bin/wasmill"
echo "Remove it with: wasmill uninstall"
case :${PATH:-}: in
  *":$prefix/bin:"*) echo "Try it: wasmill demo" ;;
  *) echo "$prefix/bin is not in PATH. Add it: export PATH=\"$prefix/bin:\$PATH\""; echo "Try it: $prefix/bin/wasmill demo" ;;
esac
