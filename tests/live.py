"""Starts the whole of Deurwijzer for tests, on free ports and in a folder of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

ROOT = Path(__file__).resolve().parent.parent
TOKEN = "live-test-token"
PATIENCE = 120.0
"""Seconds that a start may take on a busy machine; normally it is under 30."""


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on at this moment."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


@dataclass
class House:
    """A running Deurwijzer. `kill` ends one of its processes the hard way; the supervisor brings it back."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.port, self.rasa_port, self.actions_port = free_ports(3)
        self.base = f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The settings of this copy, as variables."""
        own = {
            "PORT": str(self.port), "RASA_PORT": str(self.rasa_port), "ACTIONS_PORT": str(self.actions_port),
            "VAR": str(self.folder), "TESTING": "1", "API_TOKENS": TOKEN,
            **self.settings,
        }  # fmt: skip
        return {**os.environ, "PYTHONPATH": str(ROOT), **{f"DEURWIJZER_{name}": value for name, value in own.items()}}

    def start(self) -> House:
        """Start it and wait until all parts are well."""
        log = (self.folder / "serve.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", "serve"], cwd=ROOT, env=self.environment, stdout=log, stderr=log
        )
        self.wait()
        return self

    def wait(self, patience: float = PATIENCE) -> None:
        """Until `/healthz` says that all parts are well; with the end of the logs in the error where that stays out."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if self.well():
                return
            time.sleep(0.25)
        raise AssertionError("Deurwijzer did not come up:\n" + (self.folder / "serve.log").read_text()[-2000:])

    def well(self) -> bool:
        """Whether all parts answer."""
        try:
            with urllib.request.urlopen(f"{self.base}/healthz", timeout=2) as answer:  # noqa: S310
                return answer.status == 200 and b'"status": "ok"' in answer.read()
        except OSError:
            return False

    def pid_on(self, port: int) -> int:
        """The process that listens on a port of ours."""
        inode = next(line.split()[9] for line in Path("/proc/net/tcp").read_text().splitlines()[1:]
                     if line.split()[1].endswith(f":{port:04X}") and line.split()[3] == "0A")  # fmt: skip
        for link in Path("/proc").glob("[0-9]*/fd/*"):
            try:
                if os.readlink(link) == f"socket:[{inode}]":
                    return int(link.parts[2])
            except OSError:
                continue
        raise AssertionError(f"nobody listens on {port}")

    def kill(self, port: int) -> None:
        """`kill -9` whoever listens on this port."""
        os.kill(self.pid_on(port), signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to stop, as Ctrl-C does."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=20)


class Chat:
    """A person on the HTTP API."""

    def __init__(self, http: aiohttp.ClientSession, base: str) -> None:
        self.http, self.base = http, base
        self.seconds: list[float] = []

    async def begin(self, **body: Any) -> Chat:
        """Open a conversation and keep its key."""
        async with self.http.post(f"{self.base}/api/conversations", json=body) as answer:
            opened = await answer.json()
        self.id, self.greeting = opened["id"], opened["messages"]
        self.headers = {"Authorization": f"Bearer {opened['token']}"}
        return self

    @property
    def address(self) -> str:
        return f"{self.base}/api/conversations/{self.id}"

    async def send(self, text: str | None = None, **body: Any) -> list[dict[str, Any]]:
        """One message; the messages that answer it."""
        body = body if text is None else {"text": text, **body}
        began = time.perf_counter()
        async with self.http.post(f"{self.address}/messages", json=body, headers=self.headers) as answer:
            said = await answer.json()
        self.seconds.append(time.perf_counter() - began)
        assert answer.status == 200, said
        return list(said["messages"])

    async def messages(self, after: int = 0) -> list[dict[str, Any]]:
        """Everything after this number."""
        async with self.http.get(f"{self.address}/messages?after={after}", headers=self.headers) as answer:
            return list((await answer.json())["messages"])

    async def record(self) -> dict[str, Any]:
        """What is on record of this talk."""
        async with self.http.get(self.address, headers=self.headers) as answer:
            return dict(await answer.json())
