"""Keys that a development machine makes for itself once; production gets its keys from the environment."""

import os
from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet


def kept(path: Path, make: Callable[[], str]) -> str:
    """The key in this file; made on first use, readable by the owner only."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return kept(path, make)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        key = make()
        file.write(key)
    return key


def new_field_key() -> str:
    """A fresh key for encrypted fields."""
    return Fernet.generate_key().decode()
