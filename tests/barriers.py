"""What keeps somebody from reading or using a page, as axe finds it (WCAG 2 to level AA)."""

import json

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
# only what is wrong is described and sent over: a full report of what is right takes twice as long
ASK = "axe.run({}).then(found => found.violations.map(one => [one.id, one.help, one.nodes.map(node => node.html)]))"


def barriers(page: Page, *, levels: tuple[str, ...] = LEVELS) -> list[tuple[str, str, list[str]]]:
    """Rule, its words and the first offending pieces of HTML of every barrier; [] for a page without."""
    page.evaluate(Axe().axe_script)
    options = {"runOnly": list(levels), "resultTypes": ["violations"]}
    found = page.evaluate(ASK.format(json.dumps(options)))
    return [(rule, words, [html[:200] for html in pieces[:3]]) for rule, words, pieces in found]
