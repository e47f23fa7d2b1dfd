"""Packs compiled time zones.

Usage: zones.py FOLDER VERSION OUT     FOLDER is what `zic -b slim -d FOLDER tzdata.zi` wrote

The file: the index's length (4 bytes, little-endian), the index, the blocks; all deflated without a header. Zones of one content are stored once.
A block is a compromise: all zones in one are 53 KB, in blocks of 16 KiB 69 KB, of 4 KiB 86 KB, each on its own 122 KB; and a call that asks for a zone unpacks a block.
"""
import os
import struct
import sys
import zlib

BLOCK = 4 << 10


def deflate(data):
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    return compressor.compress(data) + compressor.flush()


def read(folder):
    zones = {}
    for place, _, files in os.walk(folder):
        for file in files:
            path = os.path.join(place, file)
            with open(path, 'rb') as stream:
                zones[os.path.relpath(path, folder).replace(os.sep, '/')] = stream.read()
    return dict(sorted(zones.items()))


def pack(zones, version):
    places, blocks = {}, [bytearray()]
    for content in zones.values():
        if content in places:
            continue
        if len(blocks[-1]) >= BLOCK:
            blocks.append(bytearray())
        places[content] = f'{len(blocks) - 1} {len(blocks[-1])} {len(content)}'
        blocks[-1] += content
    packed = [deflate(bytes(block)) for block in blocks]
    ends = [sum(map(len, packed[:count])) for count in range(1, len(packed) + 1)]
    lines = [version, ' '.join(map(str, ends)), *(f'{name} {places[content]}' for name, content in zones.items())]
    index = deflate(('\n'.join(lines) + '\n').encode())
    return struct.pack('<I', len(index)) + index + b''.join(packed)


def main(folder, version, out):
    with open(out, 'wb') as stream:
        stream.write(pack(read(folder), version))


if __name__ == '__main__':
    main(*sys.argv[1:])
