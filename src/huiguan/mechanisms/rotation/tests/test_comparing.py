"""What is said of a plan before it is drawn up, beside what there was, and afterwards."""

from datetime import date

from django.urls import reverse

from huiguan.mechanisms.rotation import actions
from huiguan.mechanisms.rotation.models import Turn, Wish
from tests.cast import submit

YEAR = {"starts": "2026-01-01", "ends": "2026-12-31"}


def words(page):
    return page.content.decode()


def test_a_plan_can_be_compared_with_what_was_before_it_also_when_it_is_adopted(cast, clerk, scheme, firms):
    actions.plan(scheme, by=cast.clerk, starts=date(2026, 5, 1), ends=date(2026, 6, 30))
    gone = Turn.objects.get().seats.order_by("pk").first()
    Wish.objects.create(
        scheme=scheme, organization=gone.organization, kind="blackout", starts=date(2026, 5, 1), ends=date(2026, 6, 30)
    )
    asked = YEAR | {"starts": "2026-05-01", "ends": "2026-06-30"}
    proposed = submit(clerk, reverse("schemes.plan", args=[scheme.pk]), asked, follow=True)

    submit(clerk, f"{proposed.request['PATH_INFO']}adopt/")
    adopted = clerk.get(proposed.request["PATH_INFO"])

    assert adopted.context["comparison"] == proposed.context["comparison"]
    assert [[one.who for one in row.goes] for row in adopted.context["comparison"].rows] == [[gone.organization]]
    assert ("什么都没有改" in words(proposed), "什么都没有改" in words(adopted)) == (True, False)


def test_a_plan_knows_of_how_much_it_speaks(cast, scheme, firms):
    Wish.objects.create(
        scheme=scheme, organization=firms[0], kind="wants", starts=date(2026, 1, 1), ends=date(2026, 2, 1)
    )
    for one in (*firms, cast.tea_firm, cast.silk_firm):
        one.section = one.division = ""
        one.region = None
        one.save()

    roster = actions.plan(scheme, by=cast.clerk, starts=date(2026, 1, 1), ends=date(2026, 4, 30))

    facts = {row["name"]: row for row in roster.levels}
    assert facts["likeness"] | {"pairs": 2, "seated": 4, "no_section": 4, "no_township": 4} == facts["likeness"]
    assert [facts["again"]["ahead"], facts["moved"]["of"], facts["unmet"]["of"]] == [0, 0, 1]


def test_before_a_plan_is_drawn_up_only_what_is_certain_is_promised(cast, clerk, scheme, firms):
    for kind in ("blackout", "wants", "avoids"):
        Wish.objects.create(
            scheme=scheme, organization=firms[0], kind=kind, starts=date(2026, 7, 1), ends=date(2026, 8, 31)
        )

    assert clerk.get(reverse("schemes.plan", args=[scheme.pk])).context["mind"][1:] == [
        "不能安排、必须安排的要求 1 条，一定照办",
        "希望安排、最好避开的意愿 2 条，尽量照顾；照顾不到的，排好以后逐条列出",
    ]
