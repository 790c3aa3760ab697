"""The practices of seven places, each set up through the screens alone, drawn up and published."""

from datetime import date

import pytest
from django.urls import reverse

from huiguan.mechanisms.rotation.models import Member, Scheme, Seat, Team, Turn
from huiguan.register import actions as register
from huiguan.register.models import Person
from tests.cast import again, submit

HALF = {"starts": "2026-07-01", "ends": "2026-12-31"}


@pytest.fixture
def officers(cast, within) -> list[Person]:
    """Nine vice-chairs beside the one of the cast."""
    made = [Person.objects.create(node=cast.root, name=f"会长{n}") for n in "甲乙丙丁戊己庚辛壬"]
    for person in made:
        register.appoint(
            cast.posts["vice_chair"], cast.root, by=cast.system, starts=date(2020, 1, 1), person=person, term=cast.term
        )
    return made


def set_up(client, practice: str, **changed) -> Scheme:
    """A new scheme from one of the practices that its form offers."""
    url = f"{reverse('schemes.create')}?preset={practice}"
    answer = submit(client, url, {"starts": "2026-07-01", **changed})
    assert answer.status_code == 302, answer.context["form"].errors
    return Scheme.objects.latest("pk")


def add(client, page: str, owner, **answers) -> None:
    answer = submit(client, reverse(f"{page}.add", args=[owner.pk]), answers)
    assert answer.status_code == 302, answer.context["form"].errors


def draw_and_publish(client, scheme, asked=HALF) -> list[Turn]:
    """Planned, adopted and published: each turn in its order."""
    shown = submit(client, reverse("schemes.plan", args=[scheme.pk]), asked)
    assert shown.status_code == 302, shown.context["form"].errors
    assert submit(client, f"{shown.url}adopt/").status_code == 302
    submit(client, reverse("schemes.publish", args=[scheme.pk]))
    turns = list(Turn.objects.filter(scheme=scheme).order_by("starts"))
    assert {turn.state for turn in turns} == {"published"}
    for page in ("turns.detail", "turns.brief", "turns.handover", "turns.bulletin"):
        assert client.get(reverse(page, args=[turns[0].pk])).status_code == 200
    for page in ("", "year/", "year/export/"):
        assert client.get(f"/rotation/{page}?scheme={scheme.pk}").status_code == 200
    assert client.get(reverse("schemes.detail", args=[scheme.pk])).status_code == 200
    assert client.get(reverse("schemes.who", args=[scheme.pk])).status_code == 200
    return turns


def titles(turn) -> list[str]:
    return [seat.title for seat in turn.seats.all()]


def spans(turns) -> list[tuple[str, str]]:
    return [(str(turn.starts)[5:], str(turn.ends)[5:]) for turn in turns]


def test_two_months_with_two_or_three_host_firms(clerk, firms):
    scheme = set_up(clerk, "host_firms", hosts_from=1, hosts_to=2)

    turns = draw_and_publish(clerk, scheme)

    assert spans(turns) == [("07-01", "08-31"), ("09-01", "10-31"), ("11-01", "12-31")]
    assert [titles(turn) for turn in turns] == [["牵头", "参加"], ["牵头", "参加"], ["牵头"]]
    assert Seat.objects.values("organization").distinct().count() == 5
    assert [step.name for step in scheme.steps.all()][1] == "走访观摩"


def test_a_group_a_month_led_by_a_vice_chair(cast, clerk, officers):
    scheme = set_up(clerk, "groups")
    for number, leader in enumerate(officers[:6], start=1):
        add(clerk, "teams", scheme, name=f"第{number}组", area="城关片区", trade="茶业")
        team = Team.objects.latest("pk")
        add(clerk, "members", team, person=leader.pk)
        add(clerk, "members", team, organization=cast.tea_firm.pk)

    turns = draw_and_publish(clerk, scheme)

    assert len(turns) == 6
    assert sorted(str(turn.seats.get()) for turn in turns) == [f"第{n}组" for n in range(1, 7)]
    assert Member.objects.count() == 12
    page = clerk.get(reverse("turns.detail", args=[turns[0].pk])).content.decode()
    assert "会长" in page
    assert "每组一年办一次主题活动" in page


def test_one_vice_president_a_month_with_office_days_and_a_written_handover(cast, clerk, officers):
    scheme = set_up(clerk, "duty_vice_president", eligible_posts=[cast.posts["vice_chair"].pk])

    turns = draw_and_publish(clerk, scheme)

    assert spans(turns)[:2] == [("07-01", "07-31"), ("08-01", "08-31")]
    assert titles(turns[0]) == ["值班副会长"]
    assert len({turn.seats.get().person for turn in turns}) == 6
    sheet = clerk.get(reverse("turns.handover", args=[turns[0].pk])).content.decode()
    assert [point.name in sheet for point in scheme.points.all()] == [True] * 3


def test_a_table_of_months_that_two_may_swap_between_them(cast, clerk, officers):
    scheme = set_up(clerk, "month_table", eligible_posts=[cast.posts["vice_chair"].pk])
    first, second = draw_and_publish(clerk, scheme)[:2]
    mine, theirs = first.seats.get(), second.seats.get()
    way = scheme.ways.get(approval="nobody")

    answer = submit(
        clerk,
        reverse("requests.ask_for", args=[mine.pk]),
        {"way": way.pk, "swap_with": theirs.pk, "why": "两人说好了"},
    )
    submit(clerk, f"{answer.url}take_effect/", {"why": "两人当面说的"})

    assert (first.seats.get().person, second.seats.get().person) == (theirs.person, mine.person)


def test_a_chair_with_two_or_three_council_members(cast, clerk, officers):
    scheme = set_up(clerk, "chair_with_council", eligible_posts=[cast.posts["vice_chair"].pk])

    turns = draw_and_publish(clerk, scheme, HALF | {"ends": "2026-09-30"})

    assert [titles(turn)[0] for turn in turns] == ["轮值主席"] * 3
    assert {title for turn in turns for title in titles(turn)[1:]} == {"随行理事"}
    assert sorted(len(titles(turn)) for turn in turns) == [3, 3, 4]
    assert [way.approval for way in scheme.ways.all()] == ["meeting", "meeting"]


def test_an_executive_and_several_vice_presidents_a_quarter(cast, clerk, officers):
    scheme = set_up(clerk, "quarter_executive", eligible_posts=[cast.posts["vice_chair"].pk], starts="2026-08-15")

    turns = draw_and_publish(clerk, scheme)

    assert spans(turns) == [("08-15", "09-30"), ("10-01", "12-31")]
    assert [sorted(set(titles(turn))) for turn in turns] == [["值班副会长", "执行会长"]] * 2
    assert sum(len(titles(turn)) for turn in turns) == 10


def test_groups_of_four_or_five_with_a_ceremony(cast, clerk, officers):
    scheme = set_up(clerk, "groups_with_ceremony")
    for number, people in enumerate((officers[:4], officers[4:]), start=1):
        add(clerk, "teams", scheme, name=f"第{number}组")
        team = Team.objects.latest("pk")
        for person in people:
            add(clerk, "members", team, person=person.pk)

    turns = draw_and_publish(clerk, scheme, HALF | {"ends": "2026-10-31"})

    rounds = [sorted(str(turn.seats.get()) for turn in some) for some in (turns[:2], turns[2:])]
    assert rounds == [["第1组", "第2组"]] * 2  # nobody twice before all have served
    sheet = clerk.get(reverse("turns.handover", args=[turns[0].pk])).content.decode()
    assert "会旗" in sheet


def test_a_scheme_of_another_shape_chambers_by_the_fortnight_as_a_new_user_would(cast, clerk):
    """No practice, nothing preset: the plain form, one field wrong at first."""
    url = reverse("schemes.create")
    data = {"name": "商会轮值", "starts": "2026-07-06", "serves": "chambers", "length": 2, "unit": "week"}

    wrong = submit(clerk, url, data | {"hosts_from": 2, "hosts_to": 1})
    answer = again(clerk, url, wrong, data | {"hosts_from": 1, "hosts_to": 1})
    scheme = Scheme.objects.get(name="商会轮值")
    turns = draw_and_publish(clerk, scheme, {"starts": "2026-07-01", "ends": "2026-08-02"})

    assert wrong.context["form"].errors["hosts_to"] == ["每期最多不能少于最少，且在 1 至 100 之间"]
    assert answer.status_code == 302
    assert spans(turns) == [("07-06", "07-19"), ("07-20", "08-02")]
    assert {turn.seats.get().organization for turn in turns} == {cast.tea, cast.silk}


def test_volunteers_serve_although_no_post_says_so_and_whoever_is_let_off_does_not(cast, clerk, officers):
    scheme = set_up(clerk, "duty_vice_president", enrolled_only="on")
    for person in officers[:3]:
        add(clerk, "enrolments", scheme, bearer=person.pk, how="volunteered", starts="2026-01-01")
    add(clerk, "exemptions", scheme, bearer=officers[0].pk, starts="2026-07-01", ends="2026-08-31", why="病休")

    turns = draw_and_publish(clerk, scheme, HALF | {"ends": "2026-09-30"})

    served = [turn.seats.get().person for turn in turns]
    assert set(served) == set(officers[:3])
    assert served[2] == officers[0]
    standings = clerk.get(reverse("schemes.who", args=[scheme.pk])).context["standings"]
    assert {one.bearer for one in standings} == set(officers[:3])
    assert [(one.why, one.served, one.exempt) for one in standings] == [("自愿报名", 0, None)] * 3
    assert {one.next for one in standings} == set(turns)


@pytest.mark.parametrize(
    ("practice", "told"),
    [
        ("host_firms", "照现在填的，甲县工商联的企业全部参加轮值：现在是 5 家"),
        ("", "照现在填的，甲县工商联的企业全部参加轮值：现在是 5 家"),
        ("groups", ""),
        ("duty_vice_president", ""),
    ],
)
def test_that_everybody_takes_part_is_said_before_a_scheme_is_made(clerk, firms, practice, told):
    page = clerk.get(f"{reverse('schemes.create')}?preset={practice}")

    assert page.context["everybody"] == told
    assert (told or "全部参加轮值") in page.content.decode() or not told


@pytest.mark.parametrize("narrowed", [{"enrolled_only": "on"}, {"eligible_posts": True}, {"serves": "persons"}])
def test_it_is_not_said_where_the_form_narrows_who_takes_part(cast, clerk, firms, narrowed):
    if "eligible_posts" in narrowed:
        narrowed = {"eligible_posts": [cast.posts["vice_chair"].pk]}

    page = submit(clerk, reverse("schemes.create"), {"name": "", **narrowed})

    assert (page.status_code, page.context["everybody"]) == (422, "")
    assert "everybody" not in clerk.get(reverse("schemes.edit", args=[_scheme(cast).pk])).context


def _scheme(cast) -> Scheme:
    return Scheme.objects.create(node=cast.root, name="轮值", starts=date(2026, 1, 1))
