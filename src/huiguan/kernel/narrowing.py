"""How a list is narrowed and sorted: as an address that can be kept, and in words."""

from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext as _

from huiguan.kernel.words import bracketed, labelled

if TYPE_CHECKING:
    from huiguan.kernel.lists import Listing

ALL = "all"  # asks for the list as it is, also where its person has another beginning
PASSING = {ALL, "page", "pick"}  # what says where somebody is in the list, not what the list shows


def cleaned(params: QueryDict, known: set[str] | None = None) -> QueryDict:
    """The questions that were answered, each in its place, so that two ways to ask the same are alike."""
    kept = QueryDict(mutable=True)
    for name in sorted(params):
        values = list(filter(None, params.getlist(name)))
        if values and name not in PASSING and (known is None or name in known):
            kept.setlist(name, values)
    return kept


def known_to(listing: "Listing") -> set[str]:
    """What this list can be asked."""
    sort = {"sort"} if listing.sort_column else set()
    return {*listing.form.fields, *sort, *([listing.tab_name] if listing.tab_name else [])}


def query(listing: "Listing") -> str:
    return cleaned(listing.params, known_to(listing)).urlencode()


def in_words(listing: "Listing") -> list[str]:
    """What narrows and sorts the list, as its reader would say it."""
    said = []
    if listing.chosen_tab:
        label = listing.rows_of.model._meta.get_field(listing.tab_name).verbose_name
        said.append(labelled(label, dict(listing.tab_choices)[listing.chosen_tab]))
    said += [chip["words"] for chip in listing.chips]
    if listing.sort_column:
        down = listing.params.get("sort", "").startswith("-")
        said.append(labelled(_("排序"), bracketed(listing.sort_column.label, _("倒序") if down else "")))
    return said
