"""Stands for the modules of Spin's Python SDK that Wasmill does not offer."""


def refuser(module, what):
    """A module's __getattr__ that says so by name, when the app imports or uses something of the module."""

    def refuse(name):
        if name.startswith('__'):
            raise AttributeError(f'module {module!r} has no attribute {name!r}')
        raise ImportError(f'{module}.{name} is not available: Wasmill gives functions no {what}; use spin_key_value to store values and spin_http.http_send to call a server', name=module)

    return refuse
