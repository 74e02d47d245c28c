"""Private servers for development, tests and the demo, started as child processes. Never in production.

`private.py` brings both up, for as long as anybody needs them; `postgres.py` and `valkey.py` know how;
`server.py` is the one-command demo; `pytest_plugin.py` is the tests' way in.
"""
