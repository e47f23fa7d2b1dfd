"""Packs the standard library and the boot code for a build.

Usage: pack.py LIB BOOT OUT     writes OUT/stdlib.zip and OUT/importer.bin. Must run on a Python of the guest's minor version.
"""
import importlib.util
import marshal
import os
import struct
import sys
import zipfile

# What a guest cannot use (threads, processes, terminals, native libraries) or what only tests use.
SKIPPED_FOLDERS = {
    '__phello__', '__pycache__', '_pyrepl', 'ctypes', 'curses', 'dbm', 'distutils', 'ensurepip', 'idlelib', 'lib2to3', 'multiprocessing',
    'pydoc_data', 'site-packages', 'sqlite3', 'test', 'tkinter', 'turtledemo', 'unittest', 'venv', 'wsgiref', 'xmlrpc',
}
SKIPPED_FILES = {'antigravity.py', 'doctest.py', 'pdb.py', 'pydoc.py', 'this.py', 'turtle.py', 'webbrowser.py'}
FIXED_DATE = (1980, 1, 1, 0, 0, 0)

# configure writes such a file for the machine that it builds for; uuid, platform and sysconfig import it.
BUILD_VARIABLES = "build_time_vars = {'prefix': '/', 'exec_prefix': '/', 'SOABI': 'cpython-313-wasm32-wasi', 'EXT_SUFFIX': '.so', 'HOST_GNU_TYPE': 'wasm32-unknown-wasip1'}"


def code_of(source, name):
    return compile(source, name, 'exec', dont_inherit=True, optimize=0)


def sources(folder, label):
    """(path in the archive, code) of every module of a folder."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in SKIPPED_FOLDERS)
        for file in sorted(files):
            if file.endswith('.py') and file not in SKIPPED_FILES:
                path = os.path.join(place, file)
                relative = os.path.relpath(path, folder)
                with open(path, 'rb') as stream:
                    yield relative, code_of(stream.read(), f'<{label}>/{relative}')


def main(library, boot, out):
    modules = dict(sources(library, 'stdlib'))
    modules.update((name, code) for name, code in sources(boot, 'wasmill') if name != 'importer.py')
    modules['_sysconfigdata__wasi_wasm32-wasi.py'] = code_of(BUILD_VARIABLES, '<stdlib>/_sysconfigdata.py')

    with zipfile.ZipFile(os.path.join(out, 'stdlib.zip'), 'w') as archive:
        for name in sorted(modules):
            entry = zipfile.ZipInfo(name + 'c', FIXED_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            header = importlib.util.MAGIC_NUMBER + struct.pack('<III', 0, 0, 0)
            archive.writestr(entry, header + marshal.dumps(modules[name]), compresslevel=9)

    with open(os.path.join(boot, 'importer.py'), 'rb') as stream:
        code = code_of(stream.read(), '<wasmill>/importer.py')
    with open(os.path.join(out, 'importer.bin'), 'wb') as stream:
        stream.write(marshal.dumps(code))


if __name__ == '__main__':
    main(*sys.argv[1:])
