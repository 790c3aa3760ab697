"""What narrows a list, as its reader would say it: a chip for each choice, with the address of the list without it."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from huiguan.kernel.filters import Span
from huiguan.kernel.words import labelled

if TYPE_CHECKING:
    from huiguan.kernel.lists import Listing


def chips_of(listing: "Listing") -> list[dict[str, Any]]:
    """A choice is known by its own name, and so is what was searched for; a day is not, so its question stands before
    it. ``words`` says the same to somebody who does not see the filters."""
    spans = {name: span for span in listing.filter.spans for name in span.names}
    chips = []
    for name, field in listing.form.fields.items():
        span = spans.get(name)
        if span and (words := span_in_words(listing, span)):
            if name == next(one for one in span.names if _asked(listing, one)):
                chips.append(_chip(listing, " ".join(span.names), "", words, words))
        elif name not in listing.form.errors:
            choices = dict(_flat_choices(field))
            for value in _asked(listing, name):
                label = choices.get(value, value)
                words = labelled(field.label, label)
                chips.append(_chip(listing, name, value, label if choices or name == "q" else words, words))
    return chips


def span_in_words(listing: "Listing", span: Span) -> str:
    """开始：2026-01-01 至 2026-01-31; nothing where neither day can be, or none was asked for."""
    first, last = (listing.form.cleaned_data.get(name) for name in span.names)
    if not (first or last):
        return ""
    days = {"first": first and first.isoformat(), "last": last and last.isoformat()}
    if first and last:
        return labelled(span.label, _("%(first)s 至 %(last)s") % days)
    return labelled(span.label, (_("%(first)s 起") if first else _("至 %(last)s")) % days)


def _asked(listing: "Listing", name: str) -> list[str]:
    return [] if name in listing.form.errors else list(filter(None, listing.params.getlist(name)))


def _chip(listing: "Listing", name: str, value: str, label: Any, words: str) -> dict[str, Any]:
    params = listing.params.copy()
    params.pop("page", None)
    for one in name.split():
        params.setlist(one, [kept for kept in params.getlist(one) if value and kept != value])
    return {"label": label, "words": words, "name": name, "value": value, "url": f"?{params.urlencode()}"}


def _flat_choices(field: forms.Field) -> list[tuple[str, Any]]:
    return [(str(value), label) for value, label in getattr(field, "choices", ()) if value != ""]
