"""What nobody learns of others: another tenant, leader, chamber; by pages, lists, sheets, search, counts."""

import pytest

from huiguan.kernel.reach import reaching
from huiguan.mechanisms.liaison import actions, contributions
from huiguan.mechanisms.liaison.models import Link, Receipt
from huiguan.mechanisms.liaison.tests.conftest import TODAY
from tests.cast import browser, hire

SECRETS = ("缺采茶工", "能不能修一条路？", "加快园区建设")


@pytest.fixture
def everything(cast, leader, tea, silk, other_leader, new_contact, new_briefing, new_question):
    Link.objects.create(linker=other_leader, target=silk, starts=TODAY)
    hire(cast, "silk_president", "丝某", cast.posts["president"], cast.silk.own_node, organization=cast.silk_firm)
    contact, question = new_contact(), new_question()
    new_briefing("sent")
    return [
        f"/link_contacts/{contact.pk}/",
        f"/link_contacts/{contact.pk}/history/",
        f"/link_questions/{question.pk}/",
        f"/receipts/{Receipt.objects.get().pk}/",
        f"/linkers/{leader.pk}/",
    ]


LISTS = (
    *("/link_contacts/", "/link_contacts/export/", "/link_contacts/print/", "/link_questions/", "/receipts/"),
    *("/link_contacts/?q=采茶", "/link_questions/?q=修一条路", "/search/?q=采茶", "/search/?q=一条路", "/"),
    *("/organizations/1/", "/calendar/"),
)


@pytest.mark.parametrize("who", ["silk_president", "mayor", "tea_contact", "stranger"])
def test_what_one_chamber_says_is_not_for_another(cast, everything, who):
    client = browser(getattr(cast, who))
    for url in everything:
        assert client.get(url).status_code in (403, 404), url
    for url in LISTS:
        answer = client.get(url)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found = [secret for secret in SECRETS if secret in content.decode("utf-8", "ignore")]
        assert found == [], url


def test_those_concerned_read_it(cast, everything):
    for who in ("county_leader", "tea_secretary", "tea_president", "clerk", "auditor"):
        client = browser(getattr(cast, who))
        assert client.get(everything[0]).status_code == 200, who
        assert "缺采茶工" in client.get(everything[0]).content.decode(), who


def test_a_chamber_does_not_see_what_another_said_at_the_same_seminar(cast, leader, tea, silk, everything):
    from_both = new_seminar(cast, leader, tea, silk)
    page = browser(cast.silk_president).get(f"/link_contacts/{from_both.pk}/").content.decode()
    assert "丝绸的话" in page
    assert "茶业的话" not in page


def new_seminar(cast, leader, tea, silk):
    said = [actions.Said(tea, heard="茶业的话"), actions.Said(silk, heard="丝绸的话")]
    return actions.record(leader, by=cast.clerk, kind="phone", on=TODAY, said=said)


def test_a_chambers_page_tells_of_contacts_only_those_who_read_them(cast, everything):
    seen = {}
    for who in ("clerk", "tea_president", "county_leader", "mayor", "vice_chair"):
        user = getattr(cast, who)
        with reaching(user.reach(cast.tenant)):
            found = contributions.panels(cast.tea, user)
            lines = contributions.timeline(cast.tea, user)
            seen[who] = (len(found[0].context["contacts"]) if found else None, len(lines))
    assert seen == {
        "clerk": (1, 1),
        "tea_president": (1, 1),
        "county_leader": (1, 1),
        "mayor": (0, 0),
        "vice_chair": (0, 0),
    }
