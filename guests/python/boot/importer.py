"""Imports modules out of ZIP archives that lie in linear memory.

Runs before Python's own start-up is done: it may use built-in modules only.
"""
import _frozen_importlib
import _wasmill
import marshal
import sys
import zlib


class Archive:
    """A ZIP archive: names to content. Stored and deflated entries; no ZIP64, which an archive in 32-bit memory never needs."""

    def __init__(self, view):
        self._view = view
        self._entries = {}
        end = self._find_end()
        count, offset = self._number(end + 10, 2), self._number(end + 16, 4)
        for _ in range(count):
            name_length = self._number(offset + 28, 2)
            name = bytes(view[offset + 46:offset + 46 + name_length]).decode()
            self._entries[name] = (self._number(offset + 10, 2), self._number(offset + 20, 4), self._number(offset + 42, 4))
            offset += 46 + name_length + self._number(offset + 30, 2) + self._number(offset + 32, 2)

    def __contains__(self, name):
        return name in self._entries

    def names(self):
        return list(self._entries)

    def read(self, name):
        data, is_deflated = self._content(name)
        return zlib.decompress(data, -15) if is_deflated else bytes(data)

    def view(self, name):
        """The bytes of a stored entry where they lie, without a copy."""
        return self._content(name)[0]

    def _content(self, name):
        method, size, offset = self._entries[name]
        start = offset + 30 + self._number(offset + 26, 2) + self._number(offset + 28, 2)
        return self._view[start:start + size], method != 0

    def _number(self, offset, size):
        return int.from_bytes(self._view[offset:offset + size], 'little')

    def _find_end(self):
        # The end record has 22 bytes and no comment in archives that Wasmill writes.
        end = len(self._view) - 22
        if end < 0 or self._number(end, 4) != 0x06054B50:
            raise ImportError('the archive is damaged: it has no end record')
        return end


class ArchiveImporter:
    """A finder and loader of the import system over one folder of an archive."""

    def __init__(self, archive, root='', suffix='.py'):
        self._archive = archive
        self._root = root
        self._suffix = suffix

    def find_spec(self, name, path=None, target=None):
        stem = self._root + name.replace('.', '/')
        for file, is_package in ((stem + '/__init__' + self._suffix, True), (stem + self._suffix, False)):
            if file in self._archive:
                spec = _frozen_importlib.ModuleSpec(name, self, origin=file, is_package=is_package)
                spec.loader_state = file
                spec.has_location = self._suffix == '.py'
                if is_package:
                    spec.submodule_search_locations = [stem]
                return spec
        return None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(self.get_code(module.__spec__.name), module.__dict__)

    def get_code(self, name):
        file = self._file(name)
        if self._suffix == '.pyc':
            return marshal.loads(self._archive.read(file)[16:])
        return compile(self._archive.read(file), file, 'exec', dont_inherit=True)

    def get_source(self, name):
        """The module's text, for tracebacks. The standard library is there as code only."""
        if self._suffix == '.pyc':
            return None
        return self._archive.read(self._file(name)).decode('utf-8', 'replace')

    def is_package(self, name):
        return self._file(name).endswith('/__init__' + self._suffix)

    def get_data(self, path):
        """The bytes of a file beside a module, for pkgutil.get_data."""
        path = path.lstrip('/')
        if path not in self._archive:
            raise FileNotFoundError(2, 'no such file in the app', path)
        return self._archive.read(path)

    def get_resource_reader(self, name):
        """For importlib.resources."""
        if not self.is_package(name):
            return None
        from _wasmill_resources import ArchiveResources
        return ArchiveResources(self._archive, self._file(name).rsplit('/', 1)[0] + '/')

    def _file(self, name):
        spec = self.find_spec(name)
        if spec is None:
            raise ImportError(f'no module named {name!r} in the archive', name=name)
        return spec.loader_state


STANDARD_LIBRARY = Archive(_wasmill.stdlib())
sys.meta_path.append(ArchiveImporter(STANDARD_LIBRARY, suffix='.pyc'))
