"""Solved cases told in public: who may release one, in which words, and what everybody reads."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from huiguan.kernel import clock
from huiguan.kernel.flow import NotAllowed, perform
from huiguan.mechanisms.appeals.models import Release
from huiguan.mechanisms.appeals.rules import solved
from huiguan.mechanisms.appeals.tests.conftest import answering
from huiguan.register.models import Organization
from tests.cast import browser, submit

WORDS = {
    "title": "道路修好了",
    "asked": "厂门前的路坏了，货车进不来",
    "done": "两周内修好，留了半幅通车",
    "consent": "phone",
}


def move(appeal, name: str) -> str:
    return reverse("appeals.move", args=[appeal.pk, name])


def errors(answer) -> dict[str, list[str]]:
    return {name: list(found) for name, found in answer.context["form"].errors.items()}


@pytest.fixture
def closed(appeal_in):
    return appeal_in("closed")


@pytest.fixture
def told(cast, closed):
    perform(closed, "release", by=cast.clerk, **WORDS)
    return Release.objects.get(appeal=closed)


def cases(cast, **asked):
    return Client().get(reverse("cases", args=[cast.tenant.code]), asked)


def test_a_solved_case_is_released_and_read_by_everybody(cast, closed):
    before = cases(cast).status_code
    answer = submit(browser(cast.clerk), move(closed, "release"), WORDS)
    release = Release.objects.get(appeal=closed)
    page = cases(cast)
    url = reverse("case", args=[cast.tenant.code, release.public_id])

    assert (before, answer.status_code, page.status_code) == (404, 302, 200)
    assert [one.pk for one in page.context["leaf"]] == [release.pk]
    assert url in page.content.decode()
    said = Client().get(url).content.decode()
    assert [words for words in (WORDS["title"], WORDS["asked"], WORDS["done"]) if words not in said] == []
    assert [name for name in (cast.tea_firm.name, "联某", "13912345678", closed.number) if name in said] == []


def test_the_rates_stand_beside_with_what_they_are_out_of(cast, told):
    rates = {
        str(one.rate.label): (one.part, one.of, one.percent)
        for _period, rows in cases(cast).context["rates"][:1]
        for one in rows
    }

    assert rates == {
        "按时答复率": (1, 1, 100),
        "解决率": (1, 1, 100),
        "企业确认率": (1, 1, 100),
        "满意率": (1, 1, 100),
    }


def test_what_is_not_solved_is_not_released(cast, appeal_in):
    appeal = perform(appeal_in("handling"), "answer", by=cast.tax_handler, **answering("解释说明"))
    appeal = perform(appeal, "confirm", by=cast.tea_contact, score="satisfied")
    appeal = perform(appeal, "close", by=cast.clerk)
    silent = appeal_in("answered")
    with clock.standing_at(clock.at(date(2026, 3, 20))):
        silent = perform(silent, "close_unconfirmed", by=cast.clerk, why="联系不上")

    for one in (appeal, silent):
        with pytest.raises(NotAllowed):
            perform(one, "release", by=cast.clerk, **WORDS)
    assert [bool(solved(cast.clerk, one)) for one in (appeal, silent)] == [False, False]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ({"asked": "一家茶企门前的路坏了"}, set()),
        ({"asked": "{firm}门前的路坏了"}, {"asked"}),
        ({"title": "联某反映的路"}, {"title"}),
        ({"done": "打 139 1234 5678 问过"}, {"done"}),
        ({"done": "打 139-1234-5678 问过"}, {"done"}),
        ({"asked": "老云雾厂门前的路"}, {"asked"}),
        ({"asked": "有个茶厂门前的路"}, set()),
    ],
)
def test_words_that_say_who_it_was_are_refused(cast, closed, words, found):
    with cast.work():
        firm = Organization.objects.get(pk=cast.tea_firm.pk)
        firm.former, firm.legal_rep = "老云雾厂、旧云雾社", "有"
        firm.save()
    said = {name: text.replace("{firm}", cast.tea_firm.name) for name, text in words.items()}

    answer = submit(browser(cast.clerk), move(closed, "release"), {**WORDS, **said})

    assert (set(errors(answer)) if answer.status_code == 422 else set()) == found
    assert Release.objects.count() == (0 if found else 1)


def test_consent_at_the_rating_counts_only_if_it_was_given(cast, closed, appeal_in):
    agreed = perform(appeal_in("answered"), "confirm", by=cast.tea_contact, score="satisfied", may_be_told=True)
    agreed = perform(agreed, "close", by=cast.clerk)
    clerk = browser(cast.clerk)

    refused = submit(clerk, move(closed, "release"), {**WORDS, "consent": "rating"})
    begun = clerk.get(move(agreed, "release"))
    listed = clerk.get(reverse("appeals.list"), {"told": "may"})

    assert set(errors(refused)) == {"consent"}
    assert begun.context["form"]["consent"].initial == "rating"
    assert [one.pk for one in listed.context["listing"].shown] == [agreed.pk]


def test_a_hidden_one_is_released_by_whoever_has_looked(cast, appeal_in):
    appeal = appeal_in("closed", is_hidden=True)
    clerk = browser(cast.clerk)

    before = submit(clerk, move(appeal, "release"), WORDS)
    submit(clerk, reverse("appeals.identity", args=[appeal.pk]), {"why": "核对公开的文字"})
    after = submit(clerk, move(appeal, "release"), WORDS)

    assert (list(errors(before)), after.status_code) == (["__all__"], 302)


def test_what_is_taken_up_again_is_public_no_more(cast, told):
    perform(told.appeal, "reopen", by=cast.tea_contact, why="又坏了")

    url = reverse("case", args=[cast.tenant.code, told.public_id])
    assert (Release.objects.count(), Client().get(url).status_code, cases(cast).status_code) == (0, 404, 404)


def test_its_words_are_changed_and_it_is_taken_down(cast, told):
    clerk = browser(cast.clerk)
    begun = clerk.get(move(told.appeal, "rewrite")).context["form"]

    changed = submit(clerk, move(told.appeal, "rewrite"), {**WORDS, "title": "路修好了"})
    told.refresh_from_db()
    gone = submit(clerk, move(told.appeal, "take_down"), {"why": "企业要求撤下"})

    assert begun["title"].initial == WORDS["title"]
    assert (changed.status_code, told.title, gone.status_code) == (302, "路修好了", 302)
    assert Release.objects.count() == 0


@pytest.mark.parametrize("code", ["nobody", "default", "x" * 60])
def test_an_address_that_is_guessed_is_nobodys(cast, told, code):
    assert Client().get(f"/cases/{code}/").status_code == 404
    assert Client().get(f"/cases/{code}/{told.public_id}/").status_code == 404


@pytest.mark.parametrize("asked", [{"about": "9" * 30}, {"about": "x"}, {"page": "x"}, {"page": "-1"}, {"page": "99"}])
def test_a_question_that_makes_no_sense_shows_all(cast, told, asked):
    assert [one.pk for one in cases(cast, **asked).context["leaf"]] == [told.pk]


def test_another_tenant_has_a_page_of_its_own(cast, told):
    assert Client().get(reverse("case", args=[cast.other.code, told.public_id])).status_code == 404
    assert Client().get(reverse("cases", args=[cast.other.code])).status_code == 404


def test_rates_are_published_in_the_house_and_open_their_records(cast, closed):
    page = browser(cast.clerk).get(reverse("appeal_rates.list"))
    told = {str(one.rate.label): (one.part, one.of, part_url, of_url) for one, part_url, of_url in page.context["rows"]}
    part, of, part_url, of_url = told["满意率"]

    assert (part, of) == (1, 1)
    counted = browser(cast.clerk).get(part_url).context["reading"]
    assert (counted.value, [one.url for one in browser(cast.clerk).get(of_url).context["records"]]) == (
        1,
        [reverse("appeals.detail", args=[closed.pk])],
    )


def test_whoever_reads_the_rates_is_told_of_all_that_is_public(cast, appeal_in):
    appeal = appeal_in("answered", organization=cast.silk_firm, by=cast.clerk)
    said = {"score": "satisfied", "whom": "丝某", "called_at": clock.now()}
    appeal = perform(perform(appeal, "confirm_by_phone", by=cast.clerk, **said), "close", by=cast.clerk)
    perform(appeal, "release", by=cast.clerk, **WORDS)

    assert browser(cast.tea_contact).get(reverse("appeal_rates.list")).context["released"] == 1


@pytest.mark.parametrize(
    ("name", "may"),
    [("clerk", True), ("chair", True), ("tea_contact", False), ("tax_handler", False), ("auditor", False)],
)
def test_the_office_releases_and_nobody_else(cast, closed, name, may):
    client = browser(getattr(cast, name))
    url = move(closed, "release")
    answer = submit(client, url, WORDS) if may else client.post(url, WORDS)

    assert (answer.status_code == 302, Release.objects.count()) == (may, int(may))
