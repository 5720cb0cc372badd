"""A directory of any size: invented services all over the Netherlands, as rows of HSDS 3.0, the same for each seed.

Names of places are real and so is roughly where they lie; all else is made up, phones from the range 020-55501xx.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from bot.domain.needs import Need, Road
from bot.hsds.model import TABLES, Row
from bot.hsds.service_rows import need_term_id, vocabulary
from bot.reference import load_needs

Town = tuple[str, float, float, int]
"""Name, where it lies, and how many tens of thousands live in and around it, roughly."""


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _town(text: str) -> Town:
    name, latitude, longitude, people = text.rsplit(" ", 3)
    return name, float(latitude), float(longitude), int(people)


TOWNS = tuple(
    map(
        _town,
        _listed(
            """
            Amsterdam 52.37 4.9 90 | Rotterdam 51.92 4.48 65 | Den Haag 52.08 4.31 55 | Utrecht 52.09 5.12 36 |
            Eindhoven 51.44 5.48 24 | Groningen 53.22 6.57 24 | Tilburg 51.56 5.09 22 | Almere 52.37 5.22 22 |
            Breda 51.59 4.78 18 | Nijmegen 51.84 5.86 18 | Enschede 52.22 6.9 16 | Arnhem 51.98 5.91 16 |
            Amersfoort 52.16 5.39 16 | Zwolle 52.51 6.09 13 | Leiden 52.16 4.49 12 | Maastricht 50.85 5.69 12 |
            Leeuwarden 53.2 5.8 12 | Assen 52.99 6.56 7 | Middelburg 51.5 3.61 5 | Terneuzen 51.34 3.83 5 |
            Den Helder 52.96 4.76 5 | Emmen 52.78 6.9 10 | Venlo 51.37 6.17 10 | Hoorn 52.64 5.06 7 |
            Gouda 52.01 4.71 7 | Sneek 53.03 5.66 4
            """
        ),
    )
)
KINDS = _listed(
    """
    Inloop | Spreekuur | Loket | Maatje | Steunpunt | Cursus | Groep | Hulplijn | Huiskamer | Team | Winkel |
    Werkplaats | Coach | Open Tafel | Wijkpunt
    """
)
NAMES = _listed(
    """
    De Linde | Het Anker | De Brug | Samen | De Klaproos | Thuisbasis | De Vuurtoren | Kompas | De Wilg | Opstap |
    Het Baken | De Schakel | Mozaiek | De Kern | Zonnehoek | Het Trefpunt | De Sluis | Noorderlicht | De Ploeg
    """
)
WORK = _listed(
    """
    Je kunt binnenlopen zonder afspraak. | Samen kijken we wat je nodig hebt. |
    We helpen met brieven en formulieren. | Vrijwilligers staan voor je klaar. |
    Ook voor wie nog geen Nederlands spreekt. | Er is koffie en een luisterend oor. | We gaan mee naar gesprekken. |
    Voor jong en oud. | De begeleiding duurt drie maanden. | Aanmelden kan per telefoon.
    """
)
OWNERS = ("Stichting", "Vereniging", "Gemeente", "Cooperatie", "Bureau", "Centrum")
STREETS = ("Kerkstraat", "Dorpsstraat", "Lindelaan", "Stationsweg", "Molenweg", "Havenkade", "Schoolplein", "Parklaan")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

TODAY = date(2026, 11, 23)
PER_ORGANIZATION, PER_LOCATION = 4, 2
"""How many services an organisation and a building have, on average."""

Made = Iterator[tuple[str, Row]]


@dataclass
class Country:
    """What was made so far and is used again: organisations and buildings with their towns."""

    dice: random.Random
    needs: Sequence[str]
    likely: Sequence[float]
    organizations: list[str] = field(default_factory=list)
    locations: list[tuple[str, int]] = field(default_factory=list)

    def id(self) -> str:
        """The next UUID."""
        return str(UUID(int=self.dice.getrandbits(128), version=4))

    def phone(self) -> str:
        """A number of the range that is nobody's."""
        return f"+31 20 555 01{self.dice.randrange(100):02}"


def rows(count: int, seed: int = 1) -> Made:
    """This many services with all that belongs to them; parents come before what points to them."""
    catalogue = load_needs()
    yield from vocabulary(catalogue.values())
    country = _country(catalogue.values(), seed)
    for _ in range(count):
        yield from _service(country)


def _country(needs: Iterator[Need] | Sequence[Need], seed: int) -> Country:
    codes = [need.code for need in needs if need.road is not Road.SMALLTALK]
    return Country(random.Random(seed), codes, [1 / (place + 3) for place in range(len(codes))])


def _service(country: Country) -> Made:
    dice, id = country.dice, country.id()
    if not country.organizations or dice.random() < 1 / PER_ORGANIZATION:
        yield from _organization(country)
    if not country.locations or dice.random() < 1 / PER_LOCATION:
        yield from _location(country)
    owner = country.organizations[-1 - min(int(dice.expovariate(0.7)), len(country.organizations) - 1)]
    row = {"id": id, "organization_id": owner, "name": f"{dice.choice(KINDS)} {dice.choice(NAMES)}"}
    yield "services", {**row, **_said(dice), **_ages(dice)}
    yield from _at_places(country, id)
    yield "phones", {"id": country.id(), "service_id": id, "number": country.phone(), "type": "voice"}
    for code in {"nl", *dice.choices(("nl", "en", "ar", "tr", "uk"), (20, 8, 3, 3, 2))}:
        yield "languages", {"id": country.id(), "service_id": id, "code": code}
    yield from _schedules(country, id)
    for need in dict.fromkeys(dice.choices(country.needs, country.likely, k=dice.choice((1, 1, 2, 3)))):
        link = {"link_id": id, "link_entity": "service", "taxonomy_term_id": need_term_id(need)}
        yield "attributes", {"id": country.id(), **link}
    if dice.random() < 0.2:
        yield (
            "cost_options",
            {"id": country.id(), "service_id": id, "amount": dice.choice((2.5, 5, 10)), "currency": "eur"},
        )


def _said(dice: random.Random) -> Row:
    """What is told of it: two in a hundred are closed, one in ten was not looked at for over a year."""
    status = dice.choices(("active", "inactive", "temporarily closed"), (97, 2, 1))[0]
    assured = TODAY - timedelta(days=int(dice.triangular(0, 480, 120)))
    words = " ".join(dice.sample(WORK, dice.choice((1, 2, 3))))
    return {"description": words, "status": status, "assured_date": assured.isoformat()}


def _ages(dice: random.Random) -> Row:
    """Half of them are for everybody."""
    limits = ((None, None), (18, None), (12, 23), (0, 18), (65, None), (16, 27))
    least, most = dice.choices(limits, (50, 25, 8, 8, 5, 4))[0]
    found = {"minimum_age": least, "maximum_age": most}
    return {name: value for name, value in found.items() if value is not None}


def _organization(country: Country) -> Made:
    dice, id = country.dice, country.id()
    country.organizations.append(id)
    name = f"{dice.choice(OWNERS)} {dice.choice(NAMES)}"
    yield "organizations", {"id": id, "name": name, "description": name}


def _location(country: Country) -> Made:
    """A building somewhere in or around a town, more often in a large one."""
    dice, id = country.dice, country.id()
    place = dice.choices(range(len(TOWNS)), [town[3] for town in TOWNS])[0]
    town, latitude, longitude, _ = TOWNS[place]
    country.locations.append((id, place))
    yield "locations", {
        "id": id, "location_type": "physical", "name": f"{dice.choice(NAMES)} {town}",
        "latitude": round(dice.gauss(latitude, 0.05), 5), "longitude": round(dice.gauss(longitude, 0.08), 5),
    }  # fmt: skip
    yield "addresses", {
        "id": country.id(), "location_id": id, "address_1": f"{dice.choice(STREETS)} {dice.randrange(1, 200)}",
        "city": town, "state_province": town, "postal_code": f"0{dice.randrange(900, 999)} AA", "country": "NL",
        "address_type": "physical",
    }  # fmt: skip


def _at_places(country: Country, service: str) -> Made:
    """Most are at one place, some at three, and one in ten only by phone."""
    dice = country.dice
    for number in range(dice.choices((0, 1, 3), (10, 80, 10))[0]):
        lately = min(int(dice.expovariate(0.05)), len(country.locations) - 1)
        location, _ = country.locations[-1 - (lately if number else 0)]
        yield "service_at_location", {"id": country.id(), "service_id": service, "location_id": location}


def _schedules(country: Country, service: str) -> Made:
    """Weekly hours, one in ten by a monthly rule, one in twenty always; some have a day off."""
    dice = country.dice
    row = {"service_id": service}
    kind = dice.choices(("weekly", "monthly", "always"), (85, 10, 5))[0]
    opens = dice.choice((8, 9, 9, 10, 13))
    hours = {"opens_at": f"{opens:02}:00", "closes_at": f"{opens + dice.choice((3, 4, 8)):02}:00"}
    if kind == "monthly":
        day = f"{dice.choice((1, 2, -1))}{dice.choice(DAYS)}"
        yield "schedules", {"id": country.id(), **row, "freq": "MONTHLY", "byday": day, **hours}
        return
    days = DAYS if kind == "always" else sorted(dice.sample(DAYS[:6], dice.choice((1, 2, 5))), key=DAYS.index)
    always = {"opens_at": "00:00", "closes_at": "00:00"} if kind == "always" else hours
    yield "schedules", {"id": country.id(), **row, "freq": "WEEKLY", "byday": ",".join(days), **always}
    if dice.random() < 0.1:
        yield "schedules", {"id": country.id(), **row, "valid_from": "2026-12-24", "valid_to": "2027-01-01"}


def write_package(path: Path, count: int, seed: int = 1) -> int:
    """A tabular package of this many services as a zip; how many rows it has. Never more than one row in memory."""
    written = 0
    with TemporaryDirectory(prefix="deurwijzer-services-") as name, ExitStack() as open_files:
        folder, tables = Path(name), dict[str, "csv.DictWriter[str]"]()
        for table, row in rows(count, seed):
            if table not in tables:
                file = open_files.enter_context((folder / f"{table}.csv").open("w", encoding="utf-8", newline=""))
                tables[table] = csv.DictWriter(file, [column.name for column in TABLES[table].columns])
                tables[table].writeheader()
            tables[table].writerow(row)
            written += 1
        open_files.close()
        with ZipFile(path, "w", ZIP_DEFLATED) as package:
            for table in tables:
                package.write(folder / f"{table}.csv", f"{table}.csv")
    return written
