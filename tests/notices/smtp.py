"""A small SMTP server on one port: it can be down, come up, and refuse an address."""

import socket
import socketserver
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage


class Session(socketserver.StreamRequestHandler):
    """One conversation with a mail client."""

    def handle(self) -> None:
        self.say(220, "ready")
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            if verb == "RCPT" and any(bad in line for bad in self.server.refused):
                self.say(550, "no such mailbox")
            elif verb == "DATA":
                self.say(354, "go on")
                self.keep()
            elif verb == "QUIT":
                self.say(221, "bye")
                return
            else:
                self.say(250, "ok")

    def keep(self) -> None:
        lines = iter(self.rfile.readline, b".\r\n")
        raw = b"".join(line.removeprefix(b".") for line in lines)
        self.server.mails.append(message_from_bytes(raw, policy=policy.default))
        self.say(250, "kept")

    def say(self, code: int, words: str) -> None:
        self.wfile.write(f"{code} {words}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    mails: list[EmailMessage]
    refused: set[str]


class PostOffice:
    """A port that is closed until open() and closed again by close()."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.mails: list[EmailMessage] = []
        self.refused: set[str] = set()
        self.server: Server | None = None

    def open(self) -> None:
        self.server = Server(("127.0.0.1", self.port), Session)
        self.server.mails, self.server.refused = self.mails, self.refused
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()

    def close(self) -> None:
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None
