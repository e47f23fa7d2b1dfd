"""Packs the standard library and the boot code for a build.

Usage: pack.py LIB BOOT AMEND OUT     writes OUT/stdlib.zip and OUT/importer.bin. Must run on a Python of the guest's minor version.

A file in AMEND is put behind the module of the standard library with the same path: its definitions replace the module's own. OUT/zones.bin goes into the archive as it is.
"""
import importlib.util
import marshal
import os
import struct
import sys
import zipfile

# What a guest cannot use (processes, terminals, native libraries: boot/_wasmill_refusal.py says so by name) or what only CPython's own tests use.
SKIPPED_FOLDERS = {
    '__phello__', '__pycache__', 'ctypes', 'curses', 'ensurepip', 'idlelib', 'multiprocessing', 'site-packages', 'sqlite3', 'test', 'tkinter', 'turtledemo', 'venv',
}
# Of the files the first two are in C here, and the help topics of pydoc are larger than all else that it has.
SKIPPED_FILES = {'_pydatetime.py', '_pydecimal.py', 'antigravity.py', 'pty.py', 'ssl.py', 'topics.py', 'tty.py', 'turtle.py', 'webbrowser.py'}
FIXED_DATE = (1980, 1, 1, 0, 0, 0)
# The interactive interpreter but for what pydoc imports of it.
KEPT_FILES = {'_pyrepl': {'__init__.py', 'pager.py'}}

# configure writes such a file for the machine that it builds for; uuid, platform and sysconfig import it.
BUILD_VARIABLES = "build_time_vars = {'prefix': '/', 'exec_prefix': '/', 'SOABI': 'cpython-313-wasm32-wasi', 'EXT_SUFFIX': '.so', 'HOST_GNU_TYPE': 'wasm32-unknown-wasip1'}"


def code_of(source, name):
    return compile(source, name, 'exec', dont_inherit=True, optimize=0)


def sources(folder, label, amendments=None):
    """(path in the archive, code) of every module of a folder."""
    amendments = amendments or {}
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in SKIPPED_FOLDERS)
        for file in sorted(files):
            if file.endswith('.py') and file not in SKIPPED_FILES and file in KEPT_FILES.get(os.path.basename(place), files):
                path = os.path.join(place, file)
                relative = os.path.relpath(path, folder)
                with open(path, 'rb') as stream:
                    yield relative, code_of(stream.read() + amendments.pop(relative, b''), f'<{label}>/{relative}')
    if amendments:
        raise SystemExit(f'pack.py: there is no module to amend for {", ".join(amendments)}')


def texts(folder):
    """The bytes of every file of a folder, by its path."""
    found = {}
    for place, _, files in os.walk(folder):
        for file in files:
            path = os.path.join(place, file)
            with open(path, 'rb') as stream:
                found[os.path.relpath(path, folder)] = b'\n' + stream.read()
    return found


def entry_of(name, method):
    entry = zipfile.ZipInfo(name, FIXED_DATE)
    entry.compress_type = method
    return entry


def main(library, boot, amend, out):
    modules = dict(sources(library, 'stdlib', texts(amend)))
    modules.update((name, code) for name, code in sources(boot, 'wasmill') if name != 'importer.py')
    modules['_sysconfigdata__wasi_wasm32-wasi.py'] = code_of(BUILD_VARIABLES, '<stdlib>/_sysconfigdata.py')

    with zipfile.ZipFile(os.path.join(out, 'stdlib.zip'), 'w') as archive:
        for name in sorted(modules):
            header = importlib.util.MAGIC_NUMBER + struct.pack('<III', 0, 0, 0)
            archive.writestr(entry_of(name + 'c', zipfile.ZIP_DEFLATED), header + marshal.dumps(modules[name]), compresslevel=9)
        with open(os.path.join(out, 'zones.bin'), 'rb') as stream:
            archive.writestr(entry_of('zones.bin', zipfile.ZIP_STORED), stream.read())

    with open(os.path.join(boot, 'importer.py'), 'rb') as stream:
        code = code_of(stream.read(), '<wasmill>/importer.py')
    with open(os.path.join(out, 'importer.bin'), 'wb') as stream:
        stream.write(marshal.dumps(code))


if __name__ == '__main__':
    main(*sys.argv[1:])
