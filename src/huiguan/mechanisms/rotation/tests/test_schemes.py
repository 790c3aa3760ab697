"""What a scheme lays down: new rules from a day on, schemes inside one another, roles, office days, handover points."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.models import Node
from huiguan.mechanisms.rotation import actions, plans
from huiguan.mechanisms.rotation.forms.bearers import WishForm
from huiguan.mechanisms.rotation.models import (
    Duty,
    Enrolment,
    Exemption,
    HandoverPoint,
    OfficeDay,
    Scheme,
    SchemeRole,
    Seat,
    Team,
    Turn,
    Way,
    Wish,
)
from huiguan.mechanisms.rotation.queries import current_scheme, taking_part
from tests.cast import again, browser, submit


def words(page):
    return page.content.decode()


# new rules from a day on


@pytest.fixture
def furnished(cast, scheme):
    """With something of everything that a scheme lays down."""
    SchemeRole.objects.create(scheme=scheme, order=1, name="牵头", is_lead=True)
    Duty.objects.create(scheme=scheme, order=1, text="接待来访")
    HandoverPoint.objects.create(scheme=scheme, order=1, name="印章")
    Way.objects.create(scheme=scheme, kind="swap")
    Team.objects.create(scheme=scheme, name="第一组").members.create(person=cast.people["chair"], tenant=cast.tenant)
    Enrolment.objects.create(scheme=scheme, organization=cast.tea_firm, starts=date(2026, 1, 1))
    Exemption.objects.create(scheme=scheme, organization=cast.silk_firm, starts=date(2026, 1, 1), why="停产")
    Wish.objects.create(
        scheme=scheme, organization=cast.tea_firm, kind="wants", starts=date(2026, 1, 1), ends=date(2026, 2, 1)
    )
    return scheme


def test_new_rules_are_a_scheme_of_their_own_that_begins_where_the_old_one_ends(cast, clerk, furnished, new_turn):
    new_turn(3, "under_way", [cast.tea_firm])
    draft = new_turn(4, "drafted", [cast.silk_firm])

    answer = submit(
        clerk, reverse("schemes.renew", args=[furnished.pk]), {"starts": "2026-07-01", "name": "轮值（新）"}
    )

    furnished.refresh_from_db()
    new = Scheme.objects.get(continues=furnished)
    assert answer.url == reverse("schemes.edit", args=[new.pk])
    assert (furnished.ends, new.starts, new.length, new.hosts_to) == (date(2026, 6, 30), date(2026, 7, 1), 2, 2)
    for rows in ("steps", "roles", "duties", "points", "ways", "teams", "enrolments", "exemptions"):
        assert getattr(new, rows).count() == getattr(furnished, rows).count() > 0, rows
    assert [str(row) for row in new.teams.get().members.all()] == ["主某"]
    assert new.wishes.count() == 0  # it was over before
    assert not Turn.objects.filter(pk=draft.pk).exists()


def test_whoever_served_under_the_old_rules_waits_on_under_the_new(cast, scheme, firms, new_turn):
    new_turn(1, "closed", [cast.tea_firm])

    new = actions.renew(scheme, by=cast.clerk, starts=date(2026, 7, 1), name="新")

    assert plans.served_before(new, date(2026, 7, 1)) == {cast.tea_firm.pk: (1, date(2026, 2, 28))}
    drawn = actions.draw(new, starts=date(2026, 7, 1), ends=date(2026, 10, 31))
    assert cast.tea_firm.pk not in [seat["bearer"] for row in drawn.windows for seat in row["seats"]]


def test_a_team_that_goes_on_has_served_what_it_served(cast, scheme, new_turn):
    scheme.serves = "teams"
    scheme.save()
    team = Team.objects.create(scheme=scheme, name="第一组")
    Seat.objects.create(turn=new_turn(1, "closed"), team=team)

    new = actions.renew(scheme, by=cast.clerk, starts=date(2026, 7, 1), name="新")

    assert plans.served_before(new, date(2026, 7, 1)) == {new.teams.get().pk: (1, date(2026, 2, 28))}


def test_new_rules_begin_after_what_is_published_and_only_once(cast, clerk, scheme, new_turn):
    new_turn(4, "published", [cast.tea_firm])
    url = reverse("schemes.renew", args=[scheme.pk])

    early = submit(clerk, url, {"starts": "2026-08-01"})
    before_it = submit(clerk, url, {"starts": "2026-01-01"})
    done = submit(clerk, url, {"starts": "2026-09-01"})
    twice = submit(clerk, url, {"starts": "2026-10-01"})

    assert early.context["form"].errors == {
        "starts": ["第4期 主题4已经公布，到 2026-08-30 才结束；新规定请从那以后开始"]
    }
    assert before_it.context["form"].errors == {"starts": ["要晚于原方案的起始日 2026-01-01"]}
    assert (done.status_code, twice.status_code) == (302, 422)
    assert "已经另立过新方案了" in twice.context["form"].errors["starts"][0]


def test_once_a_turn_is_published_its_length_and_who_serves_are_settled(cast, clerk, scheme, new_turn):
    url = reverse("schemes.edit", args=[scheme.pk])
    submit(clerk, url, {"length": 3})
    scheme.refresh_from_db()
    free = scheme.length
    new_turn(4, "published", [cast.tea_firm])

    answer = submit(clerk, url, {"length": 1, "name": "新名字"})

    scheme.refresh_from_db()
    assert (free, answer.status_code, scheme.length, scheme.name) == (3, 302, 3, "新名字")
    assert "另立新方案" in words(clerk.get(url))


# one inside the other


def test_the_turns_of_an_inner_scheme_say_in_which_turn_around_them_they_begin(cast, clerk, scheme, new_turn):
    new_turn(3, "under_way", [cast.tea_firm])
    facts = {"serves": "persons", "unit": "week", "length": 1, "hosts_from": 1, "hosts_to": 1, "within": scheme}
    inner = Scheme.objects.create(node=cast.root, name="值班", starts=date(2026, 5, 4), **facts)
    week = Turn.objects.create(scheme=inner, number=1, starts=date(2026, 5, 4), ends=date(2026, 5, 10))

    page = clerk.get(f"{reverse('rotation.board')}?scheme={inner.pk}")

    assert [(view.outer, view.months) for view in page.context["turns"]] == [("第3期 主题3", ("5月4日–5月10日", ""))]
    assert current_scheme(Scheme.objects.all()) == scheme
    assert "第3期 主题3" in words(clerk.get(reverse("turns.detail", args=[week.pk])))


def test_a_draft_around_ones_turn_is_no_news(cast, firm, scheme, new_turn):
    """Although the firm will serve in it."""
    new_turn(3, "drafted", [cast.tea_firm])
    inner = Scheme.objects.create(node=cast.root, name="值班", starts=date(2026, 5, 4), within=scheme)
    week = Turn.objects.create(
        scheme=inner, number=1, starts=date(2026, 5, 4), ends=date(2026, 5, 10), state="published"
    )
    Seat.objects.create(turn=week, organization=cast.tea_firm)

    assert "主题3" not in words(firm.get(reverse("turns.detail", args=[week.pk])))
    assert "主题3" not in words(firm.get(f"{reverse('rotation.board')}?scheme={inner.pk}"))


def test_two_schemes_do_not_lie_inside_each_other(cast, clerk, scheme):
    inner = Scheme.objects.create(node=cast.root, name="值班", starts=date(2026, 5, 4), within=scheme)

    answer = submit(clerk, reverse("schemes.edit", args=[scheme.pk]), {"within": inner.pk})

    assert answer.context["form"].errors == {"within": ["两个方案不能互相套"]}


# who serves


def test_a_seat_has_exactly_one_bearer(cast, scheme, new_turn):
    turn, person = new_turn(1), cast.people["chair"]
    for bearers in ({}, {"organization": cast.tea_firm, "person": person}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Seat.objects.create(turn=turn, **bearers)
        with pytest.raises(ValidationError, match="请选一个"):
            Seat(turn=turn, **bearers).full_clean()


def test_a_wish_chosen_for_nobody_is_refused_beside_its_field(cast, clerk, scheme):
    url = f"{reverse('wishes.create')}?scheme={scheme.pk}"

    answer = submit(clerk, url, {"kind": "pin", "starts": "2026-07-01", "ends": "2026-07-31"})
    done = submit(clerk, url, {"bearer": cast.tea_firm.pk, "starts": "2026-07-01", "ends": "2026-07-31"})

    assert list(answer.context["form"].errors) == ["bearer"]
    assert done.status_code == 302
    assert Wish.objects.get().bearer == cast.tea_firm


def test_a_person_on_duty_sees_their_turn_and_so_does_the_chamber_that_they_speak_for(cast, scheme, new_turn):
    turn = new_turn(3, "under_way")
    president = cast.people["tea_president"]
    other = Turn.objects.create(scheme=scheme, number=9, starts=date(2027, 1, 1), ends=date(2027, 2, 1), state="closed")
    Seat.objects.create(turn=turn, person=president)

    codes = {
        name: [
            browser(getattr(cast, name)).get(reverse("turns.detail", args=[one.pk])).status_code
            for one in (turn, other)
        ]
        for name in ("tea_president", "tea_secretary", "tea_contact", "clerk")
    }

    assert codes == {
        "tea_president": [200, 404],
        "tea_secretary": [200, 404],
        "tea_contact": [200, 404],
        "clerk": [200, 200],
    }


def test_persons_take_part_by_post_or_enrolment_and_never_all_of_them(cast, scheme):
    scheme.serves = "persons"
    scheme.save()
    nobody = list(taking_part(scheme, date(2026, 5, 4)))
    scheme.eligible_posts.set([cast.posts["vice_chair"]])
    Enrolment.objects.create(scheme=scheme, person=cast.people["auditor"], starts=date(2026, 5, 4))
    both = set(taking_part(scheme, date(2026, 5, 4)))
    scheme.enrolled_only = True

    assert (nobody, both) == ([], {cast.people["vice_chair"], cast.people["auditor"]})
    assert list(taking_part(scheme, date(2026, 5, 4))) == [cast.people["auditor"]]
    assert list(taking_part(scheme, date(2026, 5, 3))) == []


# roles


def test_a_role_is_changed_by_hand_and_a_later_plan_keeps_it(cast, clerk, scheme, firms):
    lead = SchemeRole.objects.create(scheme=scheme, order=1, name="牵头", is_lead=True)
    along = SchemeRole.objects.create(scheme=scheme, order=2, name="随行", least=1, most=1)
    actions.plan(scheme, by=cast.clerk, starts=date(2026, 5, 1), ends=date(2026, 6, 30))
    first, second = Seat.objects.all()
    before = (first.title, second.title)

    answer = submit(clerk, reverse("seats.role", args=[second.pk]), {"role": lead.pk})
    submit(clerk, reverse("seats.role", args=[first.pk]), {"role": along.pk})
    actions.plan(scheme, by=cast.clerk, starts=date(2026, 5, 1), ends=date(2026, 6, 30))

    after = {seat.pk: seat.title for seat in Seat.objects.all()}
    assert (before, answer.status_code) == (("牵头", "随行"), 302)
    assert after == {first.pk: "随行", second.pk: "牵头"}


def test_a_role_that_is_missing_is_said_before_the_turn_is_published(cast, clerk, scheme, new_turn):
    SchemeRole.objects.create(scheme=scheme, order=1, name="牵头", is_lead=True)
    turn = new_turn(4, "drafted", [cast.tea_firm])

    page = clerk.get(reverse("turns.move", args=[turn.pk, "publish"]))

    assert "“牵头”还差 1 位" in words(page)


# office days and handover points


@pytest.fixture
def on_duty(cast, scheme, new_turn):
    """The tea firm serves now, in a scheme that asks for days in the office and has two things to hand over."""
    scheme.office_days = "每月坐班 1 天"
    scheme.save()
    for order, name in enumerate(("印章", "文件"), start=1):
        HandoverPoint.objects.create(scheme=scheme, order=order, name=name)
    return new_turn(3, "under_way", [cast.tea_firm])


def test_a_day_in_the_office_is_entered_by_whoever_serves(cast, firm, on_duty):
    url = reverse("office_days.add", args=[on_duty.seats.get().pk])

    early = submit(firm, url, {"on": "2026-05-05", "done": "接待"})
    outside = submit(firm, url, {"on": "2026-04-30", "done": "接待"})
    answer = submit(firm, url, {"done": "接待会员三家", "came": "兄弟商会"})
    twice = submit(firm, url, {"done": "又记一次"})

    assert early.context["form"].errors == {"on": ["还没有到这一天"]}
    assert outside.context["form"].errors == {"on": ["不在本期之内：2026-05-01 – 2026-06-30"]}
    assert answer.url == reverse("turns.detail", args=[on_duty.pk])
    assert "这一天已经记过了" in words(twice)
    assert (OfficeDay.objects.get().on, url in words(firm.get(answer.url))) == (date(2026, 5, 4), True)


def test_nobody_enters_an_office_day_for_another(cast, on_duty):
    url = reverse("office_days.add", args=[on_duty.seats.get().pk])

    assert browser(cast.auditor).get(url).status_code == 403
    assert browser(cast.tea_secretary).get(url).status_code == 403
    assert browser(cast.vice_chair).get(url).status_code == 200  # he is of the tea firm
    assert browser(cast.clerk).get(url).status_code == 200


def test_each_point_of_the_list_is_asked_at_the_handover_and_stands_on_its_sheet(cast, clerk, on_duty):
    seal, papers = HandoverPoint.objects.all()
    empty = words(clerk.get(reverse("turns.handover", args=[on_duty.pk])))

    with clock.standing_at(clock.at(date(2026, 6, 30))):
        url = reverse("turns.move", args=[on_duty.pk, "hand_over"])
        answers = {"text": "都交了", f"point_{seal.pk}": "on", f"note_{papers.pk}": "下周补"}
        again(clerk, url, submit(clerk, url, answers))

    on_duty.refresh_from_db()
    handed = [(row.point, row.is_handed, row.note) for row in on_duty.handover.points.all()]
    assert handed == [(seal, True, ""), (papers, False, "下周补")]
    assert ("印章" in empty, "□" in empty) == (True, True)
    assert "下周补" in words(clerk.get(reverse("turns.handover", args=[on_duty.pk])))


def test_an_office_day_stays_with_the_turn_when_a_handover_is_taken_back(cast, clerk, on_duty):
    actions.log_office_day(on_duty.seats.get(), by=cast.clerk, on=date(2026, 5, 4), done="接待")
    turn = perform(on_duty, "hand_over", by=cast.clerk, text="交了")

    perform(turn, "resume", by=cast.clerk)

    assert OfficeDay.objects.count() == 1
    assert "接待" in words(clerk.get(reverse("turns.handover", args=[on_duty.pk])))


# what a form offers


def test_a_schemes_form_offers_posts_that_somebody_holds_in_a_body_and_places_by_name(cast, clerk):
    with cast.work():
        for code in ("auditor", "admin"):
            cast.posts[code].is_for_access = True
            cast.posts[code].save()
        zhen = Node.objects.create(tenant=cast.tenant, parent=cast.root, name="镇商会")
        ai = Node.objects.create(tenant=cast.tenant, parent=cast.root, name="艾草商会")

    fields = clerk.get(reverse("schemes.create")).context["form"].fields

    posts = {post.code for post in fields["eligible_posts"].queryset}
    assert posts == set(cast.posts) - {"auditor", "admin"}
    assert list(fields["node"].queryset) == [cast.root, ai, cast.tea.own_node, cast.silk.own_node, zhen]


def test_a_scheme_keeps_the_posts_that_it_names_already(cast, clerk, scheme):
    cast.posts["auditor"].is_for_access = True
    cast.posts["auditor"].save()
    scheme.eligible_posts.set([cast.posts["auditor"]])

    form = clerk.get(reverse("schemes.edit", args=[scheme.pk])).context["form"]

    assert cast.posts["auditor"] in form.fields["eligible_posts"].queryset


def test_who_may_serve_is_offered_by_name(cast, scheme):
    form = WishForm(instance=Wish(scheme=scheme), by=cast.clerk)

    assert list(form.fields["bearer"].queryset) == [cast.silk_firm, cast.tea_firm]
