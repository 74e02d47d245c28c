"""A person at a browser: opens pages, fills fields by their labels, presses buttons by their words."""

import re
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.visiting import VISITOR


def starting(words: str) -> re.Pattern[str]:
    """A label or button that begins so; required ones end with a star."""
    return re.compile(rf"^\s*{words}")


@dataclass
class Visitor:
    """One signed-in person. complaints: what the console had to say; a journey ends with none."""

    browser: Browser
    home: str
    user: object
    width: int = 1440
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        context = self.browser.new_context(
            **VISITOR, timezone_id="Asia/Shanghai", viewport={"width": self.width, "height": 900}
        )
        context.set_default_timeout(15_000)
        client = Client()
        client.force_login(self.user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": self.home}])
        self.page: Page = context.new_page()
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: dialog.accept())

    def go(self, path: str = "/") -> "Visitor":
        answer = self.page.goto(self.home + path)
        assert answer.ok, f"{path} answered {answer.status}"
        return self

    def follow(self, words: str) -> "Visitor":
        self.page.get_by_role("link", name=words).first.click()
        return self

    def press(self, words: str) -> "Visitor":
        self.page.get_by_role("button", name=starting(words)).first.click()
        return self

    def open(self, words: str) -> "Visitor":
        """Whichever offers the step: a link to its page, a button, or a fold that holds its form."""
        offers = self.page.locator("main").get_by_text(words, exact=True)
        offers.first.click()
        return self

    def step(self, words: str, **fields) -> "Visitor":
        """Take a step of the case page: by its own page, by the form that unfolds, or by its button alone.

        fields: fill, choose, pick as {label: value}, tick as labels, radios as {name: value}.
        """
        offers = self.page.locator(".case-offers")
        fold = offers.locator(
            "details", has=self.page.locator("summary", has_text=re.compile(f"^\\s*{words}\\s*$"))
        )
        link = offers.get_by_role("link", name=words, exact=True)
        if not offers.count():  # the step's own page, with the faults of the last try
            form = self.page.locator("main form").last
        elif fold.count():
            if fold.first.get_attribute("open") is None:
                fold.first.locator("summary").click()
            form = fold.first.locator("form")
        elif link.count():
            link.first.click()
            form = self.page.locator("main form").last
        else:
            form = offers.locator("form", has=self.page.get_by_role("button", name=words, exact=True)).first
        expect(form).to_be_visible()
        self._complete(form, **fields)
        form.locator("button[type=submit]").last.click()
        self.page.wait_for_load_state()
        return self

    def _complete(self, form, fill=(), choose=(), pick=(), tick=(), radios=()) -> None:
        for label, text in dict(fill).items():
            form.get_by_label(starting(label)).fill(text)
        for label, value in dict(choose).items():
            select = form.get_by_label(starting(label))
            option = select.locator("option", has_text=re.compile(f"^{value}")).first
            select.select_option(value=option.get_attribute("value"))
        for label, text in dict(pick).items():
            box = form.get_by_role("combobox", name=re.compile(label)).first
            box.click()
            box.fill(text)
            self.page.get_by_role("option", name=re.compile(text)).first.click()
        for label in tick:
            form.get_by_label(
                re.compile(rf"\s*{label}") if label[0] != "^" else starting(label[1:])
            ).first.check()
        for name, value in dict(radios).items():
            form.locator(f"input[type=radio][name={name}][value='{value}']").check()

    def fill(self, label: str, text: str, nth: int = 0) -> "Visitor":
        self.page.get_by_label(starting(label)).nth(nth).fill(text)
        return self

    def choose(self, label: str, words: str, nth: int = 0) -> "Visitor":
        self.page.get_by_label(starting(label)).nth(nth).select_option(label=words)
        return self

    def pick(self, label: str, words: str, nth: int = 0) -> "Visitor":
        """Choose in a searchable select, by typing."""
        box = self.page.get_by_role("combobox", name=starting(label)).nth(nth)
        box.click()
        box.fill(words)
        self.page.get_by_role("option", name=words).first.click()
        return self

    def tick(self, label: str) -> "Visitor":
        self.page.get_by_label(re.compile(label)).first.check()
        return self

    def sees(self, text: str) -> "Visitor":
        expect(self.page.locator("main")).to_contain_text(text)
        return self

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.home)

    def download(self, words: str) -> BytesIO:
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=words).or_(
                self.page.get_by_role("button", name=words)
            ).first.click()
        return BytesIO(Path(waiting.value.path()).read_bytes())
