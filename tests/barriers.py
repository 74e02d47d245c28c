"""What keeps somebody from reading or using a page: what axe finds (WCAG 2 to level AA), and what leaves the screen.

A page is loaded once for all widths: how it looks at each is the business of its styles alone.
"""

import json

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (390, 1440)  # a telephone's and a desk's
LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
# only what is wrong is described and sent over: a full report of what is right takes twice as long
ASK = "axe.run({}).then(found => found.violations.map(one => [one.id, one.help, one.nodes.map(node => node.html)]))"


def barriers(page: Page, levels: tuple[str, ...]) -> list[tuple[str, str, list[str]]]:
    """Rule, its words and the first offending pieces of HTML of every barrier; [] for a page without."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    options = {"runOnly": list(levels), "resultTypes": ["violations"]}
    found = page.evaluate(ASK.format(json.dumps(options)))
    return [(rule, words, [html[:200] for html in pieces[:3]]) for rule, words, pieces in found]


def hindrances(page: Page, widths: tuple[int, ...] = WIDTHS, levels: tuple[str, ...] = LEVELS) -> list[tuple]:
    """(width, what) of every barrier of the open page, and of a page that is wider than its screen."""
    found: list[tuple] = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 844})
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            found.append((width, f"is {wide} wide"))
        found += [(width, *barrier) for barrier in barriers(page, levels)]
    return found
