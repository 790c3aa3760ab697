"""The pages, in the roles concerned."""

from datetime import date, timedelta

import pytest

from huiguan.activities.models import Activity, Host, QuietTime, Visit, VisitTopic
from huiguan.kernel import clock
from huiguan.mechanisms.liaison.models import (
    Briefing,
    Contact,
    Link,
    Linker,
    LinkPlan,
    LinkScheme,
    LinkTarget,
    Minimum,
    Question,
    Receipt,
    Talk,
)
from huiguan.mechanisms.liaison.tests.conftest import TODAY
from tests.cast import again, browser, submit


@pytest.fixture
def clerk(cast, within):
    return browser(cast.clerk)


@pytest.fixture
def county(cast, leader, link):
    return browser(cast.county_leader)


@pytest.fixture
def secretary(cast, link):
    return browser(cast.tea_secretary)


def test_a_scheme_is_entered_with_its_document_and_issuers(cast, clerk):
    answer = submit(
        clerk,
        "/link_schemes/new/",
        {
            "name": "县级领导联系商会细则",
            "document": "关于印发细则的通知",
            "starts": "2026-01-01",
            "issued_on": "2025-12-20",
        },
    )
    scheme = LinkScheme.objects.get()
    assert answer.status_code == 302, answer.context["form"].errors
    submit(clerk, f"/link_issuers/of/{scheme.pk}/new/", {"organization": cast.federation.pk})
    submit(clerk, f"/link_minimums/of/{scheme.pk}/new/", {"kind": "visit", "times": "2", "span": "year"})
    page = clerk.get(f"/link_schemes/{scheme.pk}/").content.decode()
    assert "甲县工商业联合会" in page
    assert "对每个对象每年走访至少 2 次" in page


def test_all_chambers_are_taken_in_at_once_and_nobody_twice(cast, clerk, scheme, tea):
    page = clerk.get(f"/link_schemes/{scheme.pk}/targets/")
    assert [str(one) for one in page.context["form"].fields["organizations"].queryset] == ["甲县丝绸商会"]
    submit(clerk, f"/link_schemes/{scheme.pk}/targets/")
    assert sorted(str(one) for one in LinkTarget.objects.all()) == ["甲县丝绸商会", "甲县茶业商会"]


def test_links_are_given_out_shown_with_reasons_and_adopted(cast, clerk, scheme, leader, other_leader, tea, silk):
    scheme.least, scheme.most = 1, 2
    scheme.save()
    answer = submit(clerk, f"/link_schemes/{scheme.pk}/plan/", {"starts": TODAY.isoformat()})
    plan = LinkPlan.objects.get()
    assert answer.url == f"/link_plans/{plan.pk}/"
    page = clerk.get(answer.url).content.decode()
    assert "各位领导分得均匀" in page and "规定的都做到了" in page
    assert Link.objects.count() == 0
    submit(clerk, f"/link_plans/{plan.pk}/adopt/")
    assert sorted((one.linker.name, str(one.target)) for one in Link.objects.all()) == sorted(
        (Linker.objects.get(pk=row["linker"]).name, str(LinkTarget.objects.get(pk=row["target"]))) for row in plan.pairs
    )
    assert Link.objects.count() == 2


def test_a_plan_that_was_overtaken_is_not_adopted(cast, clerk, scheme, leader, tea, silk):
    submit(clerk, f"/link_schemes/{scheme.pk}/plan/", {"starts": TODAY.isoformat()})
    plan = LinkPlan.objects.get()
    Link.objects.create(linker=leader, target=tea, starts=TODAY)
    answer = clerk.get(f"/link_plans/{plan.pk}/adopt/")
    assert answer.status_code == 422
    assert "请重新分工" in answer.content.decode()


def test_without_leaders_the_planner_is_told(clerk, scheme, tea):
    answer = submit(clerk, f"/link_schemes/{scheme.pk}/plan/", {"starts": TODAY.isoformat()})
    assert answer.context["form"].non_field_errors() == ["这一天没有联系领导；请先把领导加进方案"]


def test_the_leader_enters_a_call_in_one_page(county, leader, tea):
    page = county.get(f"/link_contacts/of/{leader.pk}/new/")
    assert page.context["form"]["targets"].value() == [tea.pk]
    answer = submit(
        county,
        f"/link_contacts/of/{leader.pk}/new/",
        {"kind": "phone", "told": "县里要开会", "heard": "订单不足", "asked": "电价能降吗？\n\n路何时修？"},
    )
    contact = Contact.objects.get()
    assert answer.url == f"/link_contacts/{contact.pk}/"
    assert (contact.kind, contact.on, contact.state, contact.activity) == ("phone", TODAY, "held", None)
    talk = Talk.objects.get()
    assert (talk.told, talk.heard) == ("县里要开会", "订单不足")
    assert [one.text for one in Question.objects.order_by("pk")] == ["电价能降吗？", "路何时修？"]


def test_a_visit_is_an_activity_that_was_held_and_counts_once(cast, county, leader, tea):
    submit(county, f"/link_contacts/of/{leader.pk}/new/", {"kind": "visit", "heard": "缺工"})
    activity = Activity.objects.get()
    assert (activity.state, activity.kind.code, str(activity)) == ("held", "visit", "县某走访：甲县茶业商会")
    hosts = Host.objects.filter(activity=activity).order_by("-is_lead")
    assert [str(host.organization) for host in hosts] == ["甲县工商业联合会", "甲县茶业商会"]


def test_the_officer_enters_for_the_leader(cast, officer, leader, link, tea):
    answer = browser(cast.officer).get("/link_contacts/new/")
    assert answer.url == f"/link_contacts/of/{leader.pk}/new/"
    submit(browser(cast.officer), answer.url, {"kind": "talk", "heard": "一切都好"})
    assert Contact.objects.get().kind == "talk"


def test_nobody_enters_a_contact_of_another_leader(cast, county, other_leader, silk):
    Link.objects.create(linker=other_leader, target=silk, starts=TODAY)
    answer = county.get(f"/link_contacts/of/{other_leader.pk}/new/")
    assert answer.status_code == 403


def test_a_contact_that_lies_ahead_is_arranged_not_entered(county, leader, tea):
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    answer = submit(county, f"/link_contacts/of/{leader.pk}/new/", {"kind": "phone", "on": tomorrow})
    assert answer.context["form"].errors["on"] == ["还没到这一天；约好了还没去的，请用“约定联系”"]
    assert Contact.objects.count() == 0


def test_the_same_contact_twice_is_a_decision(county, leader, tea, new_contact):
    new_contact()
    answer = submit(county, f"/link_contacts/of/{leader.pk}/new/", {"kind": "phone", "heard": "又打了"})
    assert "已经登记过一次" in str(answer.context["form"].non_field_errors())
    again(county, f"/link_contacts/of/{leader.pk}/new/", answer)
    assert Contact.objects.count() == 2


def test_a_visit_is_arranged_and_reported(cast, county, leader, tea):
    submit(county, f"/link_contacts/of/{leader.pk}/arrange/", {"kind": "visit", "at": "2026-05-06T10:00"})
    contact = Contact.objects.get()
    activity = contact.activity
    assert (contact.state, contact.on, activity.state) == ("planned", date(2026, 5, 6), "planned")
    with clock.standing_at(clock.at(date(2026, 5, 7))):
        submit(county, f"/link_contacts/{contact.pk}/report/", {"heard": "想上新线", "asked": "用地指标？"})
    contact.refresh_from_db()
    activity.refresh_from_db()
    assert (contact.state, contact.entered_on, activity.state) == ("held", date(2026, 5, 7), "held")
    assert Talk.objects.get().heard == "想上新线"
    assert Question.objects.get().text == "用地指标？"


def test_what_is_called_off_calls_its_activity_off(county, leader, tea):
    submit(county, f"/link_contacts/of/{leader.pk}/arrange/", {"kind": "visit", "at": "2026-05-06T10:00"})
    contact = Contact.objects.get()
    submit(county, f"/link_contacts/{contact.pk}/call_off/", {"why": "开会"})
    contact.refresh_from_db()
    assert (contact.state, Activity.objects.get().state) == ("called_off", "cancelled")


def test_an_activity_held_on_its_own_page_takes_its_contact_along(cast, clerk, leader, tea, link):
    submit(clerk, f"/link_contacts/of/{leader.pk}/arrange/", {"kind": "visit", "at": "2026-05-06T10:00"})
    contact = Contact.objects.get()
    with clock.standing_at(clock.at(date(2026, 5, 7))):
        answer = submit(clerk, f"/activities/{contact.activity_id}/hold/")
    assert answer.status_code == 302
    contact.refresh_from_db()
    assert contact.state == "held"


def test_the_card_shows_what_is_theirs(county, leader, tea, new_contact, new_question, new_briefing):
    new_contact(on=date(2026, 4, 24))
    new_question()
    new_briefing("sent")
    answer = county.get("/liaison/mine/")
    assert answer.url == f"/linkers/{leader.pk}/"
    page = county.get(answer.url).content.decode()
    for said in ("甲县茶业商会", "上次 2026-04-24 电话，10 天前", "能不能修一条路？", "县委常委会决定", "未阅"):
        assert said in page, said


def test_a_leader_does_not_see_how_another_does(county, other_leader):
    assert county.get(f"/linkers/{other_leader.pk}/").status_code == 403
    assert county.get("/liaison/coverage/").status_code == 403


def test_a_notice_goes_to_the_linked_is_read_and_asked_about(cast, clerk, secretary, scheme, leader, tea, county):
    submit(clerk, "/briefings/new/", {"scheme": scheme.pk, "title": "县委一号文件", "text": "做强茶业"})
    briefing = Briefing.objects.get()
    assert secretary.get("/receipts/").context["listing"].count == 0
    submit(clerk, f"/briefings/{briefing.pk}/send/")
    receipt = Receipt.objects.get()
    assert (str(receipt.target), receipt.linker, receipt.state) == ("甲县茶业商会", leader, "unread")
    assert "做强茶业" in secretary.get(f"/receipts/{receipt.pk}/").content.decode()
    submit(secretary, f"/receipts/{receipt.pk}/ask/", {"text": "补贴怎么申请？"})
    receipt.refresh_from_db()
    assert receipt.state == "read"
    question = Question.objects.get()
    submit(county, f"/link_questions/{question.pk}/answer/", {"text": "到农业农村局窗口"})
    assert "到农业农村局窗口" in secretary.get(f"/link_questions/{question.pk}/").content.decode()


def test_a_notice_called_back_is_not_read_any_more(cast, clerk, secretary, new_briefing):
    briefing = new_briefing("sent")
    submit(clerk, f"/briefings/{briefing.pk}/withdraw/", {"why": "数字有误"})
    receipt = Receipt.objects.get()
    page = secretary.get(f"/receipts/{receipt.pk}/")
    assert "加快园区建设" not in page.content.decode()


def test_other_chambers_see_nothing_of_it(cast, new_contact, new_briefing, new_question):
    contact, question = new_contact(), new_question()
    new_briefing("sent")
    stranger = browser(cast.tea_contact)  # a firm of the chamber is not the chamber
    for url in (
        f"/link_contacts/{contact.pk}/",
        f"/receipts/{Receipt.objects.get().pk}/",
        f"/link_questions/{question.pk}/",
    ):
        assert stranger.get(url).status_code == 404, url


def test_a_post_is_handed_over_with_what_is_open(
    cast, clerk, leader, tea, link, new_question, other_leader, new_contact
):
    question, done = new_question(), new_contact()
    mayor = other_leader.person
    other_leader.delete()
    answer = submit(
        clerk,
        f"/linkers/{leader.pk}/hand-over/",
        {"to": mayor.pk, "post": "副县长", "on": TODAY.isoformat(), "why": "职务调整"},
    )
    new = Linker.objects.get(person=mayor)
    assert answer.url == f"/linkers/{new.pk}/"
    leader.refresh_from_db()
    link.refresh_from_db()
    question.refresh_from_db()
    done.refresh_from_db()
    assert (leader.ends, link.ends, link.end_reason) == (date(2026, 5, 3), date(2026, 5, 3), "职务调整")
    later = Link.objects.get(linker=new)
    assert (later.target, later.starts, later.took_over) == (tea, TODAY, link)
    assert (question.linker, done.linker) == (new, leader)


def test_a_link_ends_with_its_reason_and_stays_in_the_list(clerk, link, leader):
    submit(clerk, f"/links/{link.pk}/end/", {"on": TODAY.isoformat(), "why": "商会注销"})
    link.refresh_from_db()
    assert (link.ends, link.end_reason) == (TODAY, "商会注销")
    assert "商会注销" in clerk.get(f"/links/{link.pk}/").content.decode()


def test_coverage_names_who_is_not_yet_contacted(cast, clerk, scheme, leader, tea, silk, link, new_contact):
    Link.objects.create(linker=leader, target=silk, starts=date(2026, 1, 1))
    new_contact(on=date(2026, 4, 2))
    page = clerk.get("/liaison/coverage/").content.decode()
    assert "上次 2026-04-02 电话，32 天前" in page
    assert "还没有联系过" in page


@pytest.mark.parametrize(
    "url",
    [
        "/link_schemes/",
        "/links/",
        "/link_contacts/",
        "/briefings/",
        "/receipts/",
        "/link_questions/",
        "/link_plans/",
        "/liaison/coverage/export/",
        "/link_contacts/export/",
    ],
)
def test_the_lists_open(clerk, url, new_contact, new_briefing, new_question):
    new_contact()
    new_briefing("sent")
    new_question()
    assert clerk.get(url).status_code in (200, 302)


def test_whoever_plans_a_visit_is_told_what_there_is_to_mind_and_says_why(cast, county, leader, tea):
    QuietTime.objects.create(organization=cast.tea, starts=date(2026, 5, 1), ends=date(2026, 5, 20), why="采茶季")
    topic = VisitTopic.objects.create(code="labour", name="用工")
    said = {"kind": "visit", "at": "2026-05-06T10:00", "topics": [topic.pk]}
    answer = submit(county, f"/link_contacts/of/{leader.pk}/arrange/", said)
    assert answer.context["form"].mind == ["甲县茶业商会：2026-05-01 至 2026-05-20 是企业的免打扰时段：采茶季"]
    assert Contact.objects.count() == 0
    again(county, f"/link_contacts/of/{leader.pk}/arrange/", answer, {"why_despite": "商会自己请的"})
    visit = Visit.objects.get()
    assert (visit.organization, visit.why_despite, list(visit.topics.all())) == (cast.tea, "商会自己请的", [topic])
    assert Contact.objects.get().activity == visit.activity


def test_a_visit_that_was_made_stands_in_the_calendar_of_those_visited(cast, county, leader, tea):
    submit(county, f"/link_contacts/of/{leader.pk}/new/", {"kind": "visit", "heard": "缺工"})
    assert [(visit.organization, visit.activity.state) for visit in Visit.objects.all()] == [(cast.tea, "held")]
    submit(county, f"/link_contacts/of/{leader.pk}/new/", {"kind": "seminar", "heard": "座谈"})
    assert Visit.objects.count() == 1


def words_of(page: str, title: str) -> str:
    """The card of a page that has this title."""
    return page.partition(f'aria-label="{title}"')[2].partition("</section>")[0]


def test_the_card_keeps_apart_what_was_sent_what_was_said_and_what_waits(
    county, leader, new_contact, new_question, new_briefing
):
    new_contact()
    waiting, answered = new_question(), new_question("answered", "旧事一件")
    new_briefing("sent")
    page = county.get(f"/linkers/{leader.pk}/").content.decode()
    assert f"/receipts/{Receipt.objects.get().pk}/" in words_of(page, "决策通报")
    assert "春茶政策" in words_of(page, "当面说的") and "春茶政策" not in words_of(page, "决策通报")
    assert str(waiting) in words_of(page, "待回复的问题") and str(answered) not in words_of(page, "待回复的问题")
    assert str(answered) in words_of(page, "回复过的问题") and str(waiting) not in words_of(page, "回复过的问题")
    assert "，今天" in words_of(page, "联系的") and "0 天前" not in page


def test_a_notice_on_the_card_leads_whoever_may_read_it_to_its_own_page(clerk, county, leader, new_briefing):
    briefing = new_briefing("sent")
    assert f"/briefings/{briefing.pk}/" in words_of(clerk.get(f"/linkers/{leader.pk}/").content.decode(), "决策通报")
    assert "/briefings/" not in words_of(county.get(f"/linkers/{leader.pk}/").content.decode(), "决策通报")


def test_what_is_asked_for_all_together_stands_apart(clerk, scheme, leader, link):
    Minimum.objects.create(scheme=scheme, kind="seminar", with_each=False)
    Minimum.objects.create(scheme=scheme, kind="visit")
    card = words_of(clerk.get(f"/linkers/{leader.pk}/").content.decode(), "联系的")
    each, _heading, together = card.partition("<h3>合计</h3>")
    assert "每年走访" in each and "每年座谈合计" not in each
    assert "每年座谈合计" in together


def test_a_link_that_begins_later_is_shown_with_its_day(clerk, leader, other_leader, tea, silk, link):
    Link.objects.create(linker=other_leader, target=silk, starts=date(2026, 7, 1))
    card = words_of(clerk.get(f"/linkers/{other_leader.pk}/").content.decode(), "联系的")
    assert "将要联系的" in card and "2026-07-01 起" in card and "现在没有联系的" not in card
    assert "2026-07-01 起" in clerk.get("/liaison/coverage/").content.decode()
    assert "将要联系的" not in clerk.get(f"/linkers/{leader.pk}/").content.decode()


def test_coverage_without_a_scheme_leads_nobody_where_they_may_not_go(cast, within):
    begin = "/link_schemes/new/"
    assert begin in browser(cast.clerk).get("/liaison/coverage/").content.decode()
    page = browser(cast.tea_president).get("/liaison/coverage/").content.decode()
    assert "先建联系方案" not in page and begin not in page
    assert "这里没有由您查阅的联系方案" in page


def test_days_are_written_one_way(clerk, leader, link, new_briefing, new_question):
    briefing, question = new_briefing("sent", "read"), new_question()
    briefing.decided_on = briefing.read_by = TODAY
    briefing.save()
    urls = [f"/briefings/{briefing.pk}/", f"/receipts/{Receipt.objects.get().pk}/", f"/links/{link.pk}/"]
    pages = [clerk.get(url).content.decode() for url in (*urls, f"/link_questions/{question.pk}/")]
    assert ["2026年" in page for page in pages] == [False] * 4
    assert ["2026-0" in page for page in pages] == [True] * 4
