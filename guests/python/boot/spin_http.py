"""The HTTP types of Spin's Python SDK of 2023: the app gets a Request and returns a Response, and may send requests itself."""
import _wasmill

_METHODS = ('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS')
_SUCCESS, _DESTINATION_NOT_ALLOWED, _INVALID_URL, _REQUEST_ERROR, _RUNTIME_ERROR, _TOO_MANY_REQUESTS = range(6)


def _key(name):
    return name.lower() if isinstance(name, str) else name


class Headers:
    """Headers by name, without regard to case. A header that comes more than once has one value, its lines joined (RFC 9110, section 5.2).

    Iterates as (name, value) pairs, as the first versions of the SDK had it; in all else it is a mapping. Set-Cookie, whose lines cannot be joined without
    loss, is a pair for each line when iterated. get_all(name) has the values of all lines.
    """

    __slots__ = ('_lines', '_joined')

    def __init__(self, headers=()):
        self._lines = list(lines_of(headers))
        self._joined = None

    @classmethod
    def of(cls, lines):
        """Headers over a list of pairs of text that nobody else has."""
        headers = cls.__new__(cls)
        headers._lines, headers._joined = lines, None
        return headers

    def _by_key(self):
        """The name as it came first and the joined value, by name in lower case."""
        if self._joined is None:
            joined = {line[0].lower(): line for line in self._lines}
            self._joined = joined if len(joined) == len(self._lines) else _join(self._lines)
        return self._joined

    def _pairs(self):
        joined = self._by_key()
        if len(joined) == len(self._lines):
            return self._lines
        pairs = []
        for key, pair in joined.items():
            pairs += [line for line in self._lines if line[0].lower() == key] if key == 'set-cookie' else (pair,)
        return pairs

    def __iter__(self):
        return iter(self._pairs())

    def __reversed__(self):
        return reversed(self._pairs())

    def __len__(self):
        return len(self._pairs())

    def __contains__(self, name):
        if isinstance(name, tuple):
            return name in self._pairs()
        return _key(name) in self._by_key()

    def __getitem__(self, name):
        if isinstance(name, (int, slice)):
            return self._pairs()[name]
        pair = self._by_key().get(_key(name))
        if pair is None:
            raise KeyError(name)
        return pair[1]

    def get(self, name, default=None):
        """The value of the header of this name."""
        pair = self._by_key().get(_key(name))
        return default if pair is None else pair[1]

    def get_all(self, name):
        """The values of all header lines of this name."""
        wanted = _key(name)
        return [value for candidate, value in self._lines if candidate.lower() == wanted]

    getlist = get_all

    def items(self):
        return list(self._by_key().values())

    def keys(self):
        return [name for name, _ in self._by_key().values()]

    def values(self):
        return [value for _, value in self._by_key().values()]

    def __setitem__(self, name, value):
        wanted, lines = _key(name), self._lines
        at = next((place for place, line in enumerate(lines) if line[0].lower() == wanted), len(lines))
        self._replace([*lines[:at], *lines_of([(name, value)]), *(line for line in lines[at:] if line[0].lower() != wanted)])

    def __delitem__(self, name):
        if name not in self:
            raise KeyError(name)
        wanted = _key(name)
        self._replace([line for line in self._lines if line[0].lower() != wanted])

    def add(self, name, value):
        """Adds a line and keeps those of the same name."""
        self._replace([*self._lines, (name, value)])

    def pop(self, name, *default):
        """Removes a header and returns its value."""
        if name in self or not default:
            value = self[name]
            del self[name]
            return value
        return default[0]

    def popitem(self):
        """Removes the last header and returns its name and value."""
        if not self._lines:
            raise KeyError('there are no headers')
        name = self.keys()[-1]
        return name, self.pop(name)

    def setdefault(self, name, default=None):
        if name not in self:
            self[name] = default
        return self[name]

    def update(self, other=(), /, **more):
        """Sets headers out of a mapping or of pairs."""
        lines = [*lines_of(other), *lines_of(more)]
        names = {_key(name) for name, _ in lines}
        self._replace([*(line for line in self._lines if line[0].lower() not in names), *lines])

    def clear(self):
        self._replace([])

    def copy(self):
        return Headers(self)

    __copy__ = copy

    def __or__(self, other):
        both = self.copy()
        both.update(other)
        return both

    def __ror__(self, other):
        return Headers(lines_of(other)) | self

    def __ior__(self, other):
        self.update(other)
        return self

    def __eq__(self, other):
        if isinstance(other, Headers):
            return {key: pair[1] for key, pair in self._by_key().items()} == {key: pair[1] for key, pair in other._by_key().items()}
        if isinstance(other, list):
            return list(self) == other
        if hasattr(other, 'keys'):
            return self == Headers(lines_of(other))
        return NotImplemented

    __hash__ = None

    def __repr__(self):
        return repr(self._pairs())

    def _replace(self, lines):
        self._lines, self._joined = lines, None


def _join(lines):
    joined = {}
    for name, value in lines:
        key = name.lower()
        earlier = joined.get(key)
        joined[key] = (name, value) if earlier is None else (earlier[0], f'{earlier[1]}{"; " if key == "cookie" else ", "}{value}')
    return joined


def lines_of(headers):
    """Header lines out of what an app has: pairs, a mapping, Headers, None. A list of values is a line for each."""
    if isinstance(headers, Headers):
        return headers._lines
    pairs = headers.items() if hasattr(headers, 'items') else headers or ()
    return [(name, one) for name, value in pairs for one in (value if isinstance(value, (list, tuple)) else (value,))]


class Request:
    """An HTTP request: method in upper case, uri with path and query, headers, body as bytes."""

    __slots__ = ('method', 'uri', 'headers', 'body')

    def __init__(self, method, uri, headers=(), body=b''):
        self.method = method
        self.uri = uri
        self.headers = headers if isinstance(headers, Headers) else Headers(headers)
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
    body = request.body.encode() if isinstance(request.body, str) else request.body
    error, answer = _wasmill.http_send(
        _METHODS.index(request.method.upper()), request.uri.encode(), tuple((_bytes(name), _bytes(value)) for name, value in lines_of(request.headers)), body or None)
    if error is not None:
        raise AssertionError(_reason(request, error[0]))
    status, received, content = answer
    return Response(status, Headers.of(received), content)


def _bytes(text):
    return text if isinstance(text, bytes) else str(text).encode('utf-8', 'surrogateescape')


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
