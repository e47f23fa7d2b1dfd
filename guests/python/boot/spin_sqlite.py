"""A module of Spin's Python SDK of 2023 that Wasmill does not offer."""
from _wasmill_refusal import refuser

__getattr__ = refuser(__name__, 'SQLite database')
