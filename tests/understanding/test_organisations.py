"""Which kind of organisation people speak of; in doubt none, because then it is the municipality that takes it in."""

from __future__ import annotations

import pytest

from bot.understanding.organisations import KINDS, kind_of_organisation


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("de basisschool van mijn dochter", "school"),
        ("mijn mentor", "school"),
        ("mijn huisbaas", "landlord"),
        ("de woningcorporatie", "housing_corporation"),
        ("de politie", "police"),
        ("de wijkagent", "police"),
        ("het UWV", "national_body"),
        ("de Belastingdienst", "national_body"),
        ("jeugdzorg", "youth_care"),
        ("de jeugd-ggz", "youth_care"),  # by the Jeugdwet, not the Wkkgz
        ("mijn gezinsvoogd", "youth_protection"),
        ("mijn huishoudelijke hulp", "wmo"),
        ("het ziekenhuis", "health_care"),
        ("mijn advocaat", "profession"),
        ("the landlord", "landlord"),
        ("my teacher", "school"),
        ("de gemeente", None),
        ("het wijkteam", None),
        ("de leerplichtambtenaar van school", None),  # the municipality's own
        ("de school en de politie", None),  # two at once: a human sorts it out
        ("mijn buurvrouw", None),
        ("de Raad voor de Kinderbescherming", None),  # steps that nobody checked
        ("", None),
    ],
)
def test_the_kind(text, kind):
    assert kind_of_organisation(text) == kind


def test_every_kind_is_one_of_the_domain():
    from bot.domain.complaint_route import Kind

    assert set(KINDS) <= {kind.value for kind in Kind}
