"""Puts an archive behind a linked module's memory: its length as 4 bytes, and its bytes.

Usage: place.py MODULE ARCHIVE OUT

Behind everything that a call touches the archive costs an instance nothing. The linker cannot place it there: it knows no address behind the heap.
"""
import struct
import sys

PAGE = 65536
MEMORY, DATA, DATA_COUNT = 5, 11, 12


def unsigned(value):
    encoded = bytearray()
    while True:
        low, value = value & 0x7F, value >> 7
        encoded.append(low | (0x80 if value else 0))
        if not value:
            return bytes(encoded)


def signed(value):
    encoded = bytearray()
    while True:
        low, value = value & 0x7F, value >> 7
        done = value == (-1 if low & 0x40 else 0)
        encoded.append(low | (0 if done else 0x80))
        if done:
            return bytes(encoded)


def read_unsigned(data, position):
    value = shift = 0
    while True:
        byte = data[position]
        position += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, position


def sections(module):
    position = 8
    while position < len(module):
        kind = module[position]
        length, start = read_unsigned(module, position + 1)
        yield kind, module[start:start + length]
        position = start + length


def place(module, archive):
    content = struct.pack('<I', len(archive)) + archive
    address = 0
    out = bytearray(module[:8])
    for kind, body in sections(module):
        if kind == MEMORY:
            if body[:2] != b'\x01\x00':
                raise SystemExit('place.py: the module must have one memory without a maximum')
            pages, _ = read_unsigned(body, 2)
            address = pages * PAGE
            body = b'\x01\x00' + unsigned(-(-(address + len(content)) // PAGE))
        elif kind == DATA_COUNT:
            body = unsigned(read_unsigned(body, 0)[0] + 1)
        elif kind == DATA:
            count, start = read_unsigned(body, 0)
            body = unsigned(count + 1) + body[start:] + b'\x00\x41' + signed(address) + b'\x0b' + unsigned(len(content)) + content
        out += bytes([kind]) + unsigned(len(body)) + body
    return out


def main(module, archive, out):
    with open(module, 'rb') as stream, open(archive, 'rb') as zipped:
        placed = place(stream.read(), zipped.read())
    with open(out, 'wb') as stream:
        stream.write(placed)


if __name__ == '__main__':
    main(*sys.argv[1:])
