"""A record's past: as many queries however long it is, and no longer than a page."""

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiguan.kernel.history import PAGE_SIZE
from tests.cast import browser


@pytest.fixture
def saves(cast):
    """The tea firm moves to and fro between two towns, and within them."""

    def save(times: int) -> None:
        towns = apps.get_model("register.Region").objects.filter(level="township")
        with cast.work():
            for _time in range(times):
                cast.tea_firm.region = next(town for town in towns if town.pk != cast.tea_firm.region_id)
                cast.tea_firm.address = f"{cast.tea_firm.version} 号"
                cast.tea_firm.save()

    return save


def opened(client, firm, query=""):
    with CaptureQueriesContext(connection) as caught:
        page = client.get(f"/organizations/{firm.pk}/history/{query}")
    return page, len(caught)


def test_a_long_past_costs_what_a_short_one_does_and_is_paged(cast, saves):
    client = browser(cast.clerk)
    client.get("/more/")
    saves(3)
    _page, few = opened(client, cast.tea_firm)
    saves(PAGE_SIZE + 10)

    page, many = opened(client, cast.tea_firm)
    rest, _queries = opened(client, cast.tea_firm, "?page=2")

    changes, older = page.context["changes"], rest.context["changes"]
    versions = [change["version"] for change in [*changes, *older] if not change["part"]]
    assert many <= few  # its first page does not show how the firm was made
    assert len(changes) == PAGE_SIZE
    assert versions == sorted(versions, reverse=True)
    assert len(changes) + len(older) == page.context["page"].paginator.count


def test_a_past_names_the_rows_that_it_refers_to(cast, saves):
    saves(2)

    page, _queries = opened(browser(cast.clerk), cast.tea_firm)

    rows = [row for change in page.context["changes"][:2] for row in change["rows"] if "镇" in str(row["after"])]
    assert sorted((row["before"], row["after"]) for row in rows) == [("城关镇", "河口镇"), ("河口镇", "城关镇")]
