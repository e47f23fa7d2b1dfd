"""Configuration variables, as Spin's Python SDK of 2023 names them."""


def config_get(key):
    """The value of a variable of the app's manifest."""
    raise NotImplementedError('spin_config.config_get is not available yet: use os.environ and the environment table of spin.toml')
