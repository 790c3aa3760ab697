"""More of it is asked for, and given."""

from django.core.files.uploadedfile import SimpleUploadedFile

from huiguan.kernel.flow import perform
from huiguan.kernel.models import Attachment, Message
from huiguan.kernel.reach import reaching
from huiguan.mechanisms.appeals.flow import AppealFlow
from huiguan.mechanisms.appeals.models import (
    Addition,
    Filing,
)
from huiguan.mechanisms.appeals.queries.veil import additions_for_the_house
from huiguan.mechanisms.appeals.tests.conftest import move, page
from tests.cast import browser


def test_more_is_asked_for_and_given(cast, raised):
    appeal = perform(raised(), "ask_more", by=cast.clerk, lacking="哪一段路", why="哪一段路")
    told = Message.objects.get(user=cast.tea_contact, subject__contains="请您补充")
    photo = SimpleUploadedFile("现场.txt", "坑".encode())

    appeal = perform(appeal, "supplement", by=cast.tea_contact, text="东门那一段", files=[photo])

    said, hanging = Addition.objects.get(), Attachment.of(Filing.objects.get(appeal=appeal))
    assert (appeal.state, said.text, [one.name for one in hanging]) == ("filed", "东门那一段", ["现场.txt"])
    assert "哪一段路" in told.text
    assert Message.objects.filter(user=cast.clerk, subject__contains="企业补充了").count() == 1


def test_what_is_added_is_told_to_the_units_and_of_what_is_hidden_only_that_it_is(cast, appeal_in):
    told = {}
    for is_hidden in (False, True):
        appeal = perform(appeal_in("handling", is_hidden=is_hidden), "add", by=cast.tea_contact, text="又坏了一段")
        letter = Message.objects.get(user=cast.tax_handler, object_id=appeal.pk, subject__contains="有了补充说明")
        told[is_hidden] = "又坏了一段" in letter.text

    assert told == {False: True, True: False}


def test_a_chamber_adds_what_is_lacking_of_what_it_raised_for_a_member(cast, raised):
    appeal = raised(by=cast.tea_secretary, through=cast.tea, channel="chamber", is_hidden=True)
    appeal = perform(appeal, "ask_more", by=cast.clerk, lacking="哪一段路", why="哪一段路")
    with reaching(cast.tea_secretary.reach(cast.tenant)):
        waiting = list(AppealFlow.waiting_for(cast.tea_secretary))

    answer = move(browser(cast.tea_secretary), appeal, "supplement", {"text": "东门那一段"})

    appeal.refresh_from_db()
    assert (waiting, answer.status_code, appeal.state) == ([appeal], 302, "filed")
    assert [one.text for one in additions_for_the_house(appeal)] == ["东门那一段"]
    assert "东门那一段" not in page(browser(cast.clerk), appeal)
