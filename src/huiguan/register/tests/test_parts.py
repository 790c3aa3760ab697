from datetime import date

from django.urls import reverse

from huiguan.kernel.models import Step
from huiguan.register.models import Affiliation, Contact
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
