"""Choices of long code tables, in groups that a person can read."""

from collections.abc import Iterator
from itertools import groupby

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext as _

from huiguan.register import queries
from huiguan.register.tables import industries


def divisions() -> list:
    """The divisions of the national classification under the sections that hold them."""
    groups = [("", "—")]
    for letter, name in sorted(industries.SECTIONS.items()):
        under = [
            (code, f"{code} {division.name}")
            for code, division in sorted(industries.DIVISIONS.items())
            if division.section == letter
        ]
        groups.append((f"{letter} {name}", under))
    return groups


def sections() -> list[tuple[str, str]]:
    return [("", "—"), *((code, f"{code} {name}") for code, name in sorted(industries.SECTIONS.items()))]


class RegionIterator(ModelChoiceIterator):
    """The townships of the federation's own county first, then every other place under the one above it."""

    def __iter__(self) -> Iterator:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        home = queries.county()
        places = list(self.queryset)
        own = [place for place in places if home and home.pk in (place.pk, place.parent_id)]
        if own:
            yield (str(home), [self.choice(place) for place in own])
        rest = [place for place in places if place not in own]
        for above, under in groupby(rest, key=lambda place: str(place.parent or _("全国"))):
            yield (above, [self.choice(place) for place in under])


class RegionField(forms.ModelChoiceField):
    iterator = RegionIterator

    def __init__(self, *, levels: tuple[str, ...] = (), **kwargs):
        places = queries.places().order_by("parent__code", "code")
        if levels:
            places = places.filter(level__in=levels)
        super().__init__(places, empty_label="—", required=False, **kwargs)


def node_choices(field: forms.Field, by, word: str, keep=None) -> None:
    """Offer the places over which somebody holds ``word``, and the one that the record already has."""
    nodes = queries.nodes_within(by, word)
    field.queryset = nodes | type(keep).objects.filter(pk=keep.pk) if keep else nodes
    if field.queryset.count() == 1:
        field.initial = field.queryset.first()
        field.empty_label = None
