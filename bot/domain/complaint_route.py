"""Where a complaint about somebody goes, in which order: whoever it is about, there is no wrong door.

The words for every step and for every kind are in `data/texts/complaint_route.yml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bot.domain.directory import Service

ADULT = 18


class Kind(str, Enum):
    """Those about whom people complain, each with an order of its own."""

    MUNICIPALITY = "municipality"
    CONTRACTED = "contracted"
    YOUTH_CARE = "youth_care"
    YOUTH_PROTECTION = "youth_protection"
    WMO = "wmo"
    HEALTH_CARE = "health_care"
    SCHOOL = "school"
    LANDLORD = "landlord"
    HOUSING_CORPORATION = "housing_corporation"
    POLICE = "police"
    NATIONAL_BODY = "national_body"
    PROFESSION = "profession"


OURS = frozenset({Kind.MUNICIPALITY, Kind.CONTRACTED})
"""The municipality itself handles the complaint (Awb 9:1); all others get it passed on, or have steps before it."""

RESPONSIBLE = {
    Kind.MUNICIPALITY: "municipality",
    Kind.CONTRACTED: "municipality",
    Kind.YOUTH_CARE: "municipality",
    Kind.YOUTH_PROTECTION: "municipality",
    Kind.WMO: "municipality",
    Kind.HEALTH_CARE: "care_provider",
    Kind.SCHOOL: "school_board",
    Kind.LANDLORD: "landlord",
    Kind.HOUSING_CORPORATION: "landlord",
    Kind.POLICE: "police",
    Kind.NATIONAL_BODY: "national_body",
    Kind.PROFESSION: "",
}
"""Who answers for the service: what a municipality has done by others stays its own task (Jeugdwet 2.11, Awb 9:1)."""


@dataclass(frozen=True)
class Step:
    """One step: what to do (a name in the texts, as `complaint_step_<what>`) and the law that it comes from."""

    what: str
    law: str


@dataclass(frozen=True)
class ComplaintRoute:
    """The steps in order, who is responsible, and whether the municipality handles the complaint itself."""

    kind: Kind
    steps: tuple[Step, ...]
    responsible: str
    ours: bool

    @property
    def text(self) -> str:
        """The name of the sentence for the person: who handles this complaint."""
        return f"utter_complaint_route_{self.kind.value}"


TALK = Step("talk", "Awb 9:5")
MUNICIPALITY = Step("municipality", "Awb 9:1, 9:11")
OMBUDSMAN = Step("ombudsman", "Awb 9:18, 9:20, 9:24")
NATIONAL_OMBUDSMAN = Step("national_ombudsman", "Awb 9:17")
CHILDRENS_OMBUDSMAN = Step("childrens_ombudsman", "Wet Nationale ombudsman 11a")
ADVISER = Step("adviser", "Jeugdwet 2.5, 4.1.9")

STEPS: dict[Kind, tuple[Step, ...]] = {
    Kind.MUNICIPALITY: (TALK, MUNICIPALITY, OMBUDSMAN),
    Kind.CONTRACTED: (Step("provider", "Awb 9:1 lid 2"), MUNICIPALITY, OMBUDSMAN),
    Kind.YOUTH_CARE: (ADVISER, Step("youth_committee", "Jeugdwet 4.2.1")),
    Kind.YOUTH_PROTECTION: (
        ADVISER,
        Step("youth_committee", "Jeugdwet 4.2.1"),
        Step("childrens_court", "BW 1:262b, 1:264"),
    ),
    Kind.WMO: (Step("provider", "Wmo 2015 2.1.3, 3.2"), MUNICIPALITY, OMBUDSMAN),
    Kind.HEALTH_CARE: (
        Step("complaints_officer", "Wkkgz 15"),
        Step("written_to_provider", "Wkkgz 17"),
        Step("care_disputes", "Wkkgz 20, 21"),
    ),
    Kind.SCHOOL: (Step("school", "schoolklachtenregeling"), Step("school_committee", "schoolklachtenregeling")),
    Kind.LANDLORD: (
        Step("landlord_letter", "BW 7:257"),
        Step("rent_tribunal", "Huurcommissie"),
        Step("district_court", "Huurcommissie"),
    ),
    Kind.HOUSING_CORPORATION: (
        Step("landlord_letter", "BW 7:257"),
        Step("corporation_disputes", "Woningwet 55b"),
        Step("rent_tribunal", "Huurcommissie"),
        Step("district_court", "Huurcommissie"),
    ),
    Kind.POLICE: (
        Step("police_talk", "Politiewet 2012 hoofdstuk 7"),
        Step("police_complaint", "Politiewet 2012 hoofdstuk 7"),
        NATIONAL_OMBUDSMAN,
    ),
    Kind.NATIONAL_BODY: (Step("body_talk", "Awb 9:5"), Step("body_complaint", "Awb 9:1, 6:4"), NATIONAL_OMBUDSMAN),
    Kind.PROFESSION: (Step("own_office", "eigen klachtenregeling"), Step("disciplinary_court", "tuchtrecht")),
}
"""What everybody does who complains about this kind, first step first."""


def complaint_route(
    about: Service | Kind, *, age: int | None = None, for_whom: str | None = None
) -> ComplaintRoute | None:
    """The way of a complaint about this door or kind of organisation, for who is `age` years old; None if unknown.

    Municipality: talk (Awb 9:5), complaint within six weeks (9:11), ombudsman within a year (9:24). Who works under
    its responsibility counts as the municipality itself (9:1 lid 2); a Wmo provider has a scheme of its own besides
    (Wmo 2015 3.2). Youth help: adviser of Jeugdstem (Jeugdwet 2.5), then the provider's committee, to which Awb title
    9.1 does not apply (4.2.1); in youth protection the measure itself is for the children's judge (BW 1:262b, 1:264).
    Health care: Wkkgz 15, 17, 20. School: its board and committee. Landlord: in writing, then the Huurcommissie.
    Police and national bodies: the body itself, then the Nationale ombudsman (Politiewet 7, Awb 9:17). About a child
    the Kinderombudsman stands open after the first complaint, also about private bodies in youth care and education.
    """
    kind = about if isinstance(about, Kind) else kind_of(about)
    if kind is None:
        return None
    last = _last_steps(kind, about_a_child(age, for_whom))
    return ComplaintRoute(kind, (*STEPS[kind], *last), RESPONSIBLE[kind], kind in OURS)


BY_RESPONSIBLE = {
    "municipality": Kind.MUNICIPALITY,
    "school_board": Kind.SCHOOL,
    "landlord": Kind.LANDLORD,
    "care_provider": Kind.HEALTH_CARE,
    "police": Kind.POLICE,
    "national_body": Kind.NATIONAL_BODY,
}


def kind_of(service: Service) -> Kind | None:
    """The kind of this door: what its entry says, or else whom it works for, or who answers for it."""
    if service.complaint_kind:
        return Kind(service.complaint_kind)
    return Kind.CONTRACTED if service.contracted else BY_RESPONSIBLE.get(service.responsible)


def about_a_child(age: int | None, for_whom: str | None) -> bool:
    """Whether it may be about someone under eighteen: for them the Kinderombudsman is."""
    return for_whom == "child" or age is None or age < ADULT


def _last_steps(kind: Kind, child: bool) -> tuple[Step, ...]:
    """Where it ends; for youth help the municipality answers for what it does itself: supply, contract, waiting."""
    if kind is Kind.YOUTH_CARE:
        return (CHILDRENS_OMBUDSMAN, OMBUDSMAN) if child else (OMBUDSMAN,)
    if kind is Kind.YOUTH_PROTECTION:
        return (CHILDRENS_OMBUDSMAN,) if child else (NATIONAL_OMBUDSMAN,)
    if kind is Kind.SCHOOL:
        return (Step("school_disputes", "Onderwijsgeschillen"), *((CHILDRENS_OMBUDSMAN,) if child else ()))
    return ()
