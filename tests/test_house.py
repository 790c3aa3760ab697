"""Promises about the code itself."""

import re
from pathlib import Path

import polib
import pytest

from huiguan.kernel.rooms import rooms

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "huiguan"
FILES = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]
FIXED_SIGNS = {".py": r"""["'][、，；：] ?["']\.join\(.*""", ".html": r"""[、，；：（）].*|date:["'][^"']*[年月日].*"""}
TRANSLATED = re.compile(r"\{% blocktrans .*?\{% endblocktrans %\}|\{% trans .*?%\}|\b_\(.*?\)", re.DOTALL)
HALF_WIDTH = re.compile(r"[一-鿿](?:[,;:!?]|\()|[,;:!?)][一-鿿]")
BUSINESS = r"chamber|federation|enterprise|商会|工商联|轮值|turn_|rotation|pledge|donation|appeal"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_files_stay_short(path):
    limit = 400 if "tests" in path.parts else 250

    assert len(path.read_text(encoding="utf-8").splitlines()) <= limit


def test_mechanisms_never_go_around_the_reach():
    around = [
        str(path.relative_to(SOURCE))
        for path in SOURCE.glob("mechanisms/**/*.py")
        if "tests" not in path.parts and re.search(r"\.everywhere|_base_manager|\.raw\(", path.read_text())
    ]

    assert around == []


def test_the_kernel_has_no_word_of_the_business():
    said = [
        f"{path.name}: {found.group()}"
        for path in (SOURCE / "kernel").rglob("*.py")
        if "tests" not in path.parts
        for found in re.finditer(BUSINESS, path.read_text(encoding="utf-8"))
    ]

    assert said == []


def test_no_style_of_the_kernel_is_named_after_what_goes_through_a_mechanism():
    mechanisms = [room for room in rooms() if (SOURCE / "mechanisms" / room.name).is_dir()]
    kept = {desk.name for room in mechanisms for desk in room.desks if getattr(desk, "flow", None)}
    sheets = (SOURCE / "kernel" / "static").rglob("*.css")
    classes = {name for path in sheets for name in re.findall(r"\.([a-z][\w-]*)", path.read_text(encoding="utf-8"))}

    assert (bool(kept), kept & classes) == (True, set())


def test_signs_between_words_are_left_to_the_language_of_the_reader():
    """``kernel.words`` puts words together; a sign or a pattern of days in the source is Chinese on every page."""
    fixed = [
        f"{path.relative_to(SOURCE)}: {found}"
        for path in [*FILES, *SOURCE.rglob("*.html")]
        if "tests" not in path.parts and path.name != "500.html"
        for found in re.findall(FIXED_SIGNS[path.suffix], TRANSLATED.sub("", path.read_text(encoding="utf-8")))
    ]

    assert fixed == []


def test_each_language_has_its_own_signs():
    chinese, english = (
        polib.pofile(str(SOURCE / "locale" / language / "LC_MESSAGES" / "django.po")) for language in ("zh_Hant", "en")
    )

    assert [entry.msgid for entry in chinese if HALF_WIDTH.search(entry.msgid)] == []
    assert [entry.msgstr for entry in chinese if HALF_WIDTH.search(entry.msgstr)] == []
    assert [entry.msgstr for entry in english if re.search("[\u3000-\u303f\uff00-\uffef]", entry.msgstr)] == []


def test_nothing_is_loaded_from_outside():
    hosts = [
        f"{path.relative_to(SOURCE)}: {found}"
        for kind in ("html", "css", "js")
        for path in SOURCE.rglob(f"*.{kind}")
        for found in re.findall(r"""(?:src|href|url\()\s*=?\s*["']?(?:https?:)?//[^"')\s]+""", path.read_text())
    ]

    assert hosts == []


def test_lock_files_name_no_host():
    for name in ("requirements.txt", "requirements-dev.txt"):
        assert re.findall(r"https?://|--index-url|--extra-index-url", (ROOT / name).read_text()) == []


def test_direct_dependencies_stay_few():
    block = re.search(r"^dependencies = \[(.*?)^\]", (ROOT / "pyproject.toml").read_text(), re.S | re.M).group(1)

    assert len(re.findall(r'^\s*"', block, re.M)) <= 30
