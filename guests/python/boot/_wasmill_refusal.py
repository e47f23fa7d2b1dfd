"""What a function cannot have, in one sentence each that names the way round."""
import sys

SEND = 'use urllib.request.urlopen or spin_http.http_send'
SOCKETS = f'sockets are not available in a function: {SEND}'
THREADS = 'threads are not available in a function: do the work in turn or with asyncio; events run side by side, each in an instance of its own'
PROCESSES = 'processes are not available in a function: do the work in Python, or ask a server with urllib.request.urlopen'
TERMINAL = 'there is no terminal in a function: print to the log'

_UNIX = 'the sandbox has no Unix system in it'
_SCREEN = 'there is no terminal and no screen in a function'
_INSTALLING = 'a function is complete when it is built: put packages into vendor/ (pip install --target vendor PACKAGE)'

# Of the standard library, by its top-level modules: why, and what to do.
MODULES = {
    'antigravity': _SCREEN,
    'ctypes': 'native libraries cannot be loaded in the sandbox: use a package in pure Python',
    'curses': f'{_SCREEN}: print to the log',
    'ensurepip': _INSTALLING,
    'fcntl': f'{_UNIX}: files need no locks, since nobody writes them',
    'grp': f'{_UNIX}: there are no users',
    'idlelib': _SCREEN,
    'mmap': f'{_UNIX}: read the file with open(path, "rb").read()',
    'multiprocessing': PROCESSES.partition(': ')[2] + '; events run side by side, each in an instance of its own',
    'pty': f'{_SCREEN}: print to the log',
    'pwd': f'{_UNIX}: there are no users',
    'readline': f'{_SCREEN}: read the request or the event',
    'resource': f'{_UNIX}: limits are set in spin.toml',
    'sqlite3': 'it needs native code and a file that can be written: keep values with spin_key_value, or ask a database server over HTTP',
    'ssl': f'the host does the TLS: {SEND} with an https address',
    'syslog': f'{_UNIX}: print to the log',
    'termios': f'{_SCREEN}: print to the log',
    'tkinter': _SCREEN,
    'tty': f'{_SCREEN}: print to the log',
    'turtle': _SCREEN,
    'turtledemo': _SCREEN,
    'venv': _INSTALLING,
    'webbrowser': _SCREEN,
}
# The native halves, by the module that stands before them.
_NATIVE = {
    '_ctypes': 'ctypes', '_curses': 'curses', '_curses_panel': 'curses', '_multiprocessing': 'multiprocessing', '_posixshmem': 'multiprocessing',
    '_posixsubprocess': 'multiprocessing', '_sqlite3': 'sqlite3', '_ssl': 'ssl', '_tkinter': 'tkinter',
}


def refuser(module, what):
    """A module's __getattr__ that says so by name, when the app imports or uses something of the module."""

    def refuse(name):
        if name.startswith('__'):
            raise AttributeError(f'module {module!r} has no attribute {name!r}')
        raise ImportError(f'{module}.{name} is not available: Wasmill gives functions no {what}; use spin_key_value to store values and spin_http.http_send to call a server', name=module)

    return refuse


class RefusingFinder:
    """The last finder of all: imports of what is not there end here, unless the app brings a module of that name."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        reason = MODULES.get(_NATIVE.get(name, name).partition('.')[0])
        if reason is None:
            return None
        from _frozen_importlib import ModuleSpec
        return ModuleSpec(name, _RefusingLoader(reason))


class _RefusingLoader:
    def __init__(self, reason):
        self._reason = reason

    def create_module(self, spec):
        raise ModuleNotFoundError(f'{spec.name} is not available in a function: {self._reason}', name=spec.name)

    def exec_module(self, module):
        pass


# What the refusals of the amended standard library say: an error that a package made of one of them is answered with the refusal itself.
_SENTENCES = (SOCKETS, THREADS, PROCESSES)
_PROCESS_NAMES = {'fork', 'forkpty', 'system', 'kill', 'killpg', 'posix_spawn', 'posix_spawnp', 'wait', 'waitpid', 'getppid'}
_LONGEST_CHAIN = 20


def explain(error, building=False):
    """What to add to the text of an error that left the app, '' for nothing."""
    text, cause = str(error), error
    for _ in range(_LONGEST_CHAIN):
        if cause is None:
            return ''
        hint = _hint(cause, building)
        if hint:
            return '' if hint in text else hint
        cause = cause.__cause__ or cause.__context__
    return ''


def _hint(error, building):
    text = str(error)
    for sentence in _SENTENCES:
        if sentence in text:
            return sentence
    if isinstance(error, ModuleNotFoundError):
        return _missing_package(error, text)
    if isinstance(error, AttributeError) and error.name in _PROCESS_NAMES and getattr(error.obj, '__name__', None) == 'os':
        return PROCESSES
    if isinstance(error, OSError) and error.filename is not None and not isinstance(error, (FileExistsError, IsADirectoryError, NotADirectoryError)):
        if building:
            return 'there are no files while a function is built: read them in the handler'
        return 'a function sees the files that "files" in spin.toml grants, and cannot write any'
    return ''


def _missing_package(error, text):
    package = (error.name or '').partition('.')[0]
    if not package or package in sys.stdlib_module_names or package in sys.modules or text != f'No module named {error.name!r}':
        return ''
    instead = f'; instead of {package}, {SEND}' if package in ('requests', 'httpx', 'aiohttp', 'urllib3') else ''
    return f'put the package into vendor/ (pip install --target vendor {package}), or the module beside app.py; Pipfile is not read{instead}'
