import _wasmill_timezones

_list_other_timezones = available_timezones


def available_timezones():
    """Returns a set containing all available time zones."""
    return _list_other_timezones() | set(_wasmill_timezones.names())
