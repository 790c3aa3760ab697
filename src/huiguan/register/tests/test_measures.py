from datetime import date

import pytest

from huiguan.kernel import clock
from huiguan.kernel.measure import Period
from huiguan.kernel.rooms import figures
from huiguan.register import actions
from huiguan.register.models import ChamberType, Kind
from tests.cast import browser, organization


def read(key: str, ends: date = date(2024, 12, 31), **codes):
    return figures()[key].read(Period(None, ends), **codes)


@pytest.fixture(autouse=True)
def within(cast):
    with cast.work():
        yield


def away(cast, name: str, *, ours: bool = True, **fields):
    made = organization(cast.root, name, kind=Kind.CHAMBER, **fields)
    actions.settle(made, by=cast.system, ours=ours)
    made.chamber.types.add(ChamberType.objects.get(code="away"), ChamberType.objects.get(code="trade"))
    return made


def test_chambers_away_are_ours_founded_and_not_ended(cast):
    away(cast, "上海甲县商会", founded=date(2015, 1, 1))
    away(cast, "深圳甲县商会")
    away(cast, "青岛甲县商会", founded=date(2025, 1, 1))
    away(cast, "苏州甲县商会", founded=date(2015, 1, 1), ended=date(2024, 12, 31))
    away(cast, "上海邻县商会", ours=False)

    value, records = read("register.chambers_away")

    assert (value, sorted(map(str, records))) == (2, ["上海甲县商会", "深圳甲县商会"])


def test_a_chamber_of_two_types_counts_once_in_each(cast):
    away(cast, "上海甲县商会")

    assert [read(f"register.{key}")[0] for key in ("chambers_away", "trade_chambers", "chambers")] == [1, 1, 3]


def test_sections_are_those_of_distinct_firms_behind_the_committee(cast):
    value, people = read("register.sections_represented")

    assert (value, sorted(map(str, people))) == (1, ["主某", "副某"])


def test_whoever_has_left_by_the_cut_off_is_not_counted(cast):
    actions.leave_office(cast.offices["vice_chair"], by=cast.system, on=date(2023, 7, 17))

    assert [read("register.sections_represented", day)[0] for day in (date(2023, 7, 17), date(2023, 7, 18))] == [1, 0]


def test_a_section_narrows_the_records(cast):
    assert [str(person) for person in read("register.sections_represented", section="C")[1]] == ["副某"]


def test_a_member_of_two_chambers_counts_once(cast):
    actions.join(cast.tea_firm, cast.silk.own_node, by=cast.system, starts=date(2021, 1, 1))

    assert read("register.members")[0] == 2


def test_the_term_in_office_is_known_by_its_day(cast):
    assert [read("term.number", day)[0] for day in (date(2019, 12, 31), date(2024, 1, 1))] == [None, 8]
    assert read("term.formed_year")[0] == 2020


def test_the_list_of_chambers_is_that_which_the_figure_counts(cast):
    ours, foreign = away(cast, "上海甲县商会"), away(cast, "上海邻县商会", ours=False)
    gone = away(cast, "苏州甲县商会", founded=date(2015, 1, 1), ended=date(2024, 12, 31))

    def listed(query: str = "") -> set[str]:
        rows = browser(cast.clerk).get(f"/chambers/{query}").context["listing"].rows
        return {str(row.record) for row in rows}

    counted = {str(one) for one in read("register.chambers", clock.today())[1]}
    assert counted == {"甲县茶业商会", "甲县丝绸商会", str(ours)}
    assert [listed(), listed("?whose=elsewhere"), listed("?whose=gone")] == [counted, {str(foreign)}, {str(gone)}]
