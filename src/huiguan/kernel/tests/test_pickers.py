"""A picker offers what its form offers to this person, nothing else, and costs the same among many as among few."""

import re

import pytest
from django import forms
from django.apps import apps
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from huiguan.kernel.forms import Form
from huiguan.kernel.pickers import IN_A_SELECT, SUGGESTED, Words, picks, sketching
from huiguan.kernel.reach import reaching
from tests.cast import browser, filled, organization, submit

URL = "/people/new/"
FIELD = "organization"


def many(cast, number: int, name: str = "甲县第{}厂") -> list:
    """Firms under the federation itself, with all that makes them found."""
    model = apps.get_model("register.Organization")
    with cast.work():
        rows = [model(tenant=cast.tenant, node=cast.root, name=name.format(one)) for one in range(number)]
        return model.objects.bulk_create(rows)


@pytest.fixture
def crowd(cast):
    return many(cast, IN_A_SELECT + 1)


@pytest.fixture
def clerk(cast, crowd):
    return browser(cast.clerk)


def offered(client, text: str, url: str = URL, **chosen) -> list[str]:
    answer = client.get(url, {"pick": FIELD, "q": text, **chosen})
    assert answer.status_code == 200
    return re.findall(r"<b>(.*?)</b>", answer.content.decode())


def sent(cast, client, words: str, **more):
    return submit(client, URL, {"name": "张三", "node": cast.root.pk, "organization-words": words, **more})


def employer(cast, name: str = "张三"):
    return apps.get_model("register.Person").everywhere.get(tenant=cast.tenant, name=name).organization


@pytest.mark.parametrize("text", ["云雾", "雲霧", "yunwu", "ywcy", "YWCY", "91990001ma"])
def test_a_row_is_found_by_characters_of_either_script_pinyin_initials_and_code(cast, clerk, text):
    assert "甲县云雾茶业有限公司" in offered(clerk, text)


def test_a_suggestion_carries_its_number_and_the_line_that_tells_it_from_others(cast, clerk):
    page = clerk.get(URL, {"pick": FIELD, "q": "云雾"})

    firm = cast.tea_firm
    assert f'data-pk="{firm.pk}"' in page.content.decode()
    assert f"企业 · 城关镇 · {firm.uscc}" in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"


def test_at_most_a_dozen_are_suggested_and_that_there_are_more_is_said(clerk):
    assert len(offered(clerk, "甲县第")) == SUGGESTED
    assert "还有更多" in clerk.get(URL, {"pick": FIELD, "q": "甲县第"}).content.decode()
    assert "没有找到" in clerk.get(URL, {"pick": FIELD, "q": "子虚乌有"}).content.decode()


def test_who_is_called_so_comes_before_who_only_contains_it(cast, clerk):
    with cast.work():
        organization(cast.root, "甲县一二三")
        organization(cast.root, "一二三四五")
        organization(cast.root, "一二三")

    assert offered(clerk, "一二三") == ["一二三", "一二三四五", "甲县一二三"]


def test_another_tenant_is_never_offered(cast, clerk):
    with cast.work(cast.other):
        assert type(cast.foreign_firm).objects.filter(name__contains="外贸").count() == 1

    assert offered(clerk, "外贸") == []


def test_what_is_out_of_reach_is_never_offered(cast, crowd):
    class Asks(Form):
        firm = forms.ModelChoiceField(type(cast.tea_firm).objects.all())

    def found(by):
        with reaching(by.reach(cast.tenant)):
            return [row["name"] for row in picks(Asks(by=by), "firm", "甲县春蚕")["found"]]

    assert found(cast.clerk) == ["甲县春蚕丝绸有限公司"]
    assert found(cast.tea_contact) == []


def test_what_the_form_leaves_out_is_never_offered_and_never_taken(cast, crowd):
    class Asks(Form):
        firm = forms.ModelChoiceField(type(cast.tea_firm).objects.all())

        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields["firm"].queryset = type(cast.tea_firm).objects.exclude(pk=cast.tea_firm.pk)

    with cast.work():
        typed = Asks({"firm-words": "甲县云雾茶业有限公司"})

        assert picks(Asks(), "firm", "云雾")["found"] == []
        assert len(picks(Asks(), "firm", "有限公司")["found"]) == 1
        assert "没有找到“甲县云雾茶业有限公司”" in str(typed.errors["firm"])


def test_what_is_chosen_so_far_narrows_what_is_offered(cast, crowd):
    class Asks(Form):
        letter = forms.CharField()
        firm = forms.ModelChoiceField(type(cast.tea_firm).objects.all())

        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            only = self.fields["firm"].queryset.filter(name__endswith=self.data.get("letter", ""))
            self.fields["firm"].queryset = only

    with cast.work():
        assert len(picks(Asks(), "firm", "甲县第")["found"]) == SUGGESTED
        with sketching(QueryDict("letter=第7厂")):
            form = Asks()

            assert [row["name"] for row in picks(form, "firm", "甲县第")["found"]] == ["甲县第7厂"]
            assert (form.is_bound, form.is_valid()) == (False, False)


def test_only_pickers_answer_and_only_to_whom_the_page_is_open(cast, clerk):
    assert clerk.get(URL, {"pick": "name", "q": "云"}).status_code == 404
    assert clerk.get(URL, {"pick": "nothing", "q": "云"}).status_code == 404
    assert browser(cast.auditor).get(URL, {"pick": FIELD, "q": "云雾"}).status_code == 403


def test_asking_saves_nothing(cast, clerk):
    edit = f"/people/{cast.people['clerk'].pk}/edit/"

    assert offered(clerk, "云雾", edit, name="改名") == ["甲县云雾茶业有限公司"]
    assert type(cast.people["clerk"]).everywhere.get(pk=cast.people["clerk"].pk).name == "干某"


def test_few_rows_stay_a_select(cast):
    page = browser(cast.clerk).get(URL).content.decode()

    assert '<select name="organization"' in page
    assert "organization-words" not in page


def test_a_kind_that_cannot_be_picked_stays_a_select(cast):
    sector = apps.get_model("register.LocalSector")
    with cast.work():
        sector.objects.bulk_create(
            [sector(tenant=cast.tenant, name=f"行业{number}") for number in range(IN_A_SELECT + 1)]
        )

    page = browser(cast.clerk).get("/organizations/new/").content.decode()

    assert '<select name="local_sector"' in page


def test_the_number_of_a_row_is_enough(cast, clerk):
    answer = submit(clerk, URL, {"name": "张三", "node": cast.root.pk, "organization": cast.tea_firm.pk})

    assert (answer.status_code, employer(cast)) == (302, cast.tea_firm)


@pytest.mark.parametrize("words", ["甲县云雾茶业有限公司", " 甲縣雲霧茶業有限公司 ", "云雾", "ywcy"])
def test_words_that_mean_one_row_are_enough(cast, clerk, words):
    assert (sent(cast, clerk, words).status_code, employer(cast)) == (302, cast.tea_firm)


def test_a_name_in_full_is_meant_even_if_others_contain_it(cast, clerk):
    with cast.work():
        meant = organization(cast.root, "甲县第")

    assert (sent(cast, clerk, "甲县第").status_code, employer(cast)) == (302, meant)


def test_words_are_no_number(cast, clerk):
    answer = sent(cast, clerk, str(cast.tea_firm.pk + 99_000))

    assert answer.status_code == 422
    assert "没有找到" in str(answer.context["form"].errors[FIELD])


def test_of_several_the_person_chooses_and_what_was_typed_is_kept(cast, clerk):
    answer = sent(cast, clerk, "有限公司")
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "“有限公司”不止一条" in str(answer.context["form"].errors[FIELD])
    assert 'name="organization-words" value="有限公司"' in page
    for firm in (cast.tea_firm, cast.silk_firm):
        assert f'type="radio" name="organization-choice" value="{firm.pk}"' in page
    second = sent(cast, clerk, "有限公司", **{"organization-choice": cast.silk_firm.pk})
    assert (second.status_code, employer(cast)) == (302, cast.silk_firm)


def test_a_choice_out_of_reach_is_refused(cast, clerk):
    answer = sent(cast, clerk, "有限公司", **{"organization-choice": cast.foreign_firm.pk})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [FIELD]


def test_two_of_one_name_are_told_apart_by_their_number(cast, clerk):
    one, two = many(cast, 2, "甲县同名厂")
    person = apps.get_model("register.Person")
    with cast.work():
        made = person.objects.create(node=cast.root, name="张三", organization=two)
    edit = f"/people/{made.pk}/edit/"
    opened = filled(clerk.get(edit))

    kept = clerk.post(edit, opened | {"organization-words": "甲县同名厂"})

    assert (kept.status_code, employer(cast)) == (302, two)
    assert sent(cast, clerk, "甲县同名厂").status_code == 422
    assert one.pk != two.pk


def test_other_words_beside_an_old_number_win_and_no_words_take_it_away(cast, clerk):
    edit = f"/people/{cast.people['tea_contact'].pk}/edit/"

    def after(words):
        assert submit(clerk, edit, {"organization-words": words}).status_code == 302
        return employer(cast, "联某")

    assert 'name="organization-words" value="甲县云雾茶业有限公司"' in clerk.get(edit).content.decode()
    assert (after("甲县春蚕丝绸有限公司"), after("")) == (cast.silk_firm, None)


def test_a_form_costs_the_same_among_many_as_among_few(cast, clerk):
    def opened():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = clerk.get(URL).content.decode()
        return len(asked), len(page), page

    opened()  # what is read once and kept is not counted
    queries, size, page = opened()
    many(cast, 270, "甲县新{}厂")

    more_queries, more_size, _page = opened()

    assert "甲县第3厂" not in page
    assert (more_queries, abs(more_size - size) < 200) == (queries, True)


def test_suggestions_cost_the_same_among_many_as_among_few(cast, clerk):
    def asked(text):
        with CaptureQueriesContext(connection) as queries:
            offered(clerk, text)
        return len(queries)

    asked("甲县第")  # what is read once and kept is not counted
    before = [asked("甲县第"), asked("")]
    many(cast, 270, "甲县第新{}厂")

    asked("甲县第")  # nor that the session has grown a minute older
    assert [asked("甲县第"), asked("")] == before


def test_words_read_as_they_were_typed():
    assert str(Words("云雾", (), more=False)) == "云雾"
