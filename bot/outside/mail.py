"""E-mail over SMTP (RFC 5321), encrypted on the way: TLS from the start or STARTTLS, except to this machine itself."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP as LINES
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

import aiosmtplib
from aiosmtplib import SMTPException, SMTPResponseException

from bot.domain.records import Delivery
from bot.services.outgoing import Away, Refused, Unsure

PATIENCE = 20.0
"""Seconds for each step of the conversation with the server."""

LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
PORTS = {"smtp": 587, "smtps": 465}
TRY_LATER = range(400, 500)


@dataclass(frozen=True)
class Server:
    """A mail server, as its address tells: `smtp://` with STARTTLS, `smtps://` with TLS from the start."""

    host: str
    port: int
    user: str
    password: str
    tls: bool

    @property
    def start_tls(self) -> bool:
        """Nothing goes over a network in the clear; on this machine nobody listens in."""
        return not self.tls and self.host not in LOCAL


def read_server(url: str) -> Server:
    """The server of an address such as `smtps://name:password@mail.example.org`; ValueError for anything else."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("smtp://host:587 or smtps://name:password@host is wanted")
    port = parts.port or PORTS[parts.scheme]
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Server(parts.hostname, port, user, password, parts.scheme == "smtps")


class Mailer:
    """Carries letters of kind "mail"."""

    def __init__(self, server: Server, sender: str, reply_to: str = "", patience: float = PATIENCE) -> None:
        self._server, self._sender, self._reply_to, self._patience = server, sender, reply_to, patience

    async def carry(self, delivery: Delivery) -> bool:
        """Hand the letter to the server. Before its text nothing can have arrived; after it only an answer tells."""
        try:
            letter = self._letter(delivery)
        except ValueError as error:
            raise Refused(type(error).__name__) from None
        client = self._client()
        try:
            await _introduce(client, parseaddr(self._sender)[1], str(delivery.content["to"]))
            await _hand_over(client, letter)
            with suppress(SMTPException, OSError, TimeoutError):
                await client.quit()
        finally:
            client.close()
        return False

    def _client(self) -> aiosmtplib.SMTP:
        server = self._server
        return aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user or None,
            password=server.password or None,
            use_tls=server.tls,
            start_tls=server.start_tls if not server.tls else False,
            timeout=self._patience,
        )

    def _letter(self, delivery: Delivery) -> bytes:
        """The letter as it goes out; its Message-ID is the same at every try."""
        letter = EmailMessage(policy=LINES)
        letter["From"], letter["To"] = self._sender, delivery.content["to"]
        letter["Subject"] = delivery.content["title"]
        letter["Message-ID"] = f"<{delivery.id}@{parseaddr(self._sender)[1].rpartition('@')[2]}>"
        letter["Auto-Submitted"] = "auto-generated"
        if self._reply_to:
            letter["Reply-To"] = self._reply_to
        letter.set_content(str(delivery.content["text"]))
        return letter.as_bytes()


async def _introduce(client: aiosmtplib.SMTP, sender: str, to: str) -> None:
    """Everything before the letter itself: whatever fails here, nothing was sent."""
    try:
        await client.connect()
    except (SMTPException, OSError, TimeoutError) as error:
        raise Away(type(error).__name__) from None
    try:
        await client.mail(sender)
        await client.rcpt(to)
    except SMTPResponseException as error:
        raise _answered(error) from None
    except (SMTPException, OSError, TimeoutError) as error:
        raise Away(type(error).__name__) from None


async def _hand_over(client: aiosmtplib.SMTP, letter: bytes) -> None:
    """The letter; without an answer to it nobody knows whether it arrived."""
    try:
        await client.data(letter)
    except SMTPResponseException as error:
        raise _answered(error) from None
    except (SMTPException, OSError, TimeoutError) as error:
        raise Unsure(type(error).__name__) from None


def _answered(error: SMTPResponseException) -> Exception:
    """What a refusal means (RFC 5321 4.2.1): 4xx asks to come back, 5xx is final."""
    return (Away if error.code in TRY_LATER else Refused)(f"smtp {error.code}")
