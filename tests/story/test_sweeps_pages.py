"""Promises that every page keeps, whichever mechanisms are installed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from huiguan.kernel.desks import Desk
from huiguan.kernel.models import Change, FormUse, Step, Tenant, User
from huiguan.kernel.reach import reaching, whole
from huiguan.site.pages import all_pages

PAGES = all_pages()
DESKS = sorted({page.screen for page in PAGES.values() if issubclass(page.screen, Desk)}, key=lambda desk: desk.name)
LISTS = sorted({page.name for page in PAGES.values() if page.name.endswith(".list")})
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


def sign_in(client, username: str) -> User:
    user = User.objects.get(username=username)
    client.force_login(user, backend=MODEL_BACKEND)
    return user


def address(page, record) -> str:
    """The URL of a page, filled with a record's number and the first move or part there is."""
    values = {}
    for name in page.pattern.pattern.converters:
        values[name] = {"pk": record.pk if record else 1, "move": first_move(page)}.get(name, 1)
        if name in ("kind", "key"):
            values[name] = "steps"
    return reverse(page.name, kwargs=values)


def first_move(page) -> str:
    flow = getattr(page.screen, "flow", None)
    return next(iter(flow.moves)) if flow else "none"


def some_records(screen, tenant, count: int = 2) -> list:
    model = getattr(screen, "model", None)
    if model is None:
        return [None]
    manager = getattr(model, "everywhere", model.objects)
    rows = manager.filter(tenant=tenant) if hasattr(model, "tenant") else manager.all()
    return list(rows.order_by("pk")[:count]) or [None]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_nobody_gets_in_without_signing_in(client, story, name):
    url = address(PAGES[name], some_records(PAGES[name].screen, story.tenants["tancheng"])[0])

    response = client.get(url)

    assert (response.status_code, response.headers.get("Location", "").startswith("/sign-in/")) == (302, True)


def test_every_page_opens_or_says_why_not_for_everybody(as_person, person, story):
    tenant = story.tenants["tancheng"]

    answers = {
        (name, url): as_person.get(url).status_code
        for name, page in PAGES.items()
        for url in {address(page, record) for record in some_records(page.screen, tenant)}
    }

    broken = {key: code for key, code in answers.items() if code not in (200, 302, 403, 404, 405, 409, 422)}
    assert broken == {}
    assert 200 in answers.values()


@pytest.mark.parametrize("language", ["zh-hant", "en"])
def test_every_page_of_a_clerk_opens_in_every_language(client, story, language):
    user = sign_in(client, "clerk")
    user.language = language
    user.save()
    tenant = story.tenants["tancheng"]

    codes = {
        name: client.get(address(page, some_records(page.screen, tenant)[0])).status_code
        for name, page in PAGES.items()
    }

    assert {name: code for name, code in codes.items() if code >= 500} == {}


@pytest.mark.parametrize("desk", [desk for desk in DESKS if hasattr(desk.model, "tenant")], ids=lambda desk: desk.name)
def test_records_of_another_tenant_do_not_exist(client, story, desk):
    sign_in(client, "clerk")
    theirs = list(desk.model.everywhere.exclude(tenant=story.tenants["tancheng"]).order_by("pk")[:2])

    codes = {
        client.get(address(page, record)).status_code
        for page in PAGES.values()
        if page.screen is desk and "pk" in page.pattern.pattern.converters
        for record in theirs
    }

    assert codes <= {404}


def test_the_story_holds_something_that_could_leak_from_another_tenant(story):
    others = [desk.name for desk in DESKS if hasattr(desk.model, "tenant")]
    leaky = [
        name
        for name, desk in ((desk.name, desk) for desk in DESKS if hasattr(desk.model, "tenant"))
        if desk.model.everywhere.exclude(tenant=story.tenants["tancheng"]).exists()
    ]

    assert {"organizations", "people"} <= set(leaky) <= set(others)


def test_a_chamber_sees_nothing_that_belongs_to_another(client, story):
    sign_in(client, "secretary")
    with story.of("tancheng"):
        mine = {story["ch-board"].pk, *story["ch-board"].own_node.affiliations.values_list("organization", flat=True)}
        theirs = story["ch-women"].own_node.affiliations.exclude(organization__in=mine)
        strangers = list(theirs.values_list("organization", flat=True))

    codes = {pk: client.get(reverse("organizations.detail", args=[pk])).status_code for pk in strangers}

    assert strangers
    assert set(codes.values()) == {404}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_however_long_it_is(client, story, name, monkeypatch):
    sign_in(client, "clerk")
    client.get(reverse(name))  # the first page of a session writes when it was seen
    queries = []
    for size in (3, 20):
        monkeypatch.setattr(Desk, "page_size", size)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get(reverse(name))
        queries.append(len(caught))

    assert queries[0] == queries[1]


def test_looking_changes_nothing(client, story):
    sign_in(client, "clerk")
    tenant = story.tenants["tancheng"]
    before = (Change.objects.count(), Step.objects.count(), FormUse.objects.count())

    for page in PAGES.values():
        client.get(address(page, some_records(page.screen, tenant)[0]))

    assert (Change.objects.count(), Step.objects.count(), FormUse.objects.count()) == before


def test_a_form_that_was_not_printed_for_this_person_is_refused(client, story):
    sign_in(client, "clerk")
    tenant = story.tenants["tancheng"]
    posted = [page for page in PAGES.values() if page.pattern.callback.view_initkwargs["page"] in page.screen.posted]

    codes = {
        page.name: client.post(address(page, some_records(page.screen, tenant)[0]), {"_once": "made up"}).status_code
        for page in posted
    }

    assert posted
    assert {name: code for name, code in codes.items() if code != 409} == {}


def test_no_form_offers_what_is_out_of_reach(client, story):
    user = sign_in(client, "secretary")
    home = story.tenants["tancheng"]

    for name, page in PAGES.items():
        response = client.get(address(page, some_records(page.screen, home)[0]))
        form = (response.context_data or {}).get("form") if hasattr(response, "context_data") else None
        for field in form.fields.values() if form else ():
            rows = getattr(field, "queryset", None)
            if rows is None or not hasattr(rows.model, "reach_to"):
                continue
            with reaching(user.reach(home)):
                within = set(rows.model.objects.values_list("pk", flat=True))
            with reaching(whole(home)):
                assert set(rows.values_list("pk", flat=True)) <= within, name


def test_a_tenant_has_one_home(story):
    assert list(Tenant.objects.filter(is_home=True)) == [story.tenants["tancheng"]]
