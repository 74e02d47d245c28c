"""The line icons of templates/pages/icons."""

from functools import lru_cache

from django.template.loader import get_template


@lru_cache(maxsize=100)
def drawing(name: str) -> str:
    """The icon as SVG; nothing for no name."""
    return get_template(f"pages/icons/{name}.svg").render().strip() if name else ""
