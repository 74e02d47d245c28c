"""Serves exactly the listed files of node_modules as static files, so no bundler is needed.

Each file stands beside its .map, because the file names it and the manifest insists on it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

# address below /static/ -> place below node_modules
FILES = {
    "vendor/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "vendor/tabler.min.css.map": "@tabler/core/dist/css/tabler.min.css.map",
    "vendor/tabler.min.js": "@tabler/core/dist/js/tabler.min.js",
    "vendor/tabler.min.js.map": "@tabler/core/dist/js/tabler.min.js.map",
    "vendor/echarts.common.min.js": "echarts/dist/echarts.common.min.js",
}


class Renamed(FileSystemStorage):
    """The storage of one file, whatever name it is asked by."""

    prefix = ""

    def __init__(self, file: Path) -> None:
        super().__init__(location=file.parent)
        self.file = file

    def path(self, name: str) -> str:
        """Where the file really is."""
        return str(self.file)


class NpmFinder(BaseFinder):
    """Finds the files of FILES, and nothing else, in node_modules."""

    def check(self, **kwargs: Any) -> list:
        """Nothing to configure, nothing to check."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file behind a static address."""
        file = settings.NODE_MODULES / FILES[path] if path in FILES else None
        found = [str(file)] if file and file.exists() else []
        if find_all:
            return found
        return found[0] if found else []

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """All of them, for collectstatic."""
        for address, place in FILES.items():
            yield address, Renamed(settings.NODE_MODULES / place)
