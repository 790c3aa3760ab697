"""Finding records by a few characters, in Chinese of either script, pinyin or initials. See ``tokens``."""

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from huiguan.kernel import tokens
from huiguan.kernel.models import SearchEntry, SearchToken

LONGEST = 60  # characters, and
IN_A_BOX = (
    200  # characters that a box of search takes: enough to say that it is too long, and not too long for an address
)
MOST_WORDS = 8  # words of a query: each costs the database a search of its own


def shortened(text: str) -> str:
    """As much of ``text`` as is searched for."""
    return " ".join(text[:LONGEST].split()[:MOST_WORDS])


def is_too_long(text: str) -> bool:
    return shortened(text) != " ".join(text.split())


def matching(rows: QuerySet, text: str) -> QuerySet:
    """Those of ``rows`` (a queryset of one kind of record) in which every word of ``text`` is found."""
    for word in shortened(text).split():
        rows = rows.filter(pk__in=_entries(rows.model.label(), tokens.normalised(word)).values("object_id"))
    return rows


def best_first(rows: QuerySet, text: str) -> QuerySet:
    """Those found: first who is called so, then who is otherwise known so, then whose name begins so; then as ever."""
    writings = {text, tokens.normalised(text)}
    name = rows.model.searched[0]

    def any_of(fields, lookup: str) -> Q:
        return Q(*((f"{field}__{lookup}", writing) for field in fields for writing in writings), _connector=Q.OR)

    rank = Case(
        When(any_of([name], "iexact"), then=Value(0)),
        When(any_of(rows.model.searched, "iexact"), then=Value(1)),
        When(any_of([name], "istartswith"), then=Value(2)),
        default=Value(3),
    )
    return matching(rows, text).order_by(rank, *(rows.query.order_by or rows.model._meta.ordering), "pk")


def _entries(label: str, word: str) -> QuerySet:
    entries = SearchEntry.objects.filter(label=label)
    if not word:
        return entries.none()
    if word.isascii() and word.isalnum():
        return entries.filter(_code(label, word) | _initials(label, word) | _pinyin(label, word))
    needed = [gram for run in tokens.HAN_RUN.findall(word) for gram in ((tokens._runs(run, 2)) or {run})]
    needed += [f"a{gram}" for run in tokens.ASCII_RUN.findall(word) for gram in tokens._runs(run, 4)]
    return entries.filter(_all_of(label, needed), text__contains=word)


def _all_of(label: str, needed: list[str]) -> Q:
    held = Q()
    for token in sorted(set(needed)):
        rows = SearchToken.objects.filter(tenant=OuterRef("tenant"), label=label, token=token, entry=OuterRef("pk"))
        held &= Q(Exists(rows))
    return held


def _code(label: str, word: str) -> Q:
    grams = tokens._runs(word, 4)
    needed = [f"a{gram}" for gram in grams]
    return _all_of(label, needed) & Q(text__contains=word) if grams else Q(text__contains=f"={word}")


def _initials(label: str, word: str) -> Q:
    grams = tokens._runs(word, 2)
    contains = Q(text__regex=f"(^|\n)i[a-z]*{word}") if grams else Q(text__contains=f"\ni{word}")
    return _all_of(label, [f"i{gram}" for gram in grams]) & contains


def _pinyin(label: str, word: str) -> Q:
    """The last of several syllables may be unfinished; a single one must be whole, or too much would be found."""
    found = Q(pk__in=())
    for cut in tokens.cut_pinyin(word):
        if len(cut) > 1 or cut[0] in tokens._syllables():
            run = " ".join(cut)
            at_a_syllable = Q(text__contains=f"\np{run}") | Q(text__contains=f" {run}")
            found |= _all_of(label, [f"p{syllable}" for syllable in cut[:-1] or cut]) & at_a_syllable
    return found
