"""Planning published turns anew: who stays keeps their role, and what changes is said before, and remembered after."""

from datetime import date

import pytest
from django.urls import reverse

from huiguan.kernel.flow import perform
from huiguan.kernel.models import Step
from huiguan.mechanisms.rotation import actions, contributions
from huiguan.mechanisms.rotation.models import Exemption, Roster, SchemeRole, Suspension, Turn, Wish
from huiguan.mechanisms.rotation.plans import is_overtaken
from tests.cast import again, submit

SUMMER = {"starts": date(2026, 7, 1), "ends": date(2026, 8, 31)}


def roles_of(scheme, *rows):
    for order, (name, least, most, is_lead) in enumerate(rows, start=1):
        SchemeRole.objects.create(scheme=scheme, order=order, name=name, least=least, most=most, is_lead=is_lead)


def let_off(seat):
    Exemption.objects.create(
        scheme=seat.turn.scheme, organization=seat.organization, starts=date(2026, 7, 1), why="停产"
    )


@pytest.fixture
def published(cast, scheme, firms, new_turn):
    """A published turn; those who would be seated by order come before both of its hosts."""
    roles_of(scheme, ("牵头", 1, 1, True), ("随同", 1, 1, False))
    turn = new_turn(4, "published", [firms[2], firms[1]])
    turn.ends = SUMMER["ends"]
    turn.save()
    for seat, role in zip(turn.seats.all(), scheme.roles.all(), strict=True):
        seat.role = role
        seat.save()
    return turn


def replan(cast, scheme) -> Roster:
    return actions.plan(scheme, by=cast.clerk, with_published=True, **SUMMER)


def test_whoever_stays_keeps_their_role_when_another_drops_out(cast, scheme, published):
    lead, along = published.seats.all()
    let_off(along)

    replan(cast, scheme)

    first, second = published.seats.all()
    assert (first.organization, first.title, first.pk) == (lead.organization, "牵头", lead.pk)
    assert second.organization != along.organization
    assert second.title == "随同"


def test_in_a_scheme_without_roles_whoever_leads_goes_on_leading(cast, scheme, firms):
    actions.plan(scheme, by=cast.clerk, **SUMMER)
    turn = Turn.objects.get()
    first, second = turn.seats.all()
    for seat, leads in ((first, False), (second, True)):
        seat.is_lead = leads
        seat.save()
    let_off(first)

    actions.plan(scheme, by=cast.clerk, **SUMMER)

    assert [(seat.pk == second.pk, seat.is_lead) for seat in turn.seats.all()] == [(True, True), (False, False)]


def test_a_role_that_has_to_change_is_named_beside_the_plan(cast, clerk, scheme, published):
    lead, along = published.seats.all()
    scheme.hosts_to = 1
    scheme.save()
    role = scheme.roles.get(name="随同")
    role.least = 0
    role.save()
    let_off(lead)

    asked = {**SUMMER, "with_published": "on"}
    page = submit(clerk, reverse("schemes.plan", args=[scheme.pk]), asked, follow=True)

    row = page.context["comparison"].rows[0]
    assert [place.told for place in row.stays] == [f"{along} 由随同改为牵头"]
    assert [str(place) for place in row.goes] == [f"{lead}（牵头）"]
    assert page.context["comparison"].changed == 1
    assert f"{along} 由随同改为牵头" in page.content.decode()


def test_a_plan_shows_what_each_is_called(cast, clerk, scheme, firms):
    roles_of(scheme, ("牵头", 1, 1, True), ("随同", 1, 1, False))

    page = submit(clerk, reverse("schemes.plan", args=[scheme.pk]), SUMMER, follow=True)

    assert [place.title for place in page.context["comparison"].rows[0].comes] == ["牵头", "随同"]
    assert str(page.context["comparison"].rows[0].comes[0]) in page.content.decode()


def test_adopting_leaves_a_step_in_the_published_turns_that_it_changes(cast, clerk, scheme, published):
    _lead, along = published.seats.all()
    let_off(along)

    roster = replan(cast, scheme)

    new = published.seats.last()
    step = Step.of(published).get(move="replan")
    assert step.why == f"撤下：{along}（随同）；排上：{new}（随同）"
    page = clerk.get(reverse("turns.detail", args=[published.pk]))
    assert reverse("rosters.detail", args=[roster.pk]) in page.content.decode()
    assert next(line.title for line in page.context["timeline"]) == "重排"


def test_adopting_leaves_no_step_in_a_turn_that_it_does_not_change(cast, scheme, published):
    replan(cast, scheme)

    assert not Step.of(published).filter(move="replan").exists()


def test_a_plan_is_overtaken_when_somebody_was_given_another_role_since(cast, scheme, published):
    drawn = actions.propose(actions.draw(scheme, with_published=True, **SUMMER), by=cast.clerk)
    lead, _along = published.seats.all()
    along = scheme.roles.get(name="随同")
    lead.role, lead.is_lead = along, False
    lead.save()

    assert drawn.seen["seats"] != actions.draw(scheme, with_published=True, **SUMMER).seen["seats"]


# plans that wait to be adopted


def test_a_plan_that_waits_is_on_the_planners_home_until_it_is_adopted_or_overtaken(cast, clerk, scheme, firms):
    first, second = (actions.propose(actions.draw(scheme, **SUMMER), by=cast.clerk) for _n in range(2))

    def shown():
        return [card.url for card in contributions.cards(cast.clerk) if "待采用" in card.label]

    both = shown()
    perform(second, "adopt", by=cast.clerk)

    assert both == [reverse("rosters.detail", args=[roster.pk]) for roster in (second, first)]
    assert shown() == []


# a suspension, an exemption or a wish over published turns

REST = {"starts": "2026-07-15", "ends": "2026-07-31", "why": "汛期"}


def test_a_suspension_over_a_published_turn_is_saved_when_it_is_pressed_again(cast, clerk, scheme, published):
    url = reverse("suspensions.add", args=[scheme.pk])

    warned = submit(clerk, url, REST)
    saved = again(clerk, url, warned, {})

    assert (warned.status_code, saved.status_code) == (422, 302)
    (told,) = warned.context["form"].non_field_errors()
    assert "第4期 主题4 2026-07-01 – 2026-08-31" in told
    assert [rest.why for rest in scheme.suspensions.all()] == ["汛期"]
    board = clerk.get(f"{reverse('rotation.board')}?scheme={scheme.pk}&year=2026")
    assert [(view.rests, view.tag) for view in board.context["turns"]] == [("汛期", ("在暂停期里", "gold"))]
    page = clerk.get(reverse("schemes.detail", args=[scheme.pk]))
    assert [row["turns"] for row in page.context["suspensions"]] == [[published]]


def test_a_suspended_turn_goes_with_the_plan_and_it_is_said_what_becomes_of_its_people(
    cast, clerk, scheme, published, firms
):
    lead, along = published.seats.all()
    Suspension.objects.create(scheme=scheme, starts=date(2026, 7, 15), ends=date(2026, 7, 31), why="汛期")
    asked = {"starts": "2026-07-01", "ends": "2026-10-31", "with_published": "on"}

    page = submit(clerk, reverse("schemes.plan", args=[scheme.pk]), asked, follow=True)

    (gone,) = page.context["comparison"].cancelled
    planned = [place.who for row in page.context["comparison"].rows for place in row.comes]
    fates = [f"{one} 改在第 1 期" if one in planned else f"{one} 这次没有再排上" for one in (lead.bearer, along.bearer)]
    assert (gone.number, sorted(gone.fates)) == (4, sorted(fates))
    left_out = sum(one.bearer not in planned for one in (lead, along))
    assert page.context["comparison"].unplaced == left_out
    assert (f"有 {left_out} 位没有再排上：重新编排时" in page.content.decode()) is bool(left_out)
    submit(clerk, f"{page.request['PATH_INFO']}adopt/")
    assert [turn.starts for turn in Turn.objects.all()] == [date(2026, 9, 1)]
    after = clerk.get(page.request["PATH_INFO"])
    assert after.context["comparison"] == page.context["comparison"]


def test_who_cannot_serve_and_is_seated_already_is_said_after_saving(cast, clerk, scheme, published, firms):
    facts = {"bearer": firms[2].pk, "starts": "2026-07-01", "why": "停产"}
    off = submit(clerk, reverse("exemptions.add", args=[scheme.pk]), facts, follow=True)
    wish = {"bearer": firms[1].pk, "kind": "blackout", "starts": "2026-08-01", "ends": "2026-08-02"}
    cannot = submit(clerk, f"{reverse('wishes.create')}?scheme={scheme.pk}", wish, follow=True)
    would = submit(clerk, f"{reverse('wishes.create')}?scheme={scheme.pk}", wish | {"kind": "avoids"}, follow=True)

    told = [[str(one) for one in page.context["messages"] if one.level_tag == "gold"] for page in (off, cannot, would)]
    assert [len(one) for one in told] == [1, 1, 0]
    assert told[0][0].startswith("甲县第3厂 已排在公布了的第4期 主题4 2026-07-01 – 2026-08-31：")
    who = clerk.get(reverse("schemes.who", args=[scheme.pk]))
    assert "2026-07-01 起免轮：停产" in who.content.decode()


def test_planning_offers_the_published_turns_to_which_something_has_happened(cast, clerk, scheme, published, firms):
    url = reverse("schemes.plan", args=[scheme.pk])
    before = clerk.get(url)
    let_off(published.seats.first())

    page, asked = clerk.get(url), clerk.get(f"{url}?published=1")

    assert before.context["troubles"] == []
    assert page.context["troubles"] == ["第4期 主题4 2026-07-01 – 2026-08-31：甲县第3厂 免轮"]
    assert f"{url}?published=1".rpartition("/")[2] in page.content.decode()
    assert asked.context["form"].initial == {**SUMMER, "with_published": True}


def test_planning_published_turns_anew_in_a_time_without_any_is_refused_beside_the_box(clerk, scheme, published):
    asked = {"starts": "2026-09-01", "ends": "2026-12-31", "with_published": "on"}

    page = submit(clerk, reverse("schemes.plan", args=[scheme.pk]), asked)

    assert list(page.context["form"].errors) == ["with_published"]


def test_the_board_of_a_scheme_that_is_to_begin_opens_in_the_year_of_its_first_turn(clerk, scheme, firms):
    Turn.objects.create(scheme=scheme, number=1, starts=date(2027, 1, 1), ends=date(2027, 2, 28), state="published")

    assert clerk.get(f"{reverse('rotation.board')}?scheme={scheme.pk}").context["year"] == 2027


# roles that are tied to posts


def test_a_role_tied_to_a_post_goes_to_whoever_holds_it(cast, clerk, scheme):
    scheme.serves, scheme.hosts_from, scheme.hosts_to = "persons", 2, 2
    scheme.save()
    scheme.eligible_posts.set([cast.posts["vice_chair"], cast.posts["auditor"], cast.posts["chair"]])
    roles_of(scheme, ("牵头", 1, 1, True), ("随同", 1, 1, False))
    lead, along = scheme.roles.all()
    data = {"order": 1, "name": "牵头", "least": 1, "most": 1, "is_lead": "on"}
    submit(clerk, reverse("scheme_roles.edit", args=[lead.pk]), data | {"eligible_posts": [cast.posts["chair"].pk]})

    actions.plan(scheme, by=cast.clerk, starts=date(2026, 1, 1), ends=date(2026, 6, 30))

    leads = [turn.seats.get(is_lead=True).person for turn in Turn.objects.all()]
    assert leads == [cast.people["chair"]] * 3
    assert "由这些职务担任：主席" in clerk.get(reverse("schemes.detail", args=[scheme.pk])).content.decode()
    along.eligible_posts.set([cast.posts["president"]])
    refused = submit(clerk, reverse("schemes.plan", args=[scheme.pk]), {"starts": "2027-01-01", "ends": "2027-02-28"})
    assert refused.context["form"].non_field_errors() == ["第 4 期的“随同”至少要 1 位，有空又能担任的只有 0 位"]


def test_roles_must_fit_the_size_of_a_turn(cast, clerk, scheme):
    roles_of(scheme, ("牵头", 1, 1, True), ("随同", 1, 1, False))
    third = {"order": 3, "name": "列席", "least": 1, "most": 1}

    page = submit(clerk, reverse("scheme_roles.add", args=[scheme.pk]), third)
    smaller = submit(clerk, reverse("schemes.edit", args=[scheme.pk]), {"hosts_to": 1})
    scheme.hosts_to = 4
    scheme.save()
    before = clerk.get(reverse("schemes.plan", args=[scheme.pk])).context["mind"]

    assert page.context["form"].errors["least"] == ["各个称呼合计至少要 3 位，方案规定每期最多 2 家"]
    assert smaller.context["form"].errors["hosts_to"] == ["各个称呼合计至少要 2 位，每期最多不能比这少"]
    assert "各个称呼合计最多 2 位，方案规定每期1–4 家：多出来的没有称呼" in before


def test_a_practice_ties_its_roles_to_the_posts_that_there_are(cast, scheme):
    for step in scheme.steps.all():
        step.delete()

    actions.furnish(scheme, actions.presets()["vice_chair_with_committee"])

    told = {role.name: [post.name for post in role.eligible_posts.all()] for role in scheme.roles.all()}
    assert told == {"带队": ["副主席"], "随同": ["执委"]}


def test_new_rules_keep_the_posts_of_the_roles(cast, scheme):
    roles_of(scheme, ("牵头", 1, 1, True))
    scheme.roles.get().eligible_posts.set([cast.posts["chair"]])

    new = actions.renew(scheme, by=cast.clerk, starts=date(2027, 1, 1), name="新")

    assert [post.name for post in new.roles.get().eligible_posts.all()] == ["主席"]


# what a wish would cost, and granting it


@pytest.fixture
def wishing(cast, scheme, published, firms):
    """Somebody would rather serve in the published turn, in which others are already; a plan was adopted."""
    wish = Wish.objects.create(scheme=scheme, organization=firms[0], kind="wants", **SUMMER)
    replan(cast, scheme)
    return wish


def test_what_granting_a_wish_would_cost_is_said_in_true_words(cast, clerk, scheme, wishing):
    (row,) = Roster.objects.get().unmet

    page = clerk.get(reverse("wishes.detail", args=[wishing.pk]))

    assert (row["why"], row["cost"]["moved"], row["cost"]["again"]) == (["outweighed"], 1, 0)
    assert [one["why"] for one in page.context["unmet"]] == ["照办的代价：多动 1 席已排好的"]
    assert "照办的代价：多动 1 席已排好的" in page.content.decode()
    of_roster = clerk.get(reverse("rosters.detail", args=[Roster.objects.get().pk]))
    assert reverse("wishes.detail", args=[wishing.pk]) in of_roster.content.decode()


def test_granting_a_wish_is_a_plan_that_is_compared_and_adopted_or_not(cast, clerk, scheme, published, wishing):
    before = set(published.seats.values_list("organization", flat=True))

    page = submit(clerk, reverse("wishes.grant", args=[wishing.pk]), follow=True)

    (row,) = page.context["comparison"].rows
    assert ([place.who for place in row.comes], len(row.goes)) == ([wishing.organization], 1)
    assert set(published.seats.values_list("organization", flat=True)) == before
    submit(clerk, f"{page.request['PATH_INFO']}adopt/")
    assert published.seats.filter(organization=wishing.organization).count() == 1


def test_a_wish_for_a_time_that_is_not_planned_cannot_be_granted_yet(cast, clerk, scheme, firms):
    wish = Wish.objects.create(scheme=scheme, organization=firms[0], kind="wants", **SUMMER)

    page = submit(clerk, reverse("wishes.grant", args=[wish.pk]))

    assert (page.status_code, page.context["problem"]) == (422, "这段时间还没有编排过：先编排，再看这条意愿照顾到没有")


@pytest.mark.parametrize("what", ["rests", "let off", "larger", "ends"])
def test_a_plan_is_overtaken_by_what_was_laid_down_since(cast, scheme, published, what):
    roster = actions.propose(actions.draw(scheme, with_published=True, **SUMMER), by=cast.clerk)
    before = is_overtaken(roster)
    if what == "rests":
        Suspension.objects.create(scheme=scheme, starts=date(2026, 7, 15), ends=date(2026, 7, 31), why="换届")
    elif what == "let off":
        let_off(published.seats.first())
    else:
        changed = {"larger": {"hosts_to": scheme.hosts_to + 1}, "ends": {"ends": date(2027, 12, 31)}}[what]
        for name, value in changed.items():
            setattr(scheme, name, value)
        scheme.save()
    roster.refresh_from_db()

    assert (before, is_overtaken(roster)) == (False, True)
