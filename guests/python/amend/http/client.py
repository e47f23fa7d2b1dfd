# Connections through the host: what is written is taken for a request, which the host sends when the answer is read.
import errno as _errno


class _HostConnection:
    """Stands where HTTPConnection has a socket."""

    def __init__(self, origin):
        self._origin = origin
        self._written = bytearray()
        self._answer = None

    def sendall(self, data):
        self._written += data

    def exchange(self):
        request, self._written = bytes(self._written), bytearray()
        self._answer = _exchange(self._origin, request)

    def makefile(self, mode, *arguments, **options):
        if self._answer is None:
            self.exchange()
        answer, self._answer = self._answer, None
        return io.BytesIO(answer)

    def settimeout(self, timeout):
        pass

    def setsockopt(self, *arguments):
        pass

    def close(self):
        pass


# About the connection between a client and its server: the host has one of its own with the server.
_OF_THE_CONNECTION = {'connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'content-length'}


def _exchange(origin, request):
    """Sends a request, in the bytes of HTTP/1.1, and gives the answer back as such."""
    from spin_http import Request, http_send
    head, _, body = request.partition(b'\r\n\r\n')
    start, *lines = head.decode('iso-8859-1').split('\r\n')
    method, target, _ = start.split(' ', 2)
    pairs = [(name, value.strip()) for name, _, value in (line.partition(':') for line in lines)]
    if any(name.lower() == 'transfer-encoding' for name, _ in pairs):
        body = _without_chunks(body)
    uri = target if '://' in target else origin + target
    own_host = origin.partition('://')[2]
    headers = [(name, value) for name, value in pairs if name.lower() not in _OF_THE_CONNECTION and (name.lower(), value) != ('host', own_host)]
    try:
        answer = http_send(Request(method, uri, headers, body))
    except AssertionError as refusal:
        raise OSError(_errno.ECONNREFUSED, str(refusal)) from None
    kept = [(name, value) for name, value in answer.headers if name.lower() not in _OF_THE_CONNECTION]
    length = answer.headers.get('content-length') if method == 'HEAD' else str(len(answer.body))
    kept += [('Content-Length', length or '0'), ('Connection', 'close')]
    text = f'HTTP/1.1 {answer.status} {responses.get(answer.status, "")}\r\n' + ''.join(f'{name}: {value}\r\n' for name, value in kept) + '\r\n'
    return text.encode('utf-8', 'surrogateescape') + answer.body


def _without_chunks(body):
    stream, content = io.BytesIO(body), bytearray()
    while size := int(stream.readline().partition(b';')[0] or b'0', 16):
        content += stream.read(size)
        stream.readline()
    return bytes(content)


def _connect(self):
    host, port = (self._tunnel_host, self._tunnel_port) if self._tunnel_host else (self.host, self.port)
    name = f'[{host}]' if ':' in host else host
    self.sock = _HostConnection(f'{self._scheme}://{name}' + ('' if port == self.default_port else f':{port}'))


_write_request = HTTPConnection._send_request


def _send_request(self, *arguments):
    # Here and not when the answer is read, since callers take a failure to connect from here.
    _write_request(self, *arguments)
    self.sock.exchange()


HTTPConnection._send_request = _send_request
HTTPConnection._scheme = 'http'
HTTPConnection.connect = _connect


class HTTPSConnection(HTTPConnection):
    """The host does the TLS, with the certificates that its system trusts."""

    default_port = HTTPS_PORT
    _scheme = 'https'

    def __init__(self, host, port=None, *, timeout=socket._GLOBAL_DEFAULT_TIMEOUT, source_address=None, context=None, blocksize=8192):
        super().__init__(host, port, timeout, source_address, blocksize)


__all__.append('HTTPSConnection')


def _create_https_context(http_version):
    return None
