"""Loads an app at build time and answers its requests at run time."""
import linecache  # noqa: F401  imported here so that the first traceback does not have to
import os
import sys
import traceback

import _wasmill
from _wasmill_importer import Archive, ArchiveImporter
from spin_http import Request, Response

APP_FAILED = 1
NO_HANDLER = 2

_handler = None
_fresh = True


def load(view):
    """Imports the app out of an archive: app.py and its neighbours in the root, packages in vendor/."""
    global _handler
    # One line at a time goes out, so that a call that is cut off has shown what it printed before.
    sys.stdout.reconfigure(line_buffering=True)
    _install(Archive(view))
    try:
        import app
    except BaseException:
        _print_traceback()
        return APP_FAILED

    _handler = _find_handler(app)
    if _handler is None:
        return NO_HANDLER
    _settle()
    return 0


def dispatch(method, uri, headers, body):
    """Answers one request: (status, ((name, value), ...), body), all bytes."""
    global _fresh
    if _fresh:
        _fresh = False
        _wake()
    try:
        return _encode(_handler(Request(method, uri, headers, body)))
    except SystemExit as stop:
        _print_traceback()
        return _failure(f'sys.exit: the function called sys.exit({"" if stop.code is None else stop.code!r})')
    except MemoryError:
        _print_traceback()
        return _failure('memory: the function asked for more memory than its limit allows (MemoryError)')
    except BaseException as error:
        _print_traceback()
        return _failure(f'exception: {_one_line(error)}')
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


def _install(archive):
    """The app's own modules come before the standard library's and vendored packages after them, as on any Python's path."""
    standard = next(place for place, finder in enumerate(sys.meta_path) if isinstance(finder, ArchiveImporter))
    sys.meta_path.insert(standard, ArchiveImporter(archive))
    sys.meta_path.insert(standard + 2, ArchiveImporter(archive, root='vendor/'))


def _find_handler(app):
    request_handler, event_handler = getattr(app, 'handle_request', None), getattr(app, 'handle_event', None)
    if request_handler and event_handler:
        print('app.py defines both handle_request(request) and handle_event(event): keep one of them', file=sys.stderr)
        return None
    if request_handler:
        return request_handler
    if event_handler:
        from wasmill._handler import handler_of
        return handler_of(event_handler)
    print('app.py defines neither handle_request(request) nor handle_event(event): define one of them', file=sys.stderr)
    return None


def _settle():
    """Leaves the interpreter as every instance shall find it."""
    import gc
    sys.stdout.flush()
    sys.stderr.flush()
    gc.collect()
    gc.freeze()


def _wake():
    """The first call of an instance: what must not come from the snapshot is read anew."""
    entries = _wasmill.environ()
    if entries or os.environ:
        os.environ.clear()
        for entry in entries:
            name, _, value = entry.partition(b'=')
            os.environb[name] = value
    random = sys.modules.get('random')
    if random is not None:
        random.seed()


def _encode(response):
    if not isinstance(response, Response):
        missing = [name for name in ('status', 'headers', 'body') if not hasattr(response, name)]
        if missing:
            raise TypeError(f'handle_request must return a Response, not {type(response).__name__}')
    headers = response.headers
    pairs = headers.items() if hasattr(headers, 'items') else headers or ()
    status = response.status
    if not isinstance(status, int) or not 100 <= status <= 599:
        raise ValueError(f'the status of a Response must be a number from 100 to 599, not {status!r}')
    return status, tuple((_header_text(name), _header_text(value)) for name, value in pairs), _body(response.body)


def _header_text(value):
    if isinstance(value, bytes):
        return value
    if value is None:
        raise TypeError('a header of the Response is None: header names and values must be text')
    return str(value).encode('utf-8', 'surrogateescape')


def _body(body):
    if body is None:
        return b''
    if isinstance(body, str):
        return body.encode()
    if isinstance(body, (bytes, bytearray, memoryview)):
        return bytes(body)
    raise TypeError(f'the body of a Response must be bytes, str or None, not {type(body).__name__}')


def _failure(reason):
    return 500, ((b'content-type', b'text/plain; charset=utf-8'),), (reason + '\n').encode('utf-8', 'replace')


def _one_line(error):
    text = ' '.join(str(error).split())
    return f'{type(error).__name__}: {text}' if text else type(error).__name__


def _print_traceback():
    """The traceback as Python prints it, without the lines of Wasmill's own code and of the import system."""
    report = traceback.TracebackException(*sys.exc_info())
    _hide_own_frames(report)
    print(''.join(report.format()), end='', file=sys.stderr)
    sys.stderr.flush()


def _hide_own_frames(report):
    report.stack[:] = [frame for frame in report.stack if not frame.filename.startswith(('<wasmill>', '<frozen importlib'))]
    for part in (report.__cause__, report.__context__, *(report.exceptions or ())):
        if part is not None:
            _hide_own_frames(part)
