# An event loop without sockets: it runs coroutines and timers, and nothing else can wake it.
import time as _time

import _wasmill_refusal


class _Clock:
    """Stands where the other loops wait for sockets."""

    def select(self, timeout=None):
        if timeout is None:
            raise RuntimeError('the event loop waits for ever: nothing is scheduled that could wake it')
        if timeout > 0:
            _time.sleep(timeout)
        return ()


class _TimerEventLoop(base_events.BaseEventLoop):
    """The event loop of a function."""

    def __init__(self):
        super().__init__()
        self._selector = _Clock()

    def _process_events(self, events):
        pass

    def _write_to_self(self):
        pass

    def run_in_executor(self, executor, function, *arguments):
        raise RuntimeError(_wasmill_refusal.THREADS)

    async def _refuse_socket(self, *arguments, **options):
        raise OSError(errno.ENOTSUP, _wasmill_refusal.SOCKETS)

    async def _refuse_process(self, *arguments, **options):
        raise OSError(errno.ENOTSUP, _wasmill_refusal.PROCESSES)

    getaddrinfo = getnameinfo = create_connection = create_server = create_datagram_endpoint = create_unix_connection = create_unix_server = _refuse_socket
    sock_recv = sock_sendall = sock_connect = sock_accept = start_tls = connect_accepted_socket = connect_read_pipe = connect_write_pipe = _refuse_socket
    subprocess_exec = subprocess_shell = _refuse_process


_UnixDefaultEventLoopPolicy._loop_factory = _TimerEventLoop
SelectorEventLoop = EventLoop = _TimerEventLoop
