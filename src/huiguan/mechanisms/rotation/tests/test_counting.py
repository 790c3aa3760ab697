"""A number with a link beside it is that of the page which opens."""

from datetime import date

from django.urls import reverse

from huiguan.mechanisms.rotation.models import Judgement, Undertaking
from huiguan.register import actions as register
from tests.cast import browser


def test_a_turn_counts_the_advice_that_its_reader_may_open(cast, clerk, firm, year, new_suggestion):
    for host, useful in ((cast.tea_firm, True), (cast.silk_firm, True), (cast.silk_firm, False)):
        Judgement.objects.create(
            suggestion=new_suggestion("done", year["now"], host), useful=useful, on=date(2026, 5, 4)
        )

    def counted(browser):
        (row,) = (
            row for row in browser.get(reverse("turns.list")).context["listing"].rows if row.record == year["now"]
        )
        return row.record.given, row.record.useful, browser.get(reverse("suggestions.list")).context["listing"].count

    assert (counted(clerk), counted(firm)) == ((3, 2, 3), (1, 1, 1))


def test_a_line_of_the_home_page_counts_what_its_page_lists(cast, year, new_suggestion):
    new_suggestion(), new_suggestion(firm=cast.silk_firm)
    late = [new_suggestion("accepted"), new_suggestion("accepted", firm=cast.silk_firm)]
    for one in late:
        Undertaking.objects.create(suggestion=one, owner="x", due=date(2026, 5, 3))
    person = cast.people["vice_chair"]
    register.appoint(cast.posts["firm"], cast.root, by=cast.system, starts=date(2020, 1, 1), person=person)
    client = browser(cast.vice_chair)

    cards = [card for card in client.get("/").context["cards"] if card.count]

    assert [(str(card.label), card.count) for card in cards] == [("建议落实已逾期", 1), ("建议待答复", 1)]
    assert [client.get(card.url).context["listing"].count for card in cards] == [1, 1]


def test_a_search_counts_what_the_list_finds(cast, clerk, new_suggestion):
    for _ in range(9):
        new_suggestion()

    (group,) = (one for one in clerk.get("/search/", {"q": "云雾"}).context["found"] if one["more_url"])

    assert (group["listing"].count, clerk.get(group["more_url"]).context["listing"].count) == (9, 9)
