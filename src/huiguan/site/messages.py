"""The words of the screens in their other languages: collected, checked and compiled without gettext's own programs.

The words in the source are Chinese. ``extract`` writes one ``django.po`` a language, ``compile_all`` the ``.mo`` that
Django reads, ``problems`` says what keeps a catalogue from being complete.
"""

import ast
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import opencc
import polib
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
PLURALS = {"zh_Hant": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}
NOT_OURS = {"tests", "migrations"}
TEMPLATE_SUFFIXES = {".html", ".txt", ".xml"}
FOREIGN_WORDS = {"Excel", "CSV", "PDF", "JSON", "API"}  # the same word in Chinese
CHINESE = re.compile(r"[\u3400-\u9fff]")
PLACEHOLDER = re.compile(r"%\(\w+\)[^a-zA-Z]*[a-zA-Z]|%[sd]|\{[^{}]*\}")

# What each of gettext's functions is given, in this order; other arguments follow.
ARGUMENTS = {
    "gettext": ("text",),
    "ngettext": ("text", "plural"),
    "pgettext": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
}
FUNCTIONS = {"_": "gettext", "gettext_noop": "gettext"} | {
    name + ending: name for name in ARGUMENTS for ending in ("", "_lazy")
}
STRING = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
CALL = re.compile(rf"\b(n?p?gettext)\(({STRING}(?:, {STRING})*)")
CONSTANT = re.compile(rf"\b_\(\s*({STRING})\s*\)")
COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}", re.DOTALL)


@dataclass(frozen=True, order=True)
class Message:
    text: str
    context: str = ""
    plural: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What gettext looks up."""
        return self.context, self.text


def extract(package: Path = PACKAGE) -> None:
    """Keeps what has been translated, drops what no source says any more, drafts traditional Chinese."""
    found = collect(package)
    for language in PLURALS:
        path = _path(package, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(_catalogue(language, found, _read(path))), "utf-8")


def compile_all(package: Path = PACKAGE) -> None:
    """Only what is older than its source, so that a start costs nothing."""
    for source in (_path(package, language) for language in PLURALS):
        compiled = source.with_suffix(".mo")
        if source.exists() and not (compiled.exists() and compiled.stat().st_mtime > source.stat().st_mtime):
            half = source.with_suffix(f".{os.getpid()}")
            _read(source).save_as_mofile(str(half))
            half.replace(compiled)


def problems(package: Path = PACKAGE) -> list[str]:
    found = collect(package)
    wrong = [
        f"{places[0]}: not Chinese: {message.text}"
        for message, places in found.items()
        if _has_letters(message.text) and not CHINESE.search(message.text) and message.text not in FOREIGN_WORDS
    ]
    for language in PLURALS:
        kept = _read(_path(package, language))
        if _messages_of(kept) != found:
            wrong.append(f"{language}: not what the source says. Run: make messages")
        wrong.extend(f"{language}: {problem}" for entry in kept for problem in _problems_of(entry))
    return wrong


def _has_letters(text: str) -> bool:
    """Whether there is a word beside the placeholders; 《%(title)s》 has none."""
    return any(sign.isalpha() for sign in PLACEHOLDER.sub("", text))


def collect(package: Path = PACKAGE) -> dict[Message, list[str]]:
    """Each message with the files that say it, in the order of the catalogues."""
    found: dict[Message, set[str]] = {}
    for path, read in _sources(package):
        place = path.relative_to(package.parent).as_posix()
        for message in read(path.read_text("utf-8"), place):
            found.setdefault(message, set()).add(place)
    counted = {message.key: message for message in found if message.plural}
    for message in [message for message in found if not message.plural and message.key in counted]:
        found[counted[message.key]] |= found.pop(message)  # gettext knows a text once: here, as the one with a plural
    return {message: sorted(found[message]) for message in sorted(found)}


def _sources(package: Path) -> Iterator[tuple[Path, Callable[[str, str], Iterator[Message]]]]:
    for path in sorted(package.rglob("*.*")):
        folders = path.relative_to(package).parts[:-1]
        if NOT_OURS.intersection(folders):
            continue
        if path.suffix == ".py":
            yield path, in_python
        elif path.suffix in TEMPLATE_SUFFIXES and "templates" in folders:
            yield path, in_template


# Finding what is marked for translation in one source text.


def in_python(source: str, place: str) -> Iterator[Message]:
    tree = ast.parse(source)
    functions = FUNCTIONS | _other_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (function := functions.get(_name(node.func))):
            names = ARGUMENTS[function]
            yield from _message(names, node.args[: len(names)], f"{place}:{node.lineno}")


def _other_names(tree: ast.AST) -> dict[str, str]:
    """``from django.utils.translation import ngettext as many``"""
    return {
        alias.asname: FUNCTIONS[alias.name]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.asname and alias.name in FUNCTIONS
    }


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _message(names: tuple[str, ...], given: list[ast.expr], place: str) -> Iterator[Message]:
    """A variable is somebody else's message; a text put together on the spot is nobody's: it is in no catalogue."""
    if any(isinstance(part, ast.JoinedStr | ast.BinOp) for part in given):
        raise ValueError(f"{place}: only a plain string can be translated. Use %(name)s and fill it in afterwards.")
    values = [part.value for part in given if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    if len(values) == len(names) and all(values):
        yield Message(**dict(zip(names, values, strict=True)))


def in_template(source: str, place: str) -> Iterator[Message]:
    for function, arguments in CALL.findall(templatize(source, place)):
        names = ARGUMENTS[function]
        values = [ast.literal_eval(found) for found in re.findall(STRING, arguments)]
        yield Message(**dict(zip(names, values[: len(names)], strict=True)))
    # In filters, tags and the attributes of components alike; as Django does when it renders, % is doubled.
    for constant in CONSTANT.findall(COMMENT.sub("", source)):
        yield Message(ast.literal_eval(constant).replace("%", "%%"))


# Catalogues.


def _path(package: Path, language: str) -> Path:
    return package / "locale" / language / "LC_MESSAGES" / "django.po"


def _read(path: Path) -> polib.POFile:
    return polib.pofile(str(path), encoding="utf-8", wrapwidth=0) if path.exists() else polib.POFile()


def _messages_of(catalogue: polib.POFile) -> dict[Message, list[str]]:
    """As ``collect`` gives them; how a translator's program breaks the lines makes no difference."""
    return {
        Message(entry.msgid, entry.msgctxt or "", entry.msgid_plural): sorted(place for place, _ in entry.occurrences)
        for entry in catalogue
        if not entry.obsolete
    }


def _catalogue(language: str, found: dict[Message, list[str]], kept: polib.POFile) -> polib.POFile:
    """No date and no line number in it: two branches that add words touch only these words."""
    before = {(entry.msgctxt or "", entry.msgid): entry for entry in kept if not entry.obsolete}
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Language": language,
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    for message, places in found.items():
        catalogue.append(_entry(language, message, places, before.get(message.key)))
    return catalogue


def _entry(language: str, message: Message, places: list[str], old: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(msgid=message.text, msgctxt=message.context or None, msgid_plural=message.plural)
    entry.occurrences = [(place, "") for place in places]
    if old:
        entry.flags, entry.tcomment = old.flags, old.tcomment
    if message.plural:
        forms = int(PLURALS[language][len("nplurals=")])
        said = old.msgstr_plural if old else {}
        entry.msgstr_plural = {form: said.get(form) or _draft(language, message.plural) for form in range(forms)}
    else:
        entry.msgstr = (old.msgstr if old else "") or _draft(language, message.text)
    return entry


def _draft(language: str, text: str) -> str:
    return _to_traditional().convert(text) if language == "zh_Hant" else ""


@cache
def _to_traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2twp")  # Taiwan's words too: 软件 becomes 軟體


def _problems_of(entry: polib.POEntry) -> Iterator[str]:
    name = f"{entry.msgid} (context: {entry.msgctxt})" if entry.msgctxt else entry.msgid
    if entry.fuzzy:
        yield f"marked fuzzy: {name}"
    said = [entry.msgstr_plural[form] for form in sorted(entry.msgstr_plural)] or [entry.msgstr]
    if not all(said):
        yield f"not translated: {name}"
        return
    expected = _placeholders(entry.msgid_plural or entry.msgid)
    *special, general = said  # "one company" may leave out the number, but nothing may ask for what is not there
    if _placeholders(general) != expected or any(not _placeholders(form) <= expected for form in special):
        yield f"other placeholders than its source: {name}"


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("%%", "")))
