"""The HTTP types of Spin's Python SDK of 2023: the app gets a Request and returns a Response, and may send requests itself."""
import _wasmill

_METHODS = ('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS')
_SUCCESS, _DESTINATION_NOT_ALLOWED, _INVALID_URL, _REQUEST_ERROR, _RUNTIME_ERROR, _TOO_MANY_REQUESTS = range(6)


class Headers:
    """Header lines in order. Iterates as (name, value) pairs, as the first versions of the SDK had it, and answers by name without regard to case, as later ones do."""

    __slots__ = ('_pairs',)

    def __init__(self, pairs=()):
        self._pairs = list(pairs)

    def __iter__(self):
        return iter(self._pairs)

    def __len__(self):
        return len(self._pairs)

    def __contains__(self, name):
        if isinstance(name, tuple):
            return name in self._pairs
        return self.get(name) is not None

    def __getitem__(self, name):
        if isinstance(name, (int, slice)):
            return self._pairs[name]
        value = self.get(name)
        if value is None:
            raise KeyError(name)
        return value

    def get(self, name, default=None):
        """The value of the first header of this name."""
        wanted = name.lower()
        for candidate, value in self._pairs:
            if candidate.lower() == wanted:
                return value
        return default

    def get_all(self, name):
        """The values of all headers of this name."""
        wanted = name.lower()
        return [value for candidate, value in self._pairs if candidate.lower() == wanted]

    def items(self):
        return list(self._pairs)

    def keys(self):
        return [name for name, _ in self._pairs]

    def values(self):
        return [value for _, value in self._pairs]

    def __eq__(self, other):
        return list(self) == list(other) if isinstance(other, (Headers, list)) else NotImplemented

    def __repr__(self):
        return repr(self._pairs)


class Request:
    """An HTTP request: method in upper case, uri with path and query, headers, body as bytes."""

    __slots__ = ('method', 'uri', 'headers', 'body')

    def __init__(self, method, uri, headers=(), body=b''):
        self.method = method
        self.uri = uri
        self.headers = headers if isinstance(headers, Headers) else Headers(headers.items() if hasattr(headers, 'items') else headers)
        self.body = body

    def __repr__(self):
        return f'Request({self.method!r}, {self.uri!r}, {self.headers!r}, {self.body!r})'


class Response:
    """An HTTP response. headers may be pairs or a dict, body bytes, text or None."""

    __slots__ = ('status', 'headers', 'body')

    def __init__(self, status=200, headers=None, body=None):
        self.status = status
        self.headers = headers
        self.body = body

    def __repr__(self):
        return f'Response({self.status!r}, {self.headers!r}, {self.body!r})'


def http_send(request):
    """Sends a request and returns the Response. AssertionError when it is not allowed or the server cannot be reached."""
    if request.method.upper() not in _METHODS:
        raise AssertionError(f'a request cannot have the method {request.method!r}: only {", ".join(_METHODS)}')
    headers = request.headers or ()
    pairs = headers.items() if hasattr(headers, 'items') else headers
    body = request.body.encode() if isinstance(request.body, str) else request.body
    error, answer = _wasmill.http_send(
        _METHODS.index(request.method.upper()), request.uri.encode(), tuple((name.encode(), value.encode()) for name, value in pairs), body or None)
    if error is not None:
        raise AssertionError(_reason(request, error[0]))
    status, received, content = answer
    return Response(status, Headers(received), content)


def _reason(request, tag):
    target = f'the request to {request.uri!r}'
    if tag == _DESTINATION_NOT_ALLOWED:
        return f'{target} is not allowed: add its host to allowed_outbound_hosts of the component in spin.toml'
    if tag == _INVALID_URL:
        return f'{target} cannot be sent: the address must be a whole URL, for example "https://example.com/path"'
    if tag == _TOO_MANY_REQUESTS:
        return f'{target} was not sent: the function has sent too many requests'
    if tag == _REQUEST_ERROR:
        return f'{target} failed: the server could not be reached or its answer could not be read'
    return f'{target} failed in the host'
