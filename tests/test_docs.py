"""Promises about the documents: what they say is there, and what is there is said."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from huiguan.kernel.rooms import rooms
from huiguan.register.roles import ROLES
from tools import flows, screenshots

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "huiguan"
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
OURS = [config for config in apps.get_app_configs() if config.name.startswith("huiguan.")]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lacking(words: set[str]) -> list[str]:
    """Those of the words that the glossary does not have as code."""
    return sorted(words - set(re.findall(r"`([\w.]+)`", GLOSSARY)))


def test_flow_pages_are_current():
    assert flows.stale() == [], "run python -m tools.flows"


@pytest.mark.parametrize("readme", READMES, ids=named)
def test_every_environment_variable_has_its_row(readme):
    read = {
        name
        for path in (*(SOURCE / "site").rglob("*.py"), *(ROOT / "tools").glob("*.py"))
        for name in re.findall(r"\bHUIGUAN_[A-Z_]*[A-Z]\b", path.read_text(encoding="utf-8"))
    }

    assert sorted(read - set(re.findall(r"`(HUIGUAN_[A-Z_]+)`", readme.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("readme", READMES, ids=named)
def test_every_command_is_mentioned(readme):
    commands = {path.stem for path in (SOURCE / "site" / "management" / "commands").glob("[a-z]*.py")}

    assert sorted(commands - set(re.findall(r"`huiguan (\w+)`", readme.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("readme", READMES, ids=named)
def test_every_picture_is_taken_shown_and_small(readme):
    shown = re.findall(r"docs/pictures/([\w-]+)\.png", readme.read_text(encoding="utf-8"))
    files = {path.stem: path.stat().st_size for path in screenshots.FOLDER.iterdir()}

    assert sorted(shown) == sorted(picture.name for picture in screenshots.PICTURES)
    assert files.keys() == set(shown)
    assert {name: size for name, size in files.items() if size > 150_000} == {}
    assert sum(files.values()) < 3_000_000


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_no_page_sends_its_reader_elsewhere(page):
    addresses = re.findall(r"https?://[^\s)`]+", page.read_text(encoding="utf-8"))

    assert [a for a in addresses if not re.match(r"https?://(127\.0\.0\.1|huiguan\.example\.cn)", a)] == []


def test_every_model_is_in_the_glossary():
    assert lacking({model.__name__ for config in OURS for model in config.get_models()}) == []


def test_every_state_and_every_choice_is_in_the_glossary():
    choices = {
        str(code)
        for config in OURS
        for model in config.get_models()
        for field in model._meta.concrete_fields
        if field.choices and field.name not in ("section", "country")  # letters and codes of standards
        for code, _label in field.flatchoices
    }

    assert lacking(choices - {"off", "on"}) == []


def test_every_move_role_and_permission_is_in_the_glossary():
    moves = {name for room in rooms() for flow in room.flows for name in flow.moves}
    words = {word for room in rooms() for word in room.words or {}}

    assert lacking(moves | words | set(ROLES)) == []


def test_every_figure_is_in_the_glossary():
    assert lacking({figure.key for room in rooms() for figure in (*room.measures, *room.attributes)}) == []


def test_decisions_are_numbered_without_a_gap():
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("*.md"))

    assert numbers == list(range(1, len(numbers) + 1))


def test_the_style_guide_stays_short():
    assert len((ROOT / "STYLE.md").read_text(encoding="utf-8").splitlines()) <= 200
