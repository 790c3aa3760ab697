"""How a demand is raised: by a firm, by its chamber, by the office."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from huiguan.activities.models import Activity, ActivityKind
from huiguan.kernel import clock
from huiguan.kernel.models import Attachment
from huiguan.mechanisms.appeals.models import (
    Appeal,
    Clock,
    Filing,
)
from huiguan.mechanisms.appeals.tests.conftest import listed, page
from tests.cast import browser, submit

NEW = "/appeals/new/"


def test_a_firm_raises_one_on_one_page(cast, tables, firm):
    photo = SimpleUploadedFile("路.txt", "坑".encode())

    answer = submit(
        firm, NEW, {"title": "门前路坏了", "text": "货车进不来", "phone": "139 1234 5678", "files": [photo]}
    )

    appeal = Appeal.objects.get()
    filing = Filing.objects.get(appeal=appeal)
    assert (answer.status_code, answer.url) == (302, reverse("appeals.detail", args=[appeal.pk]))
    assert (appeal.number, appeal.title, appeal.is_hidden, appeal.state) == ("2026-0001", "门前路坏了", False, "filed")
    assert (filing.organization, filing.kind, filing.channel, filing.contact) == (cast.tea_firm, "firm", "web", "联某")
    assert [one.name for one in Attachment.of(filing)] == ["路.txt"]


def test_a_firm_does_not_raise_one_for_another(cast, tables, firm):
    answer = submit(firm, NEW, {"title": "x", "text": "y", "organization": cast.silk_firm.pk})

    assert (answer.status_code, Appeal.objects.count()) == (422, 0)


def test_of_what_is_hidden_the_list_says_nothing_until_it_is_accepted(cast, tables, firm, clerk):
    submit(firm, NEW, {"title": "门前路坏了", "text": "货车进不来", "is_hidden": "on"})

    said = clerk.get(reverse("appeals.list")).content.decode()
    assert ("隐名" in said, "门前路坏了" in said, "云雾" in said) == (True, False, False)
    assert "门前路坏了" in page(firm, Appeal.objects.get())


def test_a_chamber_raises_one_for_a_member_and_hears_no_more_than_the_member(cast, tables):
    secretary = browser(cast.tea_secretary)

    answer = submit(secretary, NEW, {"title": "路坏了", "text": "x", "organization": cast.tea_firm.pk})

    filing = Filing.objects.get()
    assert answer.status_code == 302
    assert (filing.organization, filing.through, filing.channel) == (cast.tea_firm, cast.tea, "chamber")
    assert listed(secretary) == {"2026-0001"}
    offered = secretary.get(NEW).context["form"].fields["organization"].queryset
    assert set(offered) == {cast.tea, cast.tea_firm}


def test_the_office_enters_what_it_heard_of_whoever_is_no_member(cast, tables, clerk):
    kind = ActivityKind.objects.create(code="talk", name="座谈")
    talk = Activity.objects.create(node=cast.root, kind=kind, title="座谈会", starts=clock.now())
    said = {"title": "落地难", "text": "x", "for_whom": "某项目方", "kind": "investor", "channel": "forum"}

    answer = submit(clerk, NEW, {**said, "occasion": talk.pk})

    filing = Filing.objects.get()
    assert answer.status_code == 302
    assert (filing.filer, filing.kind, filing.channel, filing.occasion) == ("某项目方", "investor", "forum", talk)


@pytest.mark.parametrize(("both", "wrong"), [(False, ["organization"]), (True, ["for_whom"])])
def test_the_office_says_for_whom_and_says_it_once(cast, tables, clerk, both, wrong):
    whose = {"organization": cast.tea_firm.pk, "for_whom": "某店"} if both else {}
    answer = submit(clerk, NEW, {"title": "x", "text": "y", "kind": "firm", "channel": "letter", **whose})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, wrong)


@pytest.mark.parametrize("name", ["tax_handler", "auditor", "county_leader", "vice_chair"])
def test_nobody_else_raises_one(cast, tables, name):
    assert browser(getattr(cast, name)).get(NEW).status_code == 403


def test_without_a_profile_the_page_says_who_makes_one(cast, within, firm):
    answer = firm.get(NEW)

    assert (answer.status_code, "办理时限方案" in answer.content.decode()) == (200, True)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"channel": ""}, ["channel"]),
        ({"received_on": "2026-03-03"}, ["received_on"]),
        ({"received_on": "2025-03-01"}, ["received_on"]),
        ({"phone": "12"}, ["phone"]),
        ({"kind": "person"}, ["organization"]),
    ],
)
def test_what_the_office_enters_is_looked_at(cast, tables, clerk, said, wrong):
    told = {"title": "x", "text": "y", "organization": cast.tea_firm.pk, "kind": "firm", "channel": "letter"}

    answer = submit(clerk, NEW, {**told, **said})

    assert (answer.status_code, list(answer.context["form"].errors), Appeal.objects.count()) == (422, wrong, 0)


def test_a_letter_counts_from_the_day_on_which_it_came(cast, tables, clerk):
    said = {"title": "x", "text": "y", "for_whom": "某人", "kind": "person", "channel": "letter"}

    submit(clerk, NEW, {**said, "received_on": "2026-02-27"})

    appeal = Appeal.objects.get()
    assert timezone.localdate(appeal.filed_at) == date(2026, 2, 27)
    assert timezone.localdate(Clock.objects.get(stage="accept").started_at) == date(2026, 2, 27)
    assert "个人" in page(clerk, appeal)


def test_the_office_reads_of_the_firm_and_not_of_itself_what_is_hidden(tables, clerk, firm):
    assert ["您" in str(client.get(NEW).context["form"].fields["is_hidden"].help_text) for client in (clerk, firm)] == [
        False,
        True,
    ]
