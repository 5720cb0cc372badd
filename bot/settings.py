"""Every option, with its default and its help text. They come from the environment, which is read once."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from bot.domain.errors import BadInput

Port: TypeAlias = int
PREFIX = "DEURWIJZER_"
ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "data" / "reference"
KEPT = "inner_token"
LOCAL = ZoneInfo("Europe/Amsterdam")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
RASA_APART, ACTIONS_APART = 10_007, 20_011
"""How far the inner ports are from the gateway's: odd numbers, so that copies on 8080, 8081 and 9080 do not meet."""


class BadSetting(BadInput):
    """A variable holds something that cannot be used; the message is a sentence for the person who set it."""


def option(default: Any, help: str, *, secret: bool = False) -> Any:
    """One setting. What is secret is never shown."""
    return field(default=default, repr=not secret, metadata={"help": help, "secret": secret})


@dataclass(frozen=True)
class Settings:
    """All settings. `Settings.read()` fills in what depends on another one; paths are absolute then."""

    host: str = option("127.0.0.1", "Address on which the gateway listens; 0.0.0.0 lets other machines in")
    port: Port = option(8080, "Port of the gateway, the only process that others reach")
    rasa_port: Port = option(0, "Port of the dialogue server, on this machine only; 0: the gateway's + 10007")
    actions_port: Port = option(0, "Port of the action server, on this machine only; 0: the gateway's + 20011")
    var: Path = option(Path("var"), "Folder for all state: database, keys, logs; two copies need two folders")
    database_url: str = option("", "SQLite or PostgreSQL, as `postgresql://…`; empty: SQLite in VAR", secret=True)
    redis_url: str = option("", "Redis for what several gateways share; empty: kept in the process", secret=True)
    profile: Path = option(Path("profiles/voorbeeldstad"), "Folder of the municipality: its services, hours and name")
    api_tokens: tuple[str, ...] = option((), "Tokens for the guarded calls, comma-separated; none: shut", secret=True)
    inner_token: str = option("", "Between the three processes; empty: made at the first start", secret=True)
    keys: str = option("", "Fernet keys, comma-separated, newest first; empty: made at the first start", secret=True)
    telegram_token: str = option("", "The bot's token at Telegram; empty leaves that channel off", secret=True)
    telegram_secret: str = option("", "What Telegram sends along with each update; empty: door shut", secret=True)
    telegram_api: str = option("https://api.telegram.org", "Where Telegram's own API is")
    vectors: tuple[str, ...] = option((), "spaCy models with word vectors, e.g. nl_core_news_md; used where installed")
    public_url: str = option("", "Where people outside find the gateway, as in links in mails; empty: this machine")
    smtp_url: str = option("", "Mail server, `smtps://name:password@host`; empty: no mail is sent", secret=True)
    mail_from: str = option("", "Sender of mails, needed with SMTP_URL")
    staff_mail: str = option("", "Where staff hears of promises that are nearly late; empty: on the staff pages only")
    lead_mail: str = option("", "Where a broken promise is reported; empty: STAFF_MAIL")
    webhook_secret: str = option("", "Signs referrals to systems of services; empty: none are sent", secret=True)
    retention_days: int | None = option(None, "Days that a talk is kept after its last word; empty: as in the profile")
    log_level: str = option("INFO", "DEBUG, INFO, WARNING or ERROR")
    testing: bool = option(False, "1 lets tests move the clock; never where people use it")
    now: datetime | None = option(None, "Where the clock starts, ISO 8601; only with TESTING=1")

    @classmethod
    def read(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """The settings in the environment; a variable that is empty counts as not set. Raises BadSetting."""
        given = {one.name: _parse(one, environ[variable(one)]) for one in fields(cls) if environ.get(variable(one))}
        return _checked(_completed(cls(**given)))

    @property
    def url(self) -> str:
        """Where a person on this machine finds the chat."""
        here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104
        return f"http://[{here}]:{self.port}" if ":" in here else f"http://{here}:{self.port}"

    @property
    def rasa_url(self) -> str:
        """Where the dialogue server listens."""
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def actions_url(self) -> str:
        """Where the action server listens."""
        return f"http://127.0.0.1:{self.actions_port}"

    def prepare(self) -> Settings:
        """Make the folder for state, and the inner token where there is none yet: the first process that asks, wins."""
        self.var.mkdir(mode=0o700, parents=True, exist_ok=True)
        return replace(self, inner_token=self.inner_token or _kept_token(self.var / KEPT))

    def environment(self) -> dict[str, str]:
        """The same settings as variables, for a process that we start."""
        return {variable(one): _as_text(getattr(self, one.name)) for one in fields(self)}


def variable(one: Field[Any]) -> str:
    """The name of a setting in the environment."""
    return PREFIX + one.name.upper()


def unknown(environ: Mapping[str, str] = os.environ) -> list[str]:
    """A sentence for each variable that looks like a setting of ours and is none."""
    known = [variable(one) for one in fields(Settings)]
    return [_unknown(name, known) for name in sorted(environ) if name.startswith(PREFIX) and name not in known]


def table() -> str:
    """The settings as a Markdown table, as it stands in the README."""
    rows = [f"| `{variable(one)}` | {_default(one)} | {one.metadata['help']} |" for one in fields(Settings)]
    return "\n".join(["| variable | default | what it does |", "|---|---|---|", *rows])


def _default(one: Field[Any]) -> str:
    text = _as_text(one.default)
    return f"`{text}`" if text else "empty"


def _unknown(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"{name} is no setting" + (f"; did you mean {near[0]}?" if near else "")


def _as_text(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, datetime):
        return value.isoformat()
    return ",".join(value) if isinstance(value, tuple) else str(value)


def _parse(one: Field[Any], text: str) -> Any:
    """The value that the text stands for, of the type that the setting has. A secret is not repeated in the error."""
    parser, wanted = _KINDS[str(one.type)]
    try:
        return parser(text.strip())
    except (ValueError, KeyError) as error:
        said = "" if one.metadata["secret"] else f", not “{text}”"
        raise BadSetting(variable(one), f"this must be {wanted}{said}") from error


def _port(text: str) -> int:
    if not 0 <= int(text) <= 65535:  # 0 has a meaning for the inner ports
        raise ValueError(text)
    return int(text)


def _count(text: str) -> int:
    if int(text) < 1:
        raise ValueError(text)
    return int(text)


def _truth(text: str) -> bool:
    return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[text.lower()]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _moment(text: str) -> datetime:
    """ISO 8601; without a zone it is the time on a Dutch clock."""
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return moment if moment.tzinfo else moment.replace(tzinfo=LOCAL)


def _folder(text: str) -> Path:
    return Path(text).expanduser().absolute()


_KINDS: dict[str, tuple[Callable[[str], Any], str]] = {
    "str": (str, "text"),
    "int | None": (_count, "a whole number, 1 or more"),
    "Port": (_port, "a port number, 0 to 65535"),
    "bool": (_truth, "1 or 0"),
    "Path": (_folder, "a folder"),
    "datetime | None": (_moment, "a moment such as 2026-03-02T09:30:00+01:00"),
    "tuple[str, ...]": (_words, "words with commas between them"),
}


def _completed(settings: Settings) -> Settings:
    """Fill in what depends on another setting. A default folder stands in the project, wherever we are started."""
    var, profile = ROOT / settings.var, ROOT / settings.profile
    kept = var / KEPT
    return replace(
        settings,
        var=var,
        profile=profile,
        rasa_port=settings.rasa_port or _apart(settings.port, RASA_APART),
        actions_port=settings.actions_port or _apart(settings.port, ACTIONS_APART),
        database_url=settings.database_url or f"sqlite:///{var / 'deurwijzer.db'}",
        inner_token=settings.inner_token or (kept.read_text("ascii") if kept.exists() else ""),
        log_level=settings.log_level.upper(),
    )


def _apart(port: int, distance: int) -> int:
    return port + distance if port + ACTIONS_APART <= 65535 else port - distance


def _checked(settings: Settings) -> Settings:
    """The same settings; BadSetting where they do not go together."""
    if not settings.port:
        raise BadSetting(f"{PREFIX}PORT", "the gateway needs a port that people can find, 1 to 65535")
    if len({settings.port, settings.rasa_port, settings.actions_port}) < 3:
        raise BadSetting(f"{PREFIX}PORT", "the three processes need three different ports")
    if settings.log_level not in LEVELS:
        raise BadSetting(f"{PREFIX}LOG_LEVEL", f"this must be one of {', '.join(LEVELS)}")
    if settings.smtp_url and "@" not in settings.mail_from:
        raise BadSetting(f"{PREFIX}MAIL_FROM", f"with {PREFIX}SMTP_URL this must be the address of the sender")
    if settings.smtp_url and not re.match(r"smtps?://[^/\s]+/?$", settings.smtp_url):
        raise BadSetting(f"{PREFIX}SMTP_URL", "this must be as in smtps://name:password@mail.example.org")
    if settings.public_url and not re.match(r"https?://[^\s]+$", settings.public_url):
        raise BadSetting(f"{PREFIX}PUBLIC_URL", "this must begin with https://")
    if settings.now and not settings.testing:
        raise BadSetting(f"{PREFIX}NOW", f"the clock can only be moved together with {PREFIX}TESTING=1")
    return settings


def _kept_token(path: Path) -> str:
    """The token in the file, which is made where it is missing, readable for its owner alone."""
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(32))
    except FileExistsError:
        pass
    return path.read_text("ascii")
