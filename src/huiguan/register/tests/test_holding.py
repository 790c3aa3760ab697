"""What keeps a record from being deleted is told as far as its reader may see it."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from huiguan.kernel.holding import by_kind
from huiguan.kernel.reach import reaching
from huiguan.register import actions
from tests.cast import SINCE, browser


@pytest.mark.parametrize(
    ("who", "told"), [("clerk", [("任职", 2)]), ("tea_secretary", [("任职", 1), ("您看不到的记录", 0)])]
)
def test_what_is_out_of_reach_is_neither_named_nor_counted(cast, who, told):
    request = RequestFactory().get("/")
    request.user, request.tenant = getattr(cast, who), cast.tenant
    request.reach = request.user.reach(cast.tenant)
    offices = [cast.offices["tea_president"], cast.offices["auditor"]]

    with reaching(request.reach):
        found = by_kind(offices, request)

    assert [(holding.kind, holding.count) for holding in found] == told


def test_records_that_are_called_alike_are_told_apart(cast):
    with cast.work():
        actions.appoint(cast.posts["member"], cast.root, by=cast.system, starts=SINCE, person=cast.people["auditor"])

    page = browser(cast.admin).get(reverse("people.delete", args=[cast.people["auditor"].pk])).content.decode()

    assert [post for post in ("审计员", "执委") if f"<small>{post}" in page] == ["审计员", "执委"]
