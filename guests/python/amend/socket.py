# WASI preview 1 cannot open sockets. The names are there, so that what would use them says why it cannot.
import _wasmill_refusal

has_ipv6 = False


def _refuse(*arguments, **options):
    raise OSError(errno.ENOTSUP, _wasmill_refusal.SOCKETS)


_socket_type = socket


class socket(_socket_type):
    __slots__ = ()
    __init__ = _refuse

    def __del__(self):
        pass


SocketType = socket
create_connection = create_server = socketpair = fromfd = getaddrinfo = gethostbyname = gethostbyname_ex = gethostbyaddr = getnameinfo = _refuse


def gethostname():
    return 'localhost'


def getfqdn(name=''):
    return name.strip() or gethostname()
