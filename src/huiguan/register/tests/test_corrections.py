"""A firm says what should stand in its file; whoever keeps the file takes it over or says why not."""

import pytest
from django.urls import reverse

from huiguan.kernel.flow import NotAllowed, perform
from huiguan.kernel.models import Change, Step
from huiguan.register.flow import CorrectionFlow
from huiguan.register.models import Contact, Correction
from tests.cast import browser, submit

PHONE = "13900005678"


@pytest.fixture
def contact(cast) -> Contact:
    with cast.work():
        made = Contact(organization=cast.tea_firm, name="老会计", phone="13800001234")
        made.save()
    return made


def proposal(cast) -> Correction:
    with cast.work():
        return Correction.objects.select_related("organization", "contact").get()


def moved(cast, client=None) -> Correction:
    client = client or browser(cast.tea_contact)
    submit(client, reverse("corrections.add", args=[cast.tea_firm.pk]), {"address": "新街 8 号", "note": "搬家"})
    return proposal(cast)


def test_a_firm_proposes_only_what_is_different_and_nothing_changes_yet(cast):
    correction = moved(cast)

    cast.tea_firm.refresh_from_db()
    assert (correction.proposed, correction.note, correction.state) == ({"address": "新街 8 号"}, "搬家", "proposed")
    assert cast.tea_firm.address == ""


def test_a_proposal_without_a_difference_is_refused(cast):
    response = submit(browser(cast.tea_contact), reverse("corrections.add", args=[cast.tea_firm.pk]))

    assert response.context["form"].non_field_errors() == ["和现在登记的一样，没有要更正的"]


def test_each_form_is_named_like_the_button_that_opens_it(cast, contact):
    client, firm = browser(cast.tea_contact), cast.tea_firm
    pages = (
        ("corrections.add", firm.pk),
        ("corrections.add_contact", firm.pk),
        ("corrections.contact", firm.pk, contact.pk),
    )

    shown = [client.get(reverse(name, args=args)).context for name, *args in pages]

    assert [context["title"] for context in shown] == [
        f"更正登记信息 · {firm}",
        f"新增联系人 · {firm}",
        f"更正联系人 · {firm}",
    ]
    assert {context["submit_label"] for context in shown} == {"提交核对"}


def test_it_waits_on_the_clerks_home_and_shows_both_sides(cast):
    correction, client = moved(cast), browser(cast.clerk)

    home = client.get("/").content.decode()
    sides = client.get(reverse("corrections.detail", args=[correction.pk])).context["panels"][0].context["rows"]

    assert "企业提出的档案更正待核对" in home
    assert [(str(label), now, said) for label, now, said in sides] == [("地址", "", "新街 8 号")]
    with cast.work():
        assert not CorrectionFlow.waiting_for(cast.tea_contact).exists()


def test_taking_over_goes_into_the_file_and_its_log(cast):
    correction = moved(cast)

    submit(browser(cast.clerk), reverse("corrections.move", args=[correction.pk, "take_over"]))

    cast.tea_firm.refresh_from_db()
    change = Change.of(cast.tea_firm).last()
    assert (cast.tea_firm.address, proposal(cast).state) == ("新街 8 号", "taken_over")
    assert (change.by, change.after) == (cast.clerk, {"address": "新街 8 号"})


def test_a_refusal_says_why_to_the_firm(cast):
    correction = moved(cast)

    submit(browser(cast.clerk), reverse("corrections.move", args=[correction.pk, "refuse"]), {"why": "请附营业执照"})

    shown = browser(cast.tea_contact).get(reverse("corrections.detail", args=[correction.pk])).content.decode()
    assert ("请附营业执照" in shown, proposal(cast).state) == (True, "refused")


def test_the_firm_withdraws_what_it_proposed_and_decides_nothing(cast):
    correction = moved(cast)

    with cast.work(), pytest.raises(NotAllowed):
        perform(correction, "take_over", by=cast.tea_contact)
    submit(browser(cast.tea_contact), reverse("corrections.move", args=[correction.pk, "withdraw"]))

    assert proposal(cast).state == "withdrawn"
    assert [step.move for step in Step.of(correction)] == ["create", "withdraw"]


def test_a_contacts_new_number_is_taken_over_and_never_shown_in_full(cast, contact):
    url = reverse("corrections.contact", args=[cast.tea_firm.pk, contact.pk])
    submit(browser(cast.tea_contact), url, {"phone_number": PHONE})
    correction = proposal(cast)
    shown = browser(cast.clerk).get(reverse("corrections.detail", args=[correction.pk])).content.decode()

    submit(browser(cast.clerk), reverse("corrections.move", args=[correction.pk, "take_over"]))

    contact.refresh_from_db()
    logged = [str((change.before, change.after)) for row in (correction, contact) for change in Change.of(row)]
    assert (contact.name, contact.phone) == ("老会计", PHONE)
    assert ("138****1234" in shown, "139****5678" in shown) == (True, True)
    assert PHONE not in shown + "".join(logged)


def test_a_new_contact_is_made_when_it_is_taken_over(cast):
    submit(
        browser(cast.tea_contact),
        reverse("corrections.add_contact", args=[cast.tea_firm.pk]),
        {"name": "新会计", "phone_number": PHONE},
    )

    submit(browser(cast.clerk), reverse("corrections.move", args=[proposal(cast).pk, "take_over"]))

    with cast.work():
        assert [(row.name, row.phone) for row in cast.tea_firm.contacts.all()] == [("新会计", PHONE)]


def test_nobody_proposes_for_another_firm(cast):
    correction = moved(cast)
    url = reverse("corrections.add", args=[cast.silk_firm.pk])

    assert browser(cast.tea_contact).get(url).status_code == 404
    assert browser(cast.clerk).get(url).status_code == 403
    assert browser(cast.stranger).get(reverse("corrections.detail", args=[correction.pk])).status_code == 404


def test_the_firms_page_leads_to_correcting_its_file_and_each_contact(cast, contact):
    shown = browser(cast.tea_contact).get(reverse("organizations.detail", args=[cast.tea_firm.pk])).content.decode()

    assert reverse("corrections.add", args=[cast.tea_firm.pk]) in shown
    assert reverse("corrections.contact", args=[cast.tea_firm.pk, contact.pk]) in shown
    assert (
        "更正登记信息"
        not in browser(cast.clerk).get(reverse("organizations.detail", args=[cast.tea_firm.pk])).content.decode()
    )
