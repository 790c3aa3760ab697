from datetime import date

import pytest
from django.urls import reverse

from huiguan.kernel.models import Step
from huiguan.register.models import Affiliation, Contact, Organization
from tests.cast import browser, submit


def contact(cast, **fields) -> Contact:
    with cast.work():
        return Contact.objects.create(organization=cast.tea_firm, name="茶某", phone="13800001234", **fields)


def test_a_contact_is_added_on_the_way_from_the_firms_page_and_back(cast):
    url = reverse("contacts.add", args=[cast.tea_firm.pk])

    response = submit(browser(cast.clerk), url, {"name": "茶某", "phone": "138 0000 1234"})

    with cast.work():
        assert [(c.organization, c.phone, c.masked_phone) for c in Contact.objects.all()] == [
            (cast.tea_firm, "13800001234", "138****1234")
        ]
    assert response.url == reverse("organizations.detail", args=[cast.tea_firm.pk])


def test_a_chamber_does_not_write_into_the_file_of_a_member(cast):
    assert browser(cast.tea_secretary).get(reverse("contacts.add", args=[cast.tea_firm.pk])).status_code == 403


def test_an_organization_out_of_reach_takes_no_contact(cast):
    assert browser(cast.tea_secretary).get(reverse("contacts.add", args=[cast.silk_firm.pk])).status_code == 404


def test_an_empty_number_keeps_what_is_stored_and_a_hyphen_removes_it(cast):
    made, client = contact(cast), browser(cast.clerk)
    url = reverse("contacts.edit", args=[made.pk])

    submit(client, url, {"post": "经理"})
    made.refresh_from_db()
    kept = made.phone
    submit(client, url, {"phone": "-"})
    made.refresh_from_db()

    assert (kept, made.phone, made.post) == ("13800001234", "", "经理")


def test_a_form_never_shows_a_stored_number(cast):
    page = browser(cast.clerk).get(reverse("contacts.edit", args=[contact(cast).pk]))

    assert ("13800001234" in page.content.decode(), "138****1234" in page.content.decode()) == (False, True)


def test_a_contact_is_removed(cast):
    made = contact(cast)

    response = submit(browser(cast.clerk), reverse("contacts.delete", args=[made.pk]))

    with cast.work():
        assert list(Contact.objects.all()) == []
    assert response.url == reverse("organizations.detail", args=[cast.tea_firm.pk])


def test_a_look_at_a_contacts_number_leaves_a_step(cast):
    made, client = contact(cast), browser(cast.clerk)

    submit(client, reverse("contacts.reveal", args=[made.pk]), {"why": "通知开会"})
    page = client.get(reverse("contacts.numbers", args=[made.pk]))

    assert "13800001234" in page.content.decode()
    assert [(step.move, step.why, step.by) for step in Step.of(made)] == [("reveal", "通知开会", cast.clerk)]


def test_a_firm_joins_a_second_chamber_and_leaves_it(cast):
    client = browser(cast.clerk)

    submit(
        client, reverse("affiliations.add", args=[cast.tea_firm.pk]), {"node": cast.silk.own_node_id, "role": "会员"}
    )
    with cast.work():
        made = Affiliation.objects.get(organization=cast.tea_firm, node=cast.silk.own_node)
    response = submit(client, reverse("affiliations.leave", args=[made.pk]), {"on": "2024-05-01"})

    made.refresh_from_db()
    assert (response.status_code, made.ends) == (302, date(2024, 5, 1))


def test_nobody_joins_twice(cast):
    url = reverse("affiliations.add", args=[cast.tea_firm.pk])

    response = submit(browser(cast.clerk), url, {"node": cast.tea.own_node_id})

    assert "已经在这个商会里了" in str(response.context["form"].errors)


def test_a_secretary_takes_members_into_the_own_chamber_only(cast):
    form = browser(cast.tea_secretary).get(reverse("affiliations.add", args=[cast.tea_firm.pk])).context["form"]

    assert list(form.fields["node"].queryset) == [cast.tea.own_node]


# from the chamber's page


def test_a_secretary_is_led_from_the_chambers_page_to_a_new_member_that_is_its_own(cast):
    client = browser(cast.tea_secretary)
    page = client.get(reverse("organizations.detail", args=[cast.tea.pk])).content.decode()
    new = f"{reverse('organizations.create')}?joins={cast.tea.own_node_id}"

    submit(client, new, {"name": "甲县新茶有限公司"})

    with cast.work():
        made = Organization.objects.get(name="甲县新茶有限公司")
        joined = [row.node for row in made.affiliations.all()]
    assert new in page
    assert (made.node, joined) == (cast.tea.own_node, [cast.tea.own_node])


def test_what_a_secretary_enters_elsewhere_joins_the_own_chamber_unless_it_is_left_out(cast):
    client, new = browser(cast.tea_secretary), reverse("organizations.create")

    submit(client, new, {"name": "甲县入会有限公司"})
    submit(client, new, {"name": "甲县不入会有限公司", "joins": ""})

    with cast.work():
        joined = Affiliation.objects.filter(organization__name__contains="入会").values_list("organization__name")
        assert [name for (name,) in joined] == ["甲县入会有限公司"]


def test_what_a_clerk_enters_joins_no_chamber_by_itself(cast):
    form = browser(cast.clerk).get(reverse("organizations.create")).context["form"]

    assert form["joins"].value() is None


def test_a_chamber_takes_in_an_organization_that_is_registered(cast):
    url = reverse("affiliations.take_in", args=[cast.tea.pk])

    response = submit(browser(cast.clerk), url, {"organization": cast.silk_firm.pk, "role": "会员"})

    with cast.work():
        made = Affiliation.objects.get(organization=cast.silk_firm, node=cast.tea.own_node)
    assert (made.role, response.url) == ("会员", reverse("organizations.detail", args=[cast.tea.pk]))


def test_nobody_is_taken_in_twice_nor_by_another_chamber(cast):
    url = reverse("affiliations.take_in", args=[cast.tea.pk])
    of_another = browser(cast.tea_secretary).get(reverse("affiliations.take_in", args=[cast.silk.pk]))

    refused = submit(browser(cast.clerk), url, {"organization": cast.tea_firm.pk})

    assert (refused.status_code, of_another.status_code) == (422, 404)
    assert "已经在这个商会里了" in str(refused.context["form"].errors)


@pytest.mark.parametrize(
    "known", [lambda firm: firm.name, lambda firm: firm.uscc, lambda firm: f" {firm.uscc.lower()} "]
)
def test_a_secretary_takes_in_whoever_is_registered_elsewhere_by_whole_name_or_code(cast, known):
    url = reverse("affiliations.take_in", args=[cast.tea.pk])

    answer = submit(browser(cast.tea_secretary), url, {"organization": known(cast.silk_firm), "role": "会员"})

    with cast.work():
        made = Affiliation.objects.get(organization=cast.silk_firm, node=cast.tea.own_node)
    assert (answer.status_code, made.role) == (302, "会员")


@pytest.mark.parametrize("typed", ["春蚕", "甲县春蚕丝绸有限", "91990001MA", "乙县外贸公司"])
def test_a_part_of_a_name_finds_nobody_whom_a_secretary_does_not_see(cast, typed):
    url = reverse("affiliations.take_in", args=[cast.tea.pk])

    refused = submit(browser(cast.tea_secretary), url, {"organization": typed})

    form = refused.context["form"]
    assert (refused.status_code, list(form.errors), form["organization"].value()) == (422, ["organization"], typed)


@pytest.mark.parametrize(
    ("name", "said"),
    [("tea", "不能加入自己"), ("federation", "工商联是商会的上级"), ("tea_firm", "已经在这个商会里了")],
)
def test_no_chamber_takes_in_itself_its_members_or_the_federation(cast, name, said):
    url, other = reverse("affiliations.take_in", args=[cast.tea.pk]), getattr(cast, name)
    from_its_page = reverse("affiliations.add", args=[other.pk])

    refused = [
        submit(browser(cast.tea_secretary), url, {"organization": other.name}),
        submit(browser(cast.clerk), url, {"organization": other.pk}),
        submit(browser(cast.clerk), from_its_page, {"node": cast.tea.own_node_id}),
    ]

    assert [answer.status_code for answer in refused] == [422, 422, 422]
    assert [said in str(answer.context["form"].errors) for answer in refused] == [True, True, True]


def test_a_member_of_a_later_day_is_not_yet_seen_by_the_chamber(cast):
    url = reverse("affiliations.take_in", args=[cast.tea.pk])
    client = browser(cast.tea_secretary)

    submit(client, url, {"organization": cast.silk_firm.name, "starts": "2200-01-01"})

    with cast.work():
        assert Affiliation.objects.filter(organization=cast.silk_firm, node=cast.tea.own_node).count() == 1
    assert client.get(reverse("organizations.detail", args=[cast.silk_firm.pk])).status_code == 404


def test_a_new_member_whose_code_is_registered_is_joined_instead(cast):
    client = browser(cast.tea_secretary)
    new = f"{reverse('organizations.create')}?joins={cast.tea.own_node_id}"
    offered = f"{reverse('affiliations.take_in', args=[cast.tea.pk])}?organization={cast.silk_firm.uscc}"

    refused = submit(client, new, {"name": "春蚕", "uscc": cast.silk_firm.uscc})

    (said,) = refused.context["form"].errors["uscc"]
    assert (cast.silk_firm.name in said, offered in said) == (True, True)
    assert submit(client, offered, {}).status_code == 302
    with cast.work():
        assert Affiliation.objects.filter(organization=cast.silk_firm, node=cast.tea.own_node).count() == 1


def test_whoever_only_reads_a_chambers_page_is_offered_no_new_members(cast):
    page = browser(cast.auditor).get(reverse("organizations.detail", args=[cast.tea.pk])).content.decode()

    assert ("登记新会员" in page, "加入已登记的单位" in page) == (False, False)
