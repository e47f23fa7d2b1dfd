"""Loads an app at build time and answers its requests at run time."""
import linecache  # noqa: F401  imported here so that the first traceback does not have to
import os
import sys
import traceback

import _wasmill
from _wasmill_importer import Archive, ArchiveImporter
from _wasmill_refusal import RefusingFinder, explain
from spin_http import Headers, Request, Response, lines_of

APP_FAILED = 1
NO_HANDLER = 2
WARM_UP_FAILED = 3

_WARM_UP = 'warmup.json'
# inspect.CO_COROUTINE; importing inspect would make the image larger.
_COROUTINE = 0x80
# The interpreter specialises an instruction when it runs for the second time; the third run finds everything in place.
_RUNS = 3

_handler = None
_fresh = True


def load(view):
    """Imports the app out of an archive: app.py and its neighbours in the root, packages in vendor/."""
    global _handler
    # One line at a time goes out, so that a call that is cut off has shown what it printed before.
    sys.stdout.reconfigure(line_buffering=True)
    archive = Archive(view)
    _install(archive)
    try:
        import app
    except BaseException as error:
        _print_traceback()
        _print_place(error, 'app.py')
        return APP_FAILED

    handler = _find_handler(app)
    if handler is None:
        return NO_HANDLER
    _exercise(hasattr(app, 'handle_event'))
    _handler = handler
    if _WARM_UP in archive and not _warm_up(archive.read(_WARM_UP)):
        return WARM_UP_FAILED
    _settle()
    return 0


def dispatch(method, uri, headers, body):
    """Answers one request: (status, ((name, value), ...), body), all bytes."""
    global _fresh
    if _fresh:
        _fresh = False
        _wake()
    try:
        return _encode(_handler(Request(method, uri, Headers.of(headers), body)))
    except SystemExit as stop:
        _print_traceback()
        return _failure(f'sys.exit: the function called sys.exit({"" if stop.code is None else stop.code!r})')
    except MemoryError:
        _print_traceback()
        return _failure('memory: the function asked for more memory than its limit allows (MemoryError)')
    except BaseException as error:
        _print_traceback()
        return _failure(f'exception: {_one_line(error, explain(error))}')
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


def _install(archive):
    """The app's own modules come before the standard library's and vendored packages after them, as on any Python's path."""
    standard = next(place for place, finder in enumerate(sys.meta_path) if isinstance(finder, ArchiveImporter))
    sys.meta_path.insert(standard, ArchiveImporter(archive))
    sys.meta_path.insert(standard + 2, ArchiveImporter(archive, root='vendor/'))
    sys.meta_path.append(RefusingFinder)


def _find_handler(app):
    request_handler, event_handler = getattr(app, 'handle_request', None), getattr(app, 'handle_event', None)
    if request_handler and event_handler:
        print('app.py defines both handle_request(request) and handle_event(event): keep one of them', file=sys.stderr)
        return None
    if request_handler:
        return _plain(request_handler)
    if event_handler:
        from wasmill._handler import handler_of
        return handler_of(_plain(event_handler))
    print('app.py defines neither handle_request(request) nor handle_event(event): define one of them', file=sys.stderr)
    return None


def _plain(handler):
    """A handler that is a coroutine is run to its end."""
    if not getattr(getattr(handler, '__code__', None), 'co_flags', 0) & _COROUTINE:
        return handler
    import asyncio
    return lambda argument: asyncio.run(handler(argument))


def _exercise(takes_events):
    """Runs the code around the handler, which is ours, so that the interpreter has specialised it before the snapshot. The app's own code does not run."""
    global _handler, _fresh
    if takes_events:
        from wasmill._handler import handler_of
        _handler = handler_of(lambda event: event.replace(type='a.b', data=event.data))
    else:
        _handler = lambda request: Response(200, [('content-type', request.headers.get('content-type'))], request.body)
    headers = [('content-type', 'application/json'), ('ce-specversion', '1.0'), ('ce-id', '1'), ('ce-source', '/s'), ('ce-type', 'a'), ('ce-time', '2000-01-01T00:00:00Z')]
    for _ in range(_RUNS):
        _fresh = True
        dispatch('POST', '/', list(headers), b'{"a": 1}')
    _fresh = True


def _warm_up(text):
    """Calls the handler with the event that lies beside app.py, as a broker would deliver it. What it prints and returns is discarded."""
    from wasmill._http import decode, encode_one
    silence, out = _Silence(), sys.stdout
    try:
        headers, body = encode_one(decode(Request('POST', '/', [('content-type', 'application/cloudevents+json')], text)))
        for _ in range(_RUNS):
            sys.stdout = silence
            _encode(_handler(Request('POST', '/', list(headers), body)))
    except BaseException as error:
        _print_traceback()
        _print_place(error, _WARM_UP, 'the warm-up event failed: ')
        return False
    finally:
        sys.stdout = out
    return True


class _Silence:
    """Takes what the handler prints while it is warmed up."""

    def write(self, text):
        return len(text)

    def flush(self):
        pass


def _settle():
    """The part of it that is Python's: see reactor/settle.c."""
    sys.stdout.flush()
    sys.stderr.flush()


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
    status = response.status
    if not isinstance(status, int) or not 100 <= status <= 599:
        raise ValueError(f'the status of a Response must be a number from 100 to 599, not {status!r}')
    return status, tuple([(_header_text(name), _header_text(value)) for name, value in lines_of(response.headers)]), _body(response.body)


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


def _one_line(error, hint=''):
    text = ' '.join(str(error).split())
    return (f'{type(error).__name__}: {text}' if text else type(error).__name__) + (f' ({hint})' if hint else '')


def _print_place(error, default, prefix=''):
    """One line at the end: where it went wrong and what it was."""
    if isinstance(error, SyntaxError) and error.filename:
        place = f'{error.filename}:{error.lineno}'
    else:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if not frame.filename.startswith('<')]
        place = f'{frames[-1].filename}:{frames[-1].lineno}' if frames else default
    text = error.msg if isinstance(error, SyntaxError) else None
    print(f'{place}: {prefix}{type(error).__name__ + ": " + text if text else _one_line(error, explain(error, building=True))}', file=sys.stderr)


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
