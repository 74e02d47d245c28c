"""The product served as in production, and a client that asks one page after the other."""

import http.client
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

KEPT, IDLE = 75, 60  # seconds for which the site keeps an idle connection; after which it is not relied on


@dataclass
class Served:
    """A running site with one signed-in visitor."""

    port: int
    process: subprocess.Popen
    cookie: str = ""
    asked: float = 0.0  # when, last

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)

    def ask(self, path: str, method: str = "GET", body: str = "", **headers: str) -> tuple[int, float, bytes]:
        """(status, milliseconds, body)."""
        if time.monotonic() - self.asked > IDLE:
            self.connection.close()  # the site may have closed it meanwhile; a request opens it again
        self.asked = time.monotonic()
        sent = {"Cookie": self.cookie, "Host": "127.0.0.1", "Accept-Encoding": "identity", **headers}
        started = time.perf_counter()
        self.connection.request(method, path, body or None, sent)
        response = self.connection.getresponse()
        answer = response.read()
        return response.status, (time.perf_counter() - started) * 1000, answer

    def sign_in(self, username: str, password: str) -> None:
        """Through the door, as everybody; keeps the session's cookie."""
        self.connection.request("GET", "/accounts/sign-in/", headers={"Host": "127.0.0.1"})
        response = self.connection.getresponse()
        page, csrf = response.read().decode(), _cookie(response, "csrftoken")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        body = urlencode({"csrfmiddlewaretoken": token, "username": username, "password": password})
        headers = {"Cookie": csrf, "Host": "127.0.0.1", "Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request("POST", "/accounts/sign-in/", body, headers)
        response = self.connection.getresponse()
        response.read()
        if response.status != 302:
            raise RuntimeError(f"sign-in of {username} answered {response.status}")
        self.cookie = "; ".join(
            filter(None, (_cookie(response, "sessionid"), _cookie(response, "csrftoken") or csrf))
        )

    def peak_memory(self) -> float:
        """The largest worker's peak so far, MiB."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        peaks = [
            int(line.split()[1]) / 1024
            for pid in children
            for line in Path(f"/proc/{pid}/status").read_text().splitlines()
            if line.startswith("VmHWM")
        ]
        return max(peaks)


def _cookie(response: http.client.HTTPResponse, name: str) -> str:
    """ "name=value" of a cookie the answer sets, or nothing."""
    for header in response.headers.get_all("Set-Cookie", []):
        if header.startswith(f"{name}="):
            return header.split(";")[0]
    return ""


@contextmanager
def served(url: str, port: int, workers: int = 2):
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "bench.settings"}
    command = [sys.executable, "-m", "gunicorn", "liaison.wsgi:application", "--workers", str(workers),
               "--bind", f"127.0.0.1:{port}", "--timeout", "300", "--keep-alive", str(KEPT), "--log-level", "warning",
               "--config", "/dev/null", "--worker-class", "gthread", "--threads", "1"]  # fmt: skip
    process = subprocess.Popen(command, env=environment)
    try:
        site = Served(port, process)
        _wait(site)
        yield site
    finally:
        process.terminate()
        process.wait(30)


def _wait(site: Served) -> None:
    for _ in range(200):
        try:
            site.ask("/healthz")
            return
        except OSError:
            site.connection.close()
            time.sleep(0.1)
    raise RuntimeError("the site did not come up")


@dataclass(frozen=True)
class Times:
    p50: float
    p95: float


Question = tuple[Served, str] | Callable[[], float]  # a page, or what tells its own milliseconds


def measure(questions: Sequence[Question], rounds: int = 150, warm: int = 8) -> list[Times]:
    """Ask all in turn, round after round, so that the machine's moods hit each alike.

    The 95th of a hundred is decided by those moods: of sixty rounds it is the third worst, and differed twofold for
    the same bare page within one run. Hence so many rounds.
    """
    taken: list[list[float]] = [[] for _ in questions]
    for number in range(rounds + warm):
        for place, question in enumerate(questions):
            milliseconds = question() if callable(question) else _asked(*question)
            if number >= warm:
                taken[place].append(milliseconds)
    return [Times(median(t), quantiles(t, n=20)[18]) for t in taken]


def _asked(site: Served, path: str) -> float:
    status, milliseconds, _ = site.ask(path)
    if status != 200:
        raise RuntimeError(f"{path} answered {status}")
    return milliseconds
