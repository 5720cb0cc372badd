"""The map is true: imports point one way, and a flow has one name in every folder."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
FLOWS = (
    *("intake", "referral", "complaint", "objection", "handover", "safety", "status", "smalltalk", "controls"),
    *("report_entry", "followup", "sent_around", "late_decision", "participation", "my_data"),
)
ALLOWED = {
    "domain": {"domain"},
    "understanding": {"understanding"},
    "talk": {"domain", "understanding", "talk", "texts"},
    "hsds": {"hsds", "domain"},
    "services": {"domain", "understanding", "talk", "services", "texts", "hsds"},
    "storage": {"domain", "services", "storage", "settings", "hsds"},
    "nlu": {"domain", "understanding", "nlu", "settings"},
}
"""Which parts of `bot` a part may import."""

OUTSIDE = {
    "aiohttp": {"channels", "console", "web", "dialogue", "outside", "app"},
    "aiosmtplib": {"outside"},
    "sqlalchemy": {"storage"},
    "rasa": {"nlu", "dialogue", "processes"},
    "rasa_sdk": set(),
    "sanic": {"dialogue"},
}
"""Libraries, and the only parts of `bot` that may know them."""


def modules() -> list[tuple[str, Path]]:
    """Every module of `bot` with the part it belongs to."""
    found = sorted((ROOT / "bot").rglob("*.py"))
    return [(path.relative_to(ROOT / "bot").parts[0].removesuffix(".py"), path) for path in found]


def imports(path: Path) -> set[str]:
    """Names of modules that are imported for running, not only for types."""
    tree = ast.parse(path.read_text("utf-8"))
    guards = [node for node in ast.walk(tree) if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)]
    typing = {id(inner) for guard in guards for inner in ast.walk(guard)}
    names: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in typing:
            continue
        if isinstance(node, ast.Import):
            names |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{one.name}" for one in node.names}
    return names


@pytest.mark.parametrize("part", sorted(ALLOWED))
def test_imports_point_one_way(part):
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for owner, path in modules() if owner == part
        for name in imports(path)
        if name.startswith("bot.") and name.split(".")[1] not in ALLOWED[part]
    ]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize("library", sorted(OUTSIDE))
def test_a_library_is_known_in_its_own_place_only(library):
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for owner, path in modules() if owner not in OUTSIDE[library]
        for name in imports(path)
        if name.split(".")[0] == library
    ]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize("flow", FLOWS)
def test_a_flow_has_one_name_in_every_folder(flow):
    for place in (f"bot/talk/{flow}.py", f"actions/{flow}.py", f"data/rules/{flow}.yml", f"data/texts/{flow}.yml"):
        assert (ROOT / place).exists(), place
    domain = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))
    assert f"action_{flow}" in domain["actions"]
