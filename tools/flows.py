"""The pages of docs/flows: ``python -m tools.flows [check]`` writes them, or says which of them are no longer true."""

import os
import sys
from collections.abc import Iterator
from typing import Any

import django
from django.utils import translation

from huiguan.kernel.rooms import rooms
from huiguan.register.roles import ROLES, words_of
from tools.install import ROOT

FOLDER = ROOT / "docs" / "flows"
HEAD = "<!-- Written by `python -m tools.flows`; a test compares it with the code. -->"
INDEX = """{head}

# Flows

The life of every kind of record that has one. Each page holds the state diagram, the table of moves, and which role can
make which move in which state. A role is what an office carries into the system; how far it reaches (the whole tenant,
a chamber and what is below it, the own firm) is said by the office, and what a record itself must satisfy by the rule.

{rows}
"""
PAGE = """{head}

# {title} `{label}`

{diagram}

## Moves

| move | button | from | to | word | asks | |
|---|---|---|---|---|---|---|
{moves}

## Who can make which move

| role | {heads} |
|---|{lines}|
{matrix}

## Whose turn it is

{waits}
{reactions}"""


def pages() -> dict[str, str]:
    """Every page by its file name."""
    with translation.override("zh-hans"):
        flows: list[tuple[Any, Any]] = [(room, flow) for room in rooms() for flow in room.flows]
        rows = "\n".join(
            f"- [{_title(flow)} `{flow.model._meta.label}`]({_file(flow)}): {room.label}" for room, flow in flows
        )
        return {"README.md": INDEX.format(head=HEAD, rows=rows)} | {_file(flow): _page(flow) for _room, flow in flows}


def stale() -> list[str]:
    """The files that are not what the code says, with those that no flow stands behind."""
    wanted = pages()
    found = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def write() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.md"):
        old.unlink()
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


def _file(flow) -> str:
    return f"{flow.model._meta.label_lower}.md"


def _title(flow) -> str:
    return str(flow.model._meta.verbose_name)


def _page(flow) -> str:
    states = dict(flow.model._meta.get_field("state").flatchoices)
    return PAGE.format(
        head=HEAD,
        title=_title(flow),
        label=flow.model._meta.label,
        diagram=f"```mermaid\n{flow.mermaid()}\n```",
        moves="\n".join(_moves(flow)),
        heads=" | ".join(f"{code} {label}" for code, label in states.items()),
        lines="|".join(["---"] * len(states)),
        matrix="\n".join(_matrix(flow, list(states))),
        waits="\n".join(_waits(flow, states)) or "Nobody is waited for.",
        reactions=_reactions(flow),
    )


def _moves(flow) -> Iterator[str]:
    for move in flow.moves.values():
        words = ", ".join(f"`{word}`" for word in sorted(move.may.words))
        asks = "、".join(_asked(move.form)) if move.form else ""
        target = move.to or "(stays)"
        danger = "danger" if move.danger else ""
        yield f"| `{move.name}` | {move.label} | {', '.join(move.start)} | {target} | {words} | {asks} | {danger} |"


def _asked(form) -> list[str]:
    return [str(field.label) for field in form.base_fields.values() if not field.widget.is_hidden]


def _matrix(flow, states: list[str]) -> Iterator[str]:
    for code, role in ROLES.items():
        held = set(words_of(code))
        cells = [
            "、".join(str(move.label) for move in flow.moves.values() if state in move.start and _can(held, move))
            for state in states
        ]
        yield f"| `{code}` {role.label} | {' | '.join(cells)} |"


def _can(held: set[str], move) -> bool:
    """A rule that asks for no word speaks of the record or the person, not of a role."""
    return bool(move.may.words) and move.may.words <= held


def _waits(flow, states: dict[str, str]) -> Iterator[str]:
    for state, wait in flow.waits.items():
        roles = "、".join(str(role.label) for code, role in ROLES.items() if wait.whose.words <= set(words_of(code)))
        yield f"- {states[state]} (`{state}`): {wait.label}. {roles}"


def _reactions(flow) -> str:
    """What rooms above do when one of its moves is made; nothing where none does."""
    lines = [
        f"- `{one.move}` ({flow.moves[one.move].label}): {room.label}, `{one.effect.__name__}`"
        for room in rooms()
        for one in room.reactions
        if one.flow is flow
    ]
    return "\n".join(["", "## What other rooms do then", "", *lines, ""]) if lines else ""


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiguan.site.settings")
    django.setup()
    if sys.argv[1:] != ["check"]:
        write()
        return 0
    for name in (found := stale()):
        print(f"docs/flows/{name} is no longer true; run python -m tools.flows")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
