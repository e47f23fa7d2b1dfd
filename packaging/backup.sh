#!/bin/sh
# Backs up the folder of a broker while it runs, or while it is stopped (docs/operate.md).
# Usage: backup.sh FOLDER ARCHIVE     FOLDER: such as ~/.wasmill/orders; ARCHIVE: a .tar.gz file that does not exist yet.
set -eu
[ $# = 2 ] || { echo "usage: backup.sh FOLDER ARCHIVE" >&2; exit 2; }
folder=$(cd "$1" && pwd) archive=$2
[ -f "$folder/broker.json" ] || { echo "backup.sh: $1 is not the folder of a broker; it has no broker.json" >&2; exit 1; }
[ ! -e "$archive" ] || { echo "backup.sh: $archive exists already; choose another name" >&2; exit 1; }
umask 077
# On the file system of the broker: a hard link takes no time and no room, whatever the size of the log.
copy=$(mktemp -d "$(dirname "$folder")/.backup-XXXXXX")
trap 'rm -rf "$copy"' EXIT
name=$(basename "$folder")
mkdir "$copy/$name"
# A checkpoint lists the segments that must be there. The broker writes one before it adds or removes a segment, so that segments and
# checkpoint belong together if no checkpoint was written meanwhile. Only the end of the last segment grows; a start reads it.
checkpoint() { stat -c '%i %y' "$folder/log/checkpoint" 2>/dev/null || echo none; }
if [ -d "$folder/log" ]; then
  tries=0
  while :; do
    before=$(checkpoint)
    rm -rf "$copy/$name/log"
    if cp -al "$folder/log" "$copy/$name/log" 2>/dev/null && [ "$before" = "$(checkpoint)" ]; then break; fi
    tries=$((tries + 1))
    [ $tries -lt 100 ] || { echo "backup.sh: the log of $name changes too fast; stop the broker, or use a snapshot of the file system" >&2; exit 1; }
  done
fi
for one in "$folder"/*; do
  case $(basename "$one") in log | logs | process.* | edit.lock) ;; *) cp -a "$one" "$copy/$name/" ;; esac
done
# Written under another name: an archive that exists is whole. A file that grows while it is read is no failure (tar ends with 1).
status=0
tar --create --gzip --file="$archive.part" --directory="$copy" --warning=no-file-changed "$name" || status=$?
[ $status -le 1 ] || { rm -f "$archive.part"; exit $status; }
mv "$archive.part" "$archive"
echo "$archive has $name; restore it with: tar xzf $archive -C FOLDER, then wasmill log verify $name"
