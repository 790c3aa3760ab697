"""The components are strict: whoever writes <c-tag colour="red"> hears about it here and not from a reader."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template
from django_cotton.compiler_regex import CottonCompiler, Tag

import huiguan
from huiguan.kernel import icons

PACKAGE = Path(huiguan.__file__).parent
COMPONENTS = PACKAGE / "kernel" / "templates" / "ui"
ATTRIBUTE = re.compile(r""":{0,2}([a-z][\w-]*)(?:\s*=\s*(?:"[^"]*"|'[^']*'|\S+))?""")
VALUELESS = re.compile(r"""(?<=\s)[\w:-]+(?=\s|$)(?!\s*=)""")


def everything() -> list[Path]:
    return sorted(PACKAGE.glob("**/templates/**/*.html"))


def plain(path: Path) -> str:
    """The template without what stands in {% … %} and {{ … }}, where quotes and angle brackets mean other things."""
    return re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", path.read_text(), flags=re.DOTALL)


def declared(path: Path) -> list[str]:
    found = re.search(r"<c-vars\s([^>]*?)/>", plain(path))
    return ATTRIBUTE.findall(found[1]) if found else []


def components() -> dict[str, set[str]]:
    return {path.stem.replace("_", "-"): set(declared(path)) for path in COMPONENTS.glob("*.html")}


def uses(path: Path) -> list[tuple[str, str]]:
    """Each component with each attribute and each named slot that is given to it."""
    found, open_components = [], []
    for match in Tag.tag_pattern.finditer(CottonCompiler().exclude_ignorables(path.read_text())[0]):
        tag = Tag(match)
        name = tag.tag_name.removeprefix("c-")
        if name == "vars":
            continue
        if name == "slot":
            if not tag.is_closing:
                found.append((open_components[-1], re.search(r'name="([\w-]+)"', tag.attrs)[1]))
        elif tag.is_closing:
            open_components.pop()
        else:
            found.append((name, ""))
            found += [(name, attribute.lstrip(":")) for attribute, *_ in Tag.attr_pattern.findall(tag.attrs)]
            if not tag.is_self_closing:
                open_components.append(name)
    return found


@pytest.mark.parametrize("path", sorted(COMPONENTS.glob("*.html")), ids=lambda path: path.stem)
def test_a_component_begins_by_declaring_what_it_takes(path):
    first, *_rest = path.read_text().splitlines()

    assert first.startswith("<c-vars ")
    assert first.endswith("/>")


@pytest.mark.parametrize("path", sorted(COMPONENTS.glob("*.html")), ids=lambda path: path.stem)
def test_every_declared_attribute_has_a_default_so_that_the_page_around_cannot_leak_in(path):
    first = path.read_text().splitlines()[0]

    without_values = re.sub(r"""[:\w-]+\s*=\s*(?:"[^"]*"|'[^']*')""", "", first)

    assert without_values.split() == ["<c-vars", "/>"]


def test_templates_use_only_components_that_exist_and_attributes_that_these_declare():
    known = components()

    wrong = [
        f"{path.relative_to(PACKAGE)}: <c-{name} {attribute}>"
        for path in everything()
        for name, attribute in uses(path)
        if name not in known or (attribute and attribute not in known[name])
    ]

    assert wrong == []


def test_the_scan_sees_a_wrong_attribute_and_a_wrong_slot(tmp_path):
    page = tmp_path / "page.html"
    page.write_text('<c-page title="{% trans "x" %}" colour="red"><c-slot name="aside">y</c-slot></c-page>')

    assert uses(page) == [("page", ""), ("page", "title"), ("page", "colour"), ("page", "aside")]
    assert not {"colour", "aside"} & components()["page"]


def test_every_component_is_shown_in_the_gallery_or_used_by_another():
    used = {name for path in everything() for name, _ in uses(path)}
    for_python_made_cells = set()

    assert set(components()) - used == for_python_made_cells


def test_every_icon_named_in_a_template_exists():
    names = set()
    for path in everything():
        text = path.read_text()
        names |= set(re.findall(r'\{% icon "([\w-]+)"', text)) | set(re.findall(r'\bicon="([a-z][\w-]*)"', text))
        names |= set(re.findall(r'icon="\{% if [^%]*%\}([\w-]+)\{% else %\}', text))

    for name in names:
        icons.icon(name)

    assert len(names) > 20


@pytest.mark.parametrize("path", everything(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_template_holds_a_script_an_event_handler_or_a_style_of_its_own(path):
    text = plain(path)

    assert re.findall(r"<script(?![^>]*\ssrc=)", text) == []
    assert re.findall(r"<style", text) == []
    assert re.findall(r"""\s(?:on[a-z]+|hx-on[\w:-]*)\s*=""", text) == []
    assert re.findall(r'style="(?!--[a-z]+:%?"|--[a-z]+:[^;"]*")', text) == []


@pytest.mark.parametrize("path", everything(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_template_compiles_and_no_merge_was_left_half_done(path):
    name = str(path).split("/templates/")[-1]

    assert get_template(name)
    assert re.findall(r"^(?:<{7}|={7}|>{7})", path.read_text(), flags=re.MULTILINE) == []
