"""Key-value stores, as Spin's Python SDK of 2023 names them."""
import _wasmill

_STORE_TABLE_FULL, _NO_SUCH_STORE, _ACCESS_DENIED, _INVALID_STORE, _NO_SUCH_KEY, _IO = range(6)


def kv_open(name):
    """Opens a store. AssertionError when the component may not use it."""
    error, handle = _wasmill.kv_open(name.encode())
    if error is None:
        return Store(name, handle)
    raise AssertionError(_reason(name, error))


def kv_open_default():
    """Opens the store named default."""
    return kv_open('default')


class Store:
    """An open store: keys are text, values are bytes. Every failure is an AssertionError."""

    __slots__ = ('_name', '_handle')

    def __init__(self, name, handle):
        self._name = name
        self._handle = handle

    def get(self, key):
        """The value of a key, None when there is none."""
        error, value = _wasmill.kv_get(self._handle, key.encode())
        if error is not None and error[0] == _NO_SUCH_KEY:
            return None
        return self._checked(error, value)

    def set(self, key, value):
        """Gives a key a value: bytes, or text, which is stored as UTF-8."""
        self._checked(*_wasmill.kv_set(self._handle, key.encode(), value.encode() if isinstance(value, str) else value))

    def delete(self, key):
        """Removes a key; nothing happens when there is none."""
        error, value = _wasmill.kv_delete(self._handle, key.encode())
        if error is None or error[0] != _NO_SUCH_KEY:
            self._checked(error, value)

    def exists(self, key):
        """Whether a key has a value."""
        return self._checked(*_wasmill.kv_exists(self._handle, key.encode()))

    def get_keys(self):
        """All keys, as a list."""
        return self._checked(*_wasmill.kv_get_keys(self._handle))

    def __del__(self):
        _wasmill.kv_close(self._handle)

    def _checked(self, error, value):
        if error is not None:
            raise AssertionError(_reason(self._name, error))
        return value


def _reason(name, error):
    tag, text = error
    store = f'the key-value store {name!r}'
    if tag == _ACCESS_DENIED:
        return f'{store} is not granted: add it to key_value_stores of the component in spin.toml'
    if tag == _NO_SUCH_STORE:
        return f'{store} does not exist here: the store of every app is named default'
    if tag == _STORE_TABLE_FULL:
        return f'{store} cannot be opened: too many stores are open'
    if tag == _INVALID_STORE:
        return f'{store} is not open'
    if tag == _NO_SUCH_KEY:
        return f'{store} has no such key'
    return f'{store} failed: {text or "an input or output error"}'
