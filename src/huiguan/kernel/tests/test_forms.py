"""Forms offer only what is within reach, and notice when somebody else saved first."""

from datetime import date

import pytest
from django import forms
from django.apps import apps

from huiguan.kernel.forms import Form, RecordForm, readable
from huiguan.kernel.reach import reaching
from tests.cast import browser, filled, submit


def stored(record):
    return type(record).everywhere.get(pk=record.pk)


@pytest.fixture
def url(cast):
    return f"/organizations/{cast.tea_firm.pk}/edit/"


@pytest.fixture
def overtaken(cast, url):
    """A clerk's form came back because the administrator saved the same firm in the meantime."""
    client = browser(cast.clerk)
    opened = filled(client.get(url))
    submit(browser(cast.admin), url, {"legal_rep": "张三", "size": "small"})
    return client, client.post(url, opened | {"legal_rep": "李四", "staff": "12"})


def test_a_form_that_was_overtaken_saves_nothing_and_shows_both_sides(cast, overtaken):
    _client, answer = overtaken

    kept = stored(cast.tea_firm)
    assert (answer.status_code, kept.legal_rep, kept.staff) == (422, "张三", None)
    page = answer.content.decode()
    assert "别人也改了这条记录" in page
    rows = {row["label"]: (row["theirs"], row["yours"], row["who"]) for row in answer.context["conflict"]}
    assert rows == {"法定代表人（负责人）": ("张三", "李四", cast.admin), "规模": ("小型", "", cast.admin)}


def test_what_was_typed_is_still_in_the_form(overtaken):
    _client, answer = overtaken

    assert (answer.context["form"]["legal_rep"].value(), answer.context["form"]["staff"].value()) == ("李四", "12")


def test_saving_a_second_time_is_a_decision_and_wins(cast, url, overtaken):
    client, answer = overtaken

    second = client.post(url, filled(answer))

    kept = stored(cast.tea_firm)
    assert (second.status_code, kept.legal_rep, kept.staff, kept.size) == (302, "李四", 12, "")


def test_overtaken_a_second_time_it_asks_again(cast, url, overtaken):
    client, answer = overtaken
    submit(browser(cast.admin), url, {"legal_rep": "王五"})

    second = client.post(url, filled(answer))

    assert (second.status_code, stored(cast.tea_firm).legal_rep) == (422, "王五")


def test_a_row_is_shown_by_its_name_in_a_conflict_and_never_by_its_number(cast, url):
    region, sector = apps.get_model("register.Region"), apps.get_model("register.LocalSector")
    river = region.objects.get(name="河口镇")
    tea = sector.everywhere.get(name="茶业")
    client = browser(cast.clerk)
    opened = filled(client.get(url))
    submit(browser(cast.admin), url, {"region": str(river.pk), "local_sector": str(tea.pk)})

    answer = client.post(url, opened)

    rows = {row["label"]: (str(row["theirs"]), str(row["yours"])) for row in answer.context["conflict"]}
    assert rows == {"所在地": ("河口镇", "城关镇"), "本地行业": ("茶业", "")}


def test_nobody_is_overtaken_by_their_own_earlier_save(cast, url):
    client = browser(cast.clerk)

    codes = [submit(client, url, {"legal_rep": name}).status_code for name in ("张三", "李四")]

    assert (codes, stored(cast.tea_firm).legal_rep) == ([302, 302], "李四")


def test_choices_are_those_within_reach_even_if_the_class_was_made_before(cast):
    organization = type(cast.tea_firm)

    class Asks(Form):
        firm = forms.ModelChoiceField(organization.objects.all())  # closed: nobody has said for whom

    with reaching(cast.tea_contact.reach(cast.tenant)):
        form = Asks({"firm": str(cast.silk_firm.pk)}, by=cast.tea_contact)

        assert list(form.fields["firm"].queryset) == [cast.tea_firm]
        assert form.is_valid() is False
        assert list(form.errors) == ["firm"]


def test_days_and_moments_are_asked_with_a_calendar(cast):
    class Asks(Form):
        day = forms.DateField(initial=date(2026, 5, 4))
        moment = forms.DateTimeField()

    with cast.work():
        form = Asks()

    assert 'type="date" name="day" value="2026-05-04"' in str(form["day"])
    assert 'type="datetime-local"' in str(form["moment"])


def test_what_was_chosen_reads_as_a_person_would_read_it(cast):
    class Asks(Form):
        firm = forms.ModelChoiceField(type(cast.tea_firm).objects.all())
        text = forms.CharField()

    with cast.work():
        form = Asks({"firm": str(cast.tea_firm.pk), "text": "听意见"})
        form.is_valid()

        assert (readable(form, "firm"), readable(form, "text")) == ("甲县云雾茶业有限公司", "听意见")


def test_tags_are_logged_like_any_other_change(cast, url):
    tag = apps.get_model("register.Tag").everywhere.get(tenant=cast.tenant)

    submit(browser(cast.clerk), url, {"tags": [str(tag.pk)]})

    changes = apps.get_model("kernel.Change").of(cast.tea_firm)
    assert [(row.before, row.after) for row in changes][-1] == ({"tags": []}, {"tags": ["专精特新"]})


def test_headings_hold_the_fields_that_the_form_has(cast):
    class Asks(RecordForm):
        groups = [("登记", ["name", "gone"]), ("没有了", ["gone"]), ("其他", ["hue"])]

        class Meta:
            model = apps.get_model("register.Tag")
            fields = ["name", "hue"]

    with cast.work():
        form = Asks(by=cast.clerk)

        assert [(label, [field.name for field in fields]) for label, fields in form.sections] == [
            ("登记", ["name"]),
            ("其他", ["hue"]),
        ]
        assert form.typed == ["name", "hue"]
