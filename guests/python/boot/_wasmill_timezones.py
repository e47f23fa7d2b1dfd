"""The IANA time zone database (tools/zones.py made the file)."""
import zlib

from _wasmill_importer import STANDARD_LIBRARY

_FILE = STANDARD_LIBRARY.view('zones.bin')
_INDEX_END = 4 + int.from_bytes(_FILE[:4], 'little')
# One line for the version, one for where the blocks end, then one for each zone: its name, its block, where it begins there, its length.
_INDEX = zlib.decompress(_FILE[4:_INDEX_END], -15)

_LINES = _INDEX.split(b'\n', 2)
VERSION = _LINES[0].decode()
_ENDS = (0, *map(int, _LINES[1].split(b' ')))
del _LINES


def find(name):
    """The TZif data of a zone, None when there is no such zone."""
    key = b'\n' + name.encode('utf-8', 'replace') + b' '
    start = _INDEX.find(key)
    if start < 0:
        return None
    line = start + len(key)
    block, offset, length = map(int, _INDEX[line:_INDEX.index(b'\n', line)].split(b' '))
    return _block(block)[offset:offset + length]


def names():
    """The names of all zones and links."""
    return [line.split(' ', 1)[0] for line in _INDEX.decode().splitlines()[2:]]


def _block(number):
    return zlib.decompress(_FILE[_INDEX_END + _ENDS[number]:_INDEX_END + _ENDS[number + 1]], -15)
