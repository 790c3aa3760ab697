"""Whom to invite: people by their post in a kind of body, organizations by a tag or a kept view, names as written.

Each one found is a ``Guest`` with a key that the page sends back; nothing is kept here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from huiguan.activities import known
from huiguan.activities.models import Invitation
from huiguan.kernel import clock
from huiguan.kernel.lists import Listing
from huiguan.kernel.models import SavedView
from huiguan.register.models import Office, Organization, Person
from huiguan.register.models.bodies import in_force
from huiguan.register.screens.organizations import OrganizationDesk

MOST = 1000  # guests of one search


@dataclass(frozen=True)
class Guest:
    """Somebody who may be invited: a person for an organization, an organization, or a mere name."""

    person: Person | None = None
    organization: Organization | None = None
    name: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        if self.person:
            return f"p{self.person.pk}"
        return f"n{self.name}" if self.name else f"o{self.organization.pk}"

    @property
    def label(self) -> str:
        called = self.person or self.name or self.organization
        beside = [self.note, str(self.organization) if self.organization and called != self.organization else ""]
        return " · ".join(part for part in (str(called), *beside) if part)

    def row(self, group: str, most: int | None = None) -> Invitation:
        who = {"person": self.person, "organization": self.organization, "name": self.name}
        return Invitation(**who, group=group, most=most)


def holders(posts: Iterable, chamber_types: Iterable) -> list[Guest]:
    """Who holds one of these posts today, in every body or only in chambers of these kinds; nobody twice."""
    rows = Office.objects.filter(in_force(clock.today()), post__in=list(posts), person__isnull=False)
    if kinds := list(chamber_types):
        rows = rows.filter(node__organization__chamber__types__in=kinds).distinct()
    rows = rows.select_related("person__organization", "post", "node").order_by("post__order", "person__pinyin", "pk")
    found: dict[int, Guest] = {}
    for office in rows[:MOST]:
        note = f"{office.node} {office.post}"
        found.setdefault(office.person_id, Guest(office.person, office.person.organization, note=note))
    return list(found.values())


def held_by_nobody(posts: Iterable, chamber_types: Iterable) -> tuple[list, list]:
    """Of these posts and kinds of chambers, those that brought nobody: a rule that finds nobody is said."""
    posts, kinds = list(posts), list(chamber_types)
    rows = Office.objects.filter(in_force(clock.today()), post__in=posts, person__isnull=False).order_by()
    if kinds:
        of_kinds = "node__organization__chamber__types"
        pairs = set(rows.filter(**{f"{of_kinds}__in": kinds}).values_list("post", of_kinds))
    else:
        pairs = set(rows.values_list("post", "pk"))
    held, found = {post for post, _kind in pairs}, {kind for _post, kind in pairs}
    return [post for post in posts if post.pk not in held], [kind for kind in kinds if kind.pk not in found]


def on_nobody(tags: Iterable) -> list:
    """Of these tags, those that no organization has."""
    tags = list(tags)
    used = set(Organization.objects.filter(tags__in=tags).order_by().values_list("tags", flat=True))
    return [tag for tag in tags if tag.pk not in used]


def tagged(tags: Iterable) -> list[Guest]:
    if not (wanted := list(tags)):
        return []
    rows = Organization.objects.filter(tags__in=wanted).distinct().order_by("pinyin", "pk")
    return [Guest(organization=organization) for organization in rows[:MOST]]


def kept_in(view: SavedView | None, request) -> list[Guest]:
    """The organizations that a kept view of their list shows today to whoever invites."""
    if view is None:
        return []
    desk = OrganizationDesk
    listing = Listing(
        rows_of=Organization.objects.filter(desk.rules["detail"].q(request.user, Organization)),
        params=QueryDict(view.query, mutable=True),
        shown_columns=desk.columns,
        filter_class=desk.filter_class,
        request=request,
        url_of=str,
        tab_name=desk.tab_name,
        tab_choices=list(desk.tab_choices),
    )
    return [Guest(organization=organization) for organization in listing.shown[:MOST]]


def written(rows: Iterable[known.Row]) -> list[Guest]:
    """Names as they were written: whoever the register surely knows, organizations, and the others by name alone."""
    return [_written(row) for row in rows]


def _written(row: known.Row) -> Guest:
    if row.sure:
        return Guest(row.sure, row.organization or row.sure.organization)
    if row.itself:
        return Guest(organization=row.itself)
    return Guest(None, row.organization, row.name, _note(row))


def _note(row: known.Row) -> str:
    return _("同名的不止一位，先只记姓名") if len(row.people) > 1 else _("不在册")


def once(guests: Iterable[Guest]) -> list[Guest]:
    return list({guest.key: guest for guest in guests}.values())
