"""Variables of the app, as Spin's Python SDK of 2023 names them."""
import _wasmill

_PROVIDER, _INVALID_KEY = 0, 1


def config_get(key):
    """The value of a variable. AssertionError when the component may not read it or it has no value."""
    error, value = _wasmill.config_get(key.encode())
    if error is None:
        return value
    tag, text = error
    if tag == _INVALID_KEY:
        raise AssertionError(f'{key!r} is no name of a variable: lower-case letters, digits and single underscores' + _detail(text))
    if tag == _PROVIDER:
        raise AssertionError(f'the variable {key!r} could not be read' + _detail(text))
    raise AssertionError(f'the variable {key!r} is not granted: declare it in [variables] and give it to the component in [component.NAME.variables] of spin.toml' + _detail(text))


def _detail(text):
    return f' ({text})' if text else ''
