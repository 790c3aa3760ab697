"""Two at the same moment: whoever comes second sees what the first has done."""

from functools import partial

from huiguan.mechanisms.liaison import actions
from huiguan.mechanisms.liaison.models import Contact, Link, Linker, Talk
from huiguan.mechanisms.liaison.tests.conftest import TODAY
from tests.cast import browser, filled, token_of
from tests.threads import in_threads


def sending(user, url, said):
    client = browser(user)
    client.raise_request_exception = False
    page = client.get(url)
    sent = (filled(page) if "form" in (page.context or {}) else {"_once": token_of(page)}) | said
    return partial(lambda: client.post(url, sent).status_code)


def at_once(for_threads, *requests) -> list[int]:
    prepared = [sending(*one) for one in requests]
    for_threads()
    return sorted(in_threads(len(prepared), lambda: prepared.pop()()))


def looked_up(query):
    return in_threads(1, query)[0]


def test_of_two_plans_adopted_at_once_one_comes_about(for_threads, cast, scheme, leader, other_leader, tea, silk):
    plans = [actions.propose(actions.draw(scheme, starts=TODAY), by=cast.clerk) for _time in range(2)]
    urls = [f"/link_plans/{plan.pk}/adopt/" for plan in plans]

    answers = at_once(for_threads, (cast.clerk, urls[0], {}), (cast.admin, urls[1], {}))

    assert answers == [302, 422]
    assert looked_up(lambda: Link.everywhere.count()) == len(plans[0].pairs)


def test_a_post_is_handed_over_once(for_threads, cast, leader, link, other_leader):
    mayor, chair = other_leader.person, cast.people["chair"]
    other_leader.delete()
    said = {"post": "副县长", "on": TODAY.isoformat(), "why": "调整"}
    url = f"/linkers/{leader.pk}/hand-over/"

    answers = at_once(
        for_threads, (cast.clerk, url, said | {"to": mayor.pk}), (cast.admin, url, said | {"to": chair.pk})
    )

    assert answers == [302, 422]
    assert looked_up(lambda: Linker.everywhere.filter(took_over=leader.pk).count()) == 1
    assert looked_up(lambda: Link.everywhere.filter(ends=None).count()) == 1


def test_a_contact_is_reported_once(for_threads, cast, leader, tea, link, new_contact):
    contact = new_contact("planned", kind="phone")
    url = f"/link_contacts/{contact.pk}/report/"

    answers = at_once(for_threads, (cast.clerk, url, {"heard": "甲"}), (cast.county_leader, url, {"heard": "乙"}))

    assert answers == [302, 409]
    assert looked_up(lambda: list(Contact.everywhere.values_list("state", flat=True))) == ["held"]
    assert looked_up(lambda: Talk.everywhere.get().heard) in ("甲", "乙")
