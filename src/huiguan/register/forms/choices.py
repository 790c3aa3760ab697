"""Choices of long code tables, in groups that a person can read."""

from collections.abc import Iterator
from itertools import groupby

from django import forms
from django.db.models import Case, F, When
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.register import queries
from huiguan.register.models import Body
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


KEPT_BY = gettext_lazy("谁管理这份档案：归口单位的人可以修改它，别的单位只能查看。一般就是您所在的单位")


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


class PostIterator(ModelChoiceIterator):
    """Posts under the kind of body at which they exist."""

    def __iter__(self) -> Iterator:
        yield ("", self.field.empty_label)
        posts = list(self.queryset)
        for body in Body:
            if under := [self.choice(post) for post in posts if post.body == body]:
                yield (_("%(body)s的职务") % {"body": body.label} if body != Body.ANY else _("各处都有的职务"), under)


class PostField(forms.ModelChoiceField):
    iterator = PostIterator


BY_CODE = (F("parent__code").asc(nulls_first=True), "code")  # provinces first, each place below its own


class RegionField(forms.ModelChoiceField):
    iterator = RegionIterator

    def __init__(self, *, levels: tuple[str, ...] = (), **kwargs):
        places = queries.places().order_by(*BY_CODE)
        if levels:
            places = places.filter(level__in=levels)
        super().__init__(places, empty_label="—", required=False, **kwargs)

    def begin_at_home(self) -> None:
        """Suggest the county of the federation and its townships before any other place."""
        if home := queries.county():
            how_far = Case(When(pk=home.pk, then=0), When(parent=home, then=1), default=2)
            self.queryset = self.queryset.order_by(how_far, *BY_CODE)


def settle_place(form, word: str) -> None:
    """Ask which place keeps the record only where there is a choice, and suggest that of whoever asks."""
    field, record = form.fields["node"], form.instance
    node_choices(field, form.by, word, record.node if record.node_id else None)
    field.help_text = KEPT_BY
    own = field.queryset.first()  # by path: what is above stands before what is below
    if field.queryset.count() == 1:
        record.node = own
        del form.fields["node"]
    else:
        field.initial = own


def node_choices(field: forms.Field, by, word: str, keep=None) -> None:
    """Offer the places over which somebody holds ``word``, and the one that the record already has."""
    nodes = queries.nodes_within(by, word)
    field.queryset = nodes | type(keep).objects.filter(pk=keep.pk) if keep else nodes
    if field.queryset.count() == 1:
        field.initial = field.queryset.first()
        field.empty_label = None
