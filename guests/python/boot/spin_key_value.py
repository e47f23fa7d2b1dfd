"""Key-value stores, as Spin's Python SDK of 2023 names them."""

_REASON = 'spin_key_value is not available yet: functions cannot store values in this version of wasmill'


def kv_open(name):
    """Opens a store by its name."""
    raise NotImplementedError(_REASON)


def kv_open_default():
    """Opens the default store."""
    raise NotImplementedError(_REASON)
