"""Tags on many organizations at once: what each says to it, what came of it, and the way back."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from huiguan.kernel.models import BulkMove, Change
from huiguan.register import tagging
from huiguan.register.models import Organization, Tag
from tests.cast import again, browser, organization, submit

BULK = reverse("organizations.bulk")
FIRMS = reverse("firms.bulk")


@pytest.fixture
def tags(cast) -> list[Tag]:
    """One that only the federation puts on, and one that anybody does who keeps an organization."""
    with cast.work():
        official = Tag.objects.get()
        official.reserved = True
        official.save()
        return [official, Tag.objects.create(name="重点联系")]


def chosen(*rows, url=BULK) -> str:
    return f"{url}?{urlencode({'chosen': [row.pk for row in rows]}, doseq=True)}"


def sent(client, url, *, seen=None, **answers):
    """What a browser sends of the page, with the versions that it shows."""
    page = client.get(url)
    lines = [(seen or {}).get(line.record.pk, line.sent) for line, _tags in page.context["lines"]]
    return again(client, url, page, {"_chosen": lines, **answers})


def results(client, answer) -> list[tuple[str, str, str]]:
    assert answer.status_code == 302, answer.context["form"].errors
    return [(row["known"].title, row["what"], str(row["why"])) for row in client.get(answer.url).context["rows"]]


def tagged(cast, *rows) -> list[list[str]]:
    with cast.work():
        return [sorted(map(str, row.tags.all())) for row in rows]


def versions(cast, *rows) -> list[int]:
    with cast.work():
        return [Organization.objects.get(pk=row.pk).version for row in rows]


def test_a_tag_is_put_on_many_and_taken_back_only_where_it_was_not_before(cast, tags):
    client, firms = browser(cast.clerk), (cast.tea_firm, cast.silk_firm)
    submit(client, reverse("organizations.edit", args=[cast.silk_firm.pk]), {"tags": [tags[1].pk]})
    before = versions(cast, *firms)

    answer = sent(client, chosen(*firms), add=[tags[1].pk])

    assert results(client, answer) == [
        ("甲县云雾茶业有限公司", "加上：重点联系", ""),
        ("甲县春蚕丝绸有限公司", "", "已经是这样了，没有要改的"),
    ]
    assert tagged(cast, *firms) == [["重点联系"], ["重点联系"]]
    assert versions(cast, *firms) == [before[0] + 1, before[1]]
    (way,) = client.get(answer.url).context["undo"]
    assert (way["count"], way["move"]["label"]) == (1, "标签改回原样")

    undone = sent(client, way["url"])

    assert results(client, undone) == [("甲县云雾茶业有限公司", "去掉：重点联系", "")]
    assert tagged(cast, *firms) == [[], ["重点联系"]]


def test_one_act_puts_on_and_takes_off_and_the_history_says_so(cast, tags):
    client = browser(cast.clerk)
    with cast.work():
        tagging.retag(cast.tea_firm, by=cast.clerk, add=[tags[0]])

    answer = sent(client, chosen(cast.tea_firm, url=FIRMS), add=[tags[1].pk], remove=[tags[0].pk])

    assert results(client, answer) == [("甲县云雾茶业有限公司", "加上：重点联系 · 去掉：专精特新", "")]
    with cast.work():
        last = Change.of(cast.tea_firm).last()
    assert (last.before, last.after, last.by) == ({"tags": ["专精特新"]}, {"tags": ["重点联系"]}, cast.clerk)
    assert tagged(cast, cast.tea_firm) == [["重点联系"]]


def test_what_somebody_changed_since_it_was_seen_is_left_alone(cast, tags):
    client = browser(cast.clerk)
    stale = {cast.tea_firm.pk: f"{cast.tea_firm.pk}:1"}
    submit(browser(cast.admin), reverse("organizations.edit", args=[cast.tea_firm.pk]), {"legal_rep": "张三"})

    answer = sent(client, chosen(cast.tea_firm, cast.silk_firm), seen=stale, add=[tags[1].pk])

    assert results(client, answer) == [
        ("甲县云雾茶业有限公司", "", "您看过以后管某改过它，请先看看现在的样子"),
        ("甲县春蚕丝绸有限公司", "加上：重点联系", ""),
    ]
    assert tagged(cast, cast.tea_firm) == [[]]


def test_what_was_changed_after_the_act_is_not_taken_back(cast, tags):
    client = browser(cast.clerk)
    answer = sent(client, chosen(cast.tea_firm), add=[tags[1].pk])
    submit(client, reverse("organizations.edit", args=[cast.tea_firm.pk]), {"legal_rep": "张三"})

    assert client.get(answer.url).context["undo"] == []
    act = BulkMove.objects.get()
    undone = sent(client, f"{BULK}?undo={act.pk}")
    assert results(client, undone) == [("甲县云雾茶业有限公司", "", "您看过以后干某改过它，请先看看现在的样子")]
    assert tagged(cast, cast.tea_firm) == [["重点联系"]]


def test_nobody_takes_back_what_another_did(cast, tags):
    sent(browser(cast.clerk), chosen(cast.tea_firm), add=[tags[1].pk])

    assert browser(cast.admin).get(f"{BULK}?undo={BulkMove.objects.get().pk}").status_code == 404


# who


def test_a_secretary_tags_what_the_chamber_keeps_and_sees_why_not_the_rest(cast, tags):
    client = browser(cast.tea_secretary)

    page = client.get(chosen(cast.tea, cast.tea_firm, cast.silk_firm))
    answer = sent(client, chosen(cast.tea, cast.tea_firm), add=[tags[1].pk])

    why = "这条记录由归口单位维护，您可以查看；需要更正请与归口单位联系"
    assert [(line.record, line.why) for line, _tags in page.context["lines"]] == [(cast.tea, ""), (cast.tea_firm, why)]
    assert results(client, answer) == [
        ("甲县茶业商会", "加上：重点联系", ""),
        ("甲县云雾茶业有限公司", "", why),
    ]
    assert tagged(cast, cast.tea, cast.tea_firm) == [["重点联系"], []]


def test_what_only_the_federation_puts_on_is_kept_from_a_secretary(cast, tags):
    client, edit = browser(cast.tea_secretary), reverse("organizations.edit", args=[cast.tea.pk])
    with cast.work():
        tagging.retag(cast.tea, by=cast.clerk, add=[tags[0]])

    fields = client.get(chosen(cast.tea)).context["form"].fields
    offered = [list(fields[name].queryset) for name in ("add", "remove")]
    answers = [sent(client, chosen(cast.tea), **{way: [tags[0].pk]}) for way in ("add", "remove")]
    field = client.get(edit).context["form"].fields["tags"]
    kept = (list(field.queryset), field.help_text)
    typed = submit(client, edit, {"tags": [tags[0].pk]})
    saved = submit(client, edit, {"tags": [tags[1].pk]})

    assert offered == [[tags[1]], []]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert kept == ([tags[1]], "工商联贴的标签不在这里改：专精特新")
    assert (typed.status_code, saved.status_code) == (422, 302)
    assert tagged(cast, cast.tea) == [["专精特新", "重点联系"]]


def test_the_verb_itself_refuses_what_only_the_federation_puts_on(cast, tags):
    with cast.work(), pytest.raises(tagging.NotAllowed, match="这个标签只由工商联贴"):
        tagging.retag(cast.tea, by=cast.tea_secretary, add=[tags[0]])


def test_a_clerk_keeps_the_official_tags_in_the_ordinary_form(cast, tags):
    url = reverse("organizations.edit", args=[cast.tea.pk])

    submit(browser(cast.clerk), url, {"tags": [tags[0].pk, tags[1].pk]})

    assert tagged(cast, cast.tea) == [["专精特新", "重点联系"]]


@pytest.mark.parametrize(("who", "offered"), [("clerk", True), ("tea_secretary", True), ("auditor", False)])
def test_rows_are_chosen_by_whoever_keeps_some_of_them(cast, who, offered):
    page = browser(getattr(cast, who)).get(reverse("organizations.list"))

    assert (page.context["bulk"] is not None, 'name="chosen"' in page.content.decode()) == (offered, offered)


def test_nothing_of_another_tenant_is_seen_or_tagged(cast, tags):
    client = browser(cast.clerk)
    with cast.work(cast.other):
        foreign = Tag.objects.create(name="外县标签")

    page = client.get(chosen(cast.tea_firm, cast.foreign_firm))
    answer = sent(client, chosen(cast.tea_firm), add=[foreign.pk])

    assert [line.record for line, _tags in page.context["lines"]] == [cast.tea_firm]
    assert "外县标签" not in page.content.decode()
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["add"])


# what is asked


@pytest.mark.parametrize(
    ("add", "remove", "why"),
    [
        ([], [], "还没有选标签：要加上的、要去掉的，至少选一个"),
        ([1], [1], "“重点联系”不能又加上又去掉"),
    ],
)
def test_what_makes_no_sense_is_said_and_nothing_is_done(cast, tags, add, remove, why):
    client = browser(cast.clerk)
    with cast.work():
        tagging.retag(cast.tea_firm, by=cast.clerk, add=[tags[1]])
    numbers = {name: [tags[one].pk for one in ones] for name, ones in (("add", add), ("remove", remove))}

    answer = sent(client, chosen(cast.tea_firm), **numbers)

    assert (answer.status_code, answer.context["form"].non_field_errors()) == (422, [why])
    assert tagged(cast, cast.tea_firm) == [["重点联系"]]


def test_a_tag_says_how_many_of_the_chosen_have_it_and_only_those_can_be_taken_off(cast, tags):
    with cast.work():
        tagging.retag(cast.tea_firm, by=cast.clerk, add=[tags[1]])

    form = browser(cast.clerk).get(chosen(cast.tea_firm, cast.silk_firm)).context["form"]

    assert [label for _pk, label in form.fields["add"].choices] == ["重点联系（1 家已有）", "专精特新"]
    assert [label for _pk, label in form.fields["remove"].choices] == ["重点联系（1 家已有）"]


def test_everything_that_a_filter_finds_is_tagged_at_once(cast, tags):
    client = browser(cast.clerk)
    url = f"{FIRMS}?{urlencode({'every': '1', 'from': 'q=丝绸'})}"

    answer = sent(client, url, add=[tags[1].pk])

    assert [title for title, _what, _why in results(client, answer)] == ["甲县春蚕丝绸有限公司"]


def test_the_page_costs_the_same_for_one_row_and_for_many(cast, tags, django_assert_num_queries):
    client = browser(cast.clerk)
    with cast.work():
        many = [organization(cast.root, f"某某{number}厂", 100 + number) for number in range(8)]
        for one in many:
            one.tags.add(*tags)
    client.get(chosen(*many[:2]))

    with django_assert_num_queries(_counted(client, chosen(*many[:2]))):
        client.get(chosen(*many))


def _counted(client, url) -> int:
    with CaptureQueriesContext(connection) as caught:
        client.get(url)
    return len(caught)


# found again


@pytest.mark.parametrize("words", ["重点联系", "重点联系 云雾", "云雾 重点联系", "重點聯繫"])
def test_organizations_are_found_by_a_tag(cast, tags, words):
    with cast.work():
        tagging.retag(cast.tea_firm, by=cast.clerk, add=[tags[1]])
        tagging.retag(cast.silk_firm, by=cast.clerk, add=[tags[0]])

    rows = browser(cast.clerk).get(f"/firms/?{urlencode({'q': words})}").context["listing"].rows

    assert [row.record for row in rows] == [cast.tea_firm]


def test_a_tag_narrows_a_list_its_sheet_and_a_kept_view(cast, tags):
    client = browser(cast.clerk)
    with cast.work():
        tagging.retag(cast.tea_firm, by=cast.clerk, add=[tags[1]])

    listing = client.get(f"/firms/?tags={tags[1].pk}").context["listing"]

    assert [row.record for row in listing.rows] == [cast.tea_firm]
    assert (listing.query, [chip["words"] for chip in listing.chips]) == (f"tags={tags[1].pk}", ["标签：重点联系"])
