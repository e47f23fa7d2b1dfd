# Time zones come from a package `tzdata` in vendor/ when there is one, otherwise from the database that the guest carries.
import sys as _sys

import _wasmill_timezones

_load_from_package = load_tzdata
_package_is_there = None


def load_tzdata(key):
    global _package_is_there
    if _package_is_there is None:
        # Not importlib.util: importlib.resources and it take longer to import than a call takes.
        _package_is_there = any(finder.find_spec('tzdata', None) for finder in _sys.meta_path)
    if _package_is_there:
        return _load_from_package(key)
    data = _wasmill_timezones.find(key)
    if data is None:
        raise ZoneInfoNotFoundError(f'No time zone found with key {key}')
    import io
    return io.BytesIO(data)
