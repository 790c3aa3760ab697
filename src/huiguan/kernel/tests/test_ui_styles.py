"""The style sheets keep to the browser floor (Chromium 109) and to one place for colours."""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parent.parent / "static" / "kernel"
SHEETS = sorted(STATIC.glob("*.css"))


def rules(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_nothing_newer_than_the_browser_floor(sheet):
    functions = r"light-dark\(|oklch\(|oklab\(|color-mix\("
    others = r"@scope|@starting-style|:popover-open|anchor-name|text-wrap:|&\s*[:.>+~\[{]"

    assert re.findall(f"{functions}|{others}", rules(sheet)) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_no_rule_is_nested_in_another(sheet):
    inside_a_rule, open_blocks = [], []
    for selector in re.findall(r"([^{};]*)([{}])", rules(sheet)):
        text, brace = selector[0].strip(), selector[1]
        if brace == "}":
            open_blocks.pop()
            continue
        if open_blocks and not open_blocks[-1].startswith("@"):
            inside_a_rule.append(text)
        open_blocks.append(text)

    assert inside_a_rule == []
    assert open_blocks == []


@pytest.mark.parametrize("sheet", [s for s in SHEETS if s.name != "tokens.css"], ids=lambda path: path.name)
def test_colours_are_named_only_in_tokens(sheet):
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", rules(sheet)) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_every_property_that_is_used_is_set_somewhere(sheet):
    given_by_templates = {"--w", "--x", "--c", "--c-ink", "--c-soft"}
    known = set(re.findall(r"(--[\w-]+)\s*:", rules(STATIC / "tokens.css"))) | given_by_templates

    assert set(re.findall(r"var\((--[\w-]+)", rules(sheet))) <= known


def test_the_two_dark_blocks_are_alike():
    first, second = re.findall(r"color-scheme: dark;(.*?)\}", rules(STATIC / "tokens.css"), flags=re.DOTALL)

    assert first.split() == second.split()


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        digits = colour.lstrip("#")
        digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
        parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_colour_can_be_read_on_its_ground(scheme):
    block = re.search(rf"color-scheme: {scheme};(.*?)\}}", rules(STATIC / "tokens.css"), flags=re.DOTALL)[1]
    colour = dict(re.findall(r"(--[\w-]+): (#\w+);", block))
    pairs = [
        (ink, ground) for ink in ("--ink", "--ink-2", "--ink-3") for ground in ("--bg", "--surface", "--surface-2")
    ]
    pairs += [(f"--{hue}-ink", f"--{hue}-soft") for hue in ("brand", "jade", "gold", "sky", "violet", "slate")]

    assert {
        pair: round(contrast(colour[pair[0]], colour[pair[1]]), 1)
        for pair in pairs
        if contrast(colour[pair[0]], colour[pair[1]]) < 4.5
    } == {}


@pytest.mark.parametrize("script", sorted(STATIC.glob("*.js")), ids=lambda path: path.name)
def test_a_script_needs_no_eval_and_holds_no_words(script):
    forbidden = r"\beval\(|new Function|innerHTML|insertAdjacentHTML|[一-鿿]"

    assert re.findall(forbidden, script.read_text()) == []
