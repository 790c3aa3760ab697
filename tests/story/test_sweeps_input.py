"""What people, programs and attackers type: no page breaks, whatever is asked of it."""

import re

import pytest
from django import forms
from django.http import QueryDict
from django.urls import reverse

from huiguan.kernel.desks import Desk
from huiguan.kernel.reach import reaching, whole
from huiguan.site.pages import all_pages
from tests.cast import filled
from tests.story.test_sweeps_pages import address, first_move, sign_in, some_records

PAGES = all_pages()
LISTS = sorted(name for name in PAGES if name.endswith(".list") and issubclass(PAGES[name].screen, Desk))
NASTY = (
    *("²", "9" * 25, "9" * 5000, "\x00", "1\x00", "0", "-1", "０", "1e5", "nan", "a" * 5000, "李 " * 3000),
    *("0001-01-01", "9999-12-31", "31-31", "<script>", "'\"", "%", "\u202e", "🀄" * 300),
)


def asked_of(name: str, shift: int) -> str:
    """An answer to every question that some page knows, each another of the nasty ones."""
    screen = PAGES[name].screen
    filters = getattr(getattr(screen, "filter_class", None), "base_filters", {})
    known = [*filters, "kind", "state", "page", "sort", "pick", "starts", "ends", "scheme", "year", "verdict"]
    known += ["turn", "organization", "person", "term", "host", "next", "proposed_on"]
    query = QueryDict(mutable=True)
    for place, one in enumerate(dict.fromkeys(known)):
        query[one] = NASTY[(place + shift) % len(NASTY)]
    return query.urlencode()


def broken(answers: dict) -> dict:
    return {key: code for key, code in answers.items() if code >= 500}


@pytest.mark.parametrize("round", range(4))
def test_no_list_breaks_on_what_it_is_asked(client, story, round):
    sign_in(client, "clerk")

    codes = {
        name: client.get(f"{reverse(name)}?{asked_of(name, place + 5 * round)}").status_code
        for place, name in enumerate(LISTS)
    }

    assert broken(codes) == {}
    assert 200 in codes.values()


def test_no_other_page_breaks_on_what_it_is_asked(client, story):
    sign_in(client, "admin")
    rest = sorted(set(PAGES) - set(LISTS))
    urls = {name: address(PAGES[name], some_records(PAGES[name].screen, story.tenants["tancheng"])[0]) for name in rest}

    codes = {
        name: client.get(f"{url}?{asked_of(name, place)}").status_code for place, (name, url) in enumerate(urls.items())
    }

    assert broken(codes) == {}


@pytest.mark.parametrize("number", ["0", "9" * 25], ids=["nothing", "endless"])
def test_a_number_that_no_row_can_have_is_not_found(client, story, number):
    sign_in(client, "clerk")

    codes = {}
    for page in PAGES.values():
        if "<whole:" in (route := str(page.pattern.pattern)):
            route = re.sub(r"<whole:\w+>", number, route).replace("<slug:move>", first_move(page))
            codes[page.name] = client.get(f"/{route}").status_code

    assert set(codes.values()) == {404}


def test_every_address_takes_its_numbers_as_whole_numbers():
    assert [name for name, page in PAGES.items() if "<int:" in str(page.pattern.pattern)] == []


def test_pages_are_read_and_sent_and_nothing_else(client, story):
    sign_in(client, "clerk")
    tenant, verbs = story.tenants["tancheng"], ("put", "patch", "delete", "options", "trace")

    codes = {
        getattr(client, verbs[place % len(verbs)])(address(page, some_records(page.screen, tenant, 1)[0])).status_code
        for place, page in enumerate(PAGES.values())
    }

    assert codes == {405}


@pytest.fixture
def opened(client, story, request):
    """Every form that somebody may open now: its address and what a browser would send of it."""
    tenant, found = story.tenants["tancheng"], {}
    user = sign_in(client, request.param)
    for page in PAGES.values():
        if page.pattern.callback.view_initkwargs["page"] not in page.screen.posted:
            continue
        with reaching(whole(tenant)):
            record = _openable(page, user, tenant)
        url = address(page, record)
        answer = client.get(url)
        form = (getattr(answer, "context_data", None) or {}).get("form")
        if answer.status_code == 200 and form is not None and form.fields:
            found[url] = (form, filled(answer))
    assert found
    return found


def _openable(page, user, tenant):
    """A record of which the page may be opened, if there is one among the first."""
    some = some_records(page.screen, tenant, 30)
    return next((record for record in some if record is None or page.rule(user, record)), some[0])


@pytest.mark.parametrize("opened", ["clerk", "admin"], indirect=True)
def test_no_form_breaks_on_what_is_typed(client, opened):
    codes = {}
    for place, (url, (form, sent)) in enumerate(opened.items()):
        names = [name for name in form.fields if name != "row_version"]
        for shift in (place, place + 9):
            typed = {form.add_prefix(name): NASTY[(n + shift) % len(NASTY)] for n, name in enumerate(names)}
            codes[url, shift] = client.post(url, sent | typed).status_code

    assert broken(codes) == {}
    assert 422 in codes.values()


LEAST = {forms.IntegerField: "0", forms.DateField: "1900-01-01", forms.DateTimeField: "1900-01-01T00:00"}
MOST = {forms.IntegerField: "2147483647", forms.DateField: "2200-12-31", forms.DateTimeField: "2200-12-31T23:59"}


@pytest.mark.parametrize("opened", ["clerk"], indirect=True)
@pytest.mark.parametrize("bounds", [LEAST, MOST], ids=["least", "most"])
def test_no_form_and_no_list_breaks_on_what_just_passes(client, opened, bounds):
    """Once for each kind of field, the rest of the form as it was, so that much of it is saved."""
    codes = {}
    for kind, value in {**bounds, forms.CharField: "\x00<b>'\"\r\n%s{{x}}"}.items():
        for url, (form, sent) in opened.items():
            typed = {form.add_prefix(name): value for name, field in form.fields.items() if type(field) is kind}
            if typed:
                codes[url, kind] = client.post(url, sent | typed).status_code
    for name in LISTS:
        codes[name] = client.get(reverse(name)).status_code
        codes[name, "export"] = client.get(reverse(name.replace(".list", ".export"))).status_code

    assert broken(codes) == {}
    assert 302 in codes.values()
