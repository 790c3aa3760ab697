from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from huiguan.kernel.models import Change
from huiguan.register.models import Affiliation, Chamber, Organization, Region, Tag
from huiguan.register.tables import uscc
from tests.cast import again, browser, organization, submit

NEW = reverse("organizations.create")
CODE = uscc.complete("91990001MA9999999")


def firm(cast, **data) -> dict:
    return {"kind": "firm", "name": "甲县新厂有限公司", "node": cast.root.pk} | data


def errors(response) -> dict:
    return response.context["form"].errors


# registering


def test_a_clerk_registers_a_firm_and_its_code_is_kept_tidied(cast):
    response = submit(browser(cast.clerk), NEW, firm(cast, uscc=f" {CODE[:8].lower()}-{CODE[8:]} "))

    with cast.work():
        made = Organization.objects.get(name="甲县新厂有限公司")
    assert (response.status_code, response.url) == (302, reverse("organizations.detail", args=[made.pk]))
    assert made.uscc == CODE


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (CODE[:-1], "应为 18 位，现在是 17 位"),
        (CODE[:9] + "O" + CODE[10:], "第 10 位的“O”不会出现在代码里"),
        (CODE[:-1] + ("0" if CODE[-1] != "0" else "1"), "最后一位校验码与前 17 位对不上"),
    ],
)
def test_a_wrong_code_is_explained_beside_the_field(cast, typed, said):
    response = submit(browser(cast.clerk), NEW, firm(cast, uscc=typed))

    assert response.status_code == 422
    assert list(errors(response)) == ["uscc"]
    assert said in errors(response)["uscc"][0]


def test_a_code_is_registered_once_in_a_tenant(cast):
    response = submit(browser(cast.clerk), NEW, firm(cast, uscc=cast.tea_firm.uscc))

    assert response.status_code == 422
    assert "这个统一社会信用代码已经登记过了" in str(errors(response))


def test_the_same_firm_may_stand_in_another_tenants_books(cast):
    response = submit(browser(cast.clerk), NEW, firm(cast, uscc=cast.foreign_firm.uscc))

    assert response.status_code == 302


def test_the_section_follows_the_division(cast):
    submit(browser(cast.clerk), NEW, firm(cast, division="15"))

    with cast.work():
        assert Organization.objects.get(name="甲县新厂有限公司").section == "C"


def test_a_division_of_another_section_is_refused(cast):
    response = submit(browser(cast.clerk), NEW, firm(cast, division="15", section="A"))

    assert list(errors(response)) == ["section"]
    assert "制造业" in errors(response)["section"][0]


def test_a_namesake_is_a_warning_that_a_second_submit_confirms(cast):
    client = browser(cast.clerk)
    name = "甲县 雲霧茶業有限公司"

    warned = submit(client, NEW, firm(cast, name=name))
    confirmed = again(client, NEW, warned)

    assert (warned.status_code, list(errors(warned))) == (422, ["name"])
    assert cast.tea_firm.name in errors(warned)["name"][0]
    assert confirmed.status_code == 302


def test_a_namesake_is_linked_in_a_new_window_for_whoever_may_open_it(cast):
    with cast.work():
        organization(cast.root, "甲县<b>新茶</b>公司")
    name, link = cast.silk_firm.name, f'<a href="/organizations/{cast.silk_firm.pk}/" target="_blank" rel="noopener">'

    to_clerk = submit(browser(cast.clerk), NEW, firm(cast, name=name)).content.decode()
    to_secretary = submit(browser(cast.tea_secretary), NEW, {"name": name}).content.decode()
    escaped = submit(browser(cast.clerk), NEW, firm(cast, name="甲县<b>新茶</b>公司")).content.decode()

    assert (link in to_clerk, link in to_secretary, "已有同名组织" in to_secretary) == (True, False, True)
    assert "<b>新茶</b>" not in escaped


def test_confirming_one_name_does_not_confirm_another(cast):
    client = browser(cast.clerk)
    warned = submit(client, NEW, firm(cast, name=cast.tea_firm.name))

    other = again(client, NEW, warned, {"name": cast.silk_firm.name})

    assert (other.status_code, list(errors(other))) == (422, ["name"])


def test_a_name_that_nobody_bears_is_no_warning(cast):
    assert submit(browser(cast.clerk), NEW, firm(cast, name="乙县外贸公司")).status_code == 302


def test_the_townships_of_the_own_county_are_offered_first(cast):
    Region.objects.create(system="民政", code="110000", name="北京市", level="province")

    form = browser(cast.clerk).get(NEW).context["form"]
    with cast.work():
        groups = [label for label, choices in form.fields["region"].choices if isinstance(choices, list)]

    assert groups[0] == "甲县"


def test_a_secretary_registers_only_below_the_own_chamber(cast):
    client = browser(cast.tea_secretary)

    submit(client, NEW, firm(cast, node=cast.root.pk))

    with cast.work():
        assert Organization.objects.get(name="甲县新厂有限公司").node == cast.tea.own_node


def test_a_new_chamber_gets_its_file_and_its_place(cast):
    submit(
        browser(cast.clerk), f"{NEW}?kind=chamber", firm(cast, kind="chamber", name="甲县果业商会", short="果业商会")
    )

    with cast.work():
        made = Organization.objects.get(name="甲县果业商会")
        assert Chamber.objects.filter(organization=made).exists()
    assert (made.own_node.name, made.own_node.parent, made.node) == ("果业商会", cast.root, made.own_node)


def test_a_chamber_of_others_gets_no_place(cast):
    submit(browser(cast.clerk), f"{NEW}?kind=chamber", firm(cast, kind="chamber", name="邻县果业商会", ours="no"))

    with cast.work():
        made = Organization.objects.get(name="邻县果业商会")
        assert Chamber.objects.filter(organization=made).exists()
    assert (made.own_node, made.node) == (None, cast.root)


def test_the_place_of_a_chamber_follows_its_name(cast):
    url = reverse("organizations.edit", args=[cast.tea.pk])

    submit(browser(cast.clerk), url, {"name": "甲县茶叶商会"})

    cast.tea.own_node.refresh_from_db()
    assert cast.tea.own_node.name == "甲县茶叶商会"


# the log


def test_tags_reach_the_change_log_with_a_version_of_their_own(cast):
    with cast.work():
        cast.tea_firm.refresh_from_db()
        tag, version = Tag.objects.get(), cast.tea_firm.version
    url = reverse("organizations.edit", args=[cast.tea_firm.pk])

    submit(browser(cast.clerk), url, {"tags": [tag.pk]})

    with cast.work():
        last = list(Change.of(cast.tea_firm))[-1]
        cast.tea_firm.refresh_from_db()
    assert (last.before, last.after, last.by) == ({"tags": []}, {"tags": ["专精特新"]}, cast.clerk)
    assert (last.version, cast.tea_firm.version) == (version + 2, version + 2)


def test_the_history_page_shows_what_was_changed(cast):
    client = browser(cast.clerk)
    with cast.work():
        tag = Tag.objects.get()
    submit(client, reverse("organizations.edit", args=[cast.tea_firm.pk]), {"tags": [tag.pk], "size": "small"})

    changes = client.get(reverse("organizations.history", args=[cast.tea_firm.pk])).context["changes"]

    assert [(row["label"], row["before"], row["after"]) for change in changes[:2] for row in change["rows"]] == [
        ("标签", "", "专精特新"),
        ("规模", "", "小型"),
    ]


def test_a_copy_read_before_somebody_else_changed_the_tags_is_not_saved(cast):
    client, other = browser(cast.clerk), browser(cast.admin)
    url = reverse("organizations.edit", args=[cast.tea_firm.pk])
    page = client.get(url)
    with cast.work():
        tag = Tag.objects.get()
    submit(other, url, {"tags": [tag.pk]})

    response = again(client, url, page, {"short": "云雾"})

    assert response.status_code == 422
    assert [row["theirs"] for row in response.context["conflict"]] == ["专精特新"]


# who sees what


def test_a_firm_sees_its_own_row_and_no_other(cast):
    client = browser(cast.tea_contact)

    rows = [row.record for row in client.get(reverse("organizations.list")).context["listing"].rows]
    other = client.get(reverse("organizations.detail", args=[cast.silk_firm.pk]))

    assert (rows, other.status_code) == ([cast.tea_firm], 404)


def test_a_secretary_sees_the_chamber_and_its_members(cast):
    rows = browser(cast.tea_secretary).get(reverse("organizations.list")).context["listing"].rows

    assert {row.record for row in rows} == {cast.tea, cast.tea_firm}


def test_a_member_is_seen_by_its_chamber_and_kept_where_it_is_registered(cast):
    client = browser(cast.tea_secretary)

    seen = client.get(reverse("organizations.detail", args=[cast.tea_firm.pk]))
    edited = client.get(reverse("organizations.edit", args=[cast.tea_firm.pk]))
    own = client.get(reverse("organizations.edit", args=[cast.tea.pk]))

    assert (seen.status_code, edited.status_code, own.status_code) == (200, 403, 200)
    assert seen.context["edit_url"] is None


def test_another_tenant_is_not_there(cast):
    url = reverse("organizations.detail", args=[cast.tea_firm.pk])

    assert browser(cast.clerk).get(url).status_code == 200
    assert browser(cast.stranger).get(url).status_code == 404


def test_the_file_of_an_organization_costs_the_same_however_much_is_in_it(cast, django_assert_num_queries):
    client = browser(cast.clerk)
    url = reverse("organizations.detail", args=[cast.tea.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as before:
        client.get(url)
    with cast.work():
        for number in range(200, 206):
            member = organization(cast.root, f"甲县第{number}茶厂", number)
            Affiliation.objects.create(organization=member, node=cast.tea.own_node, starts=date(2021, 1, 1))

    with django_assert_num_queries(len(before)):
        client.get(url)


def test_the_spreadsheet_holds_every_column(cast):
    response = browser(cast.clerk).get(reverse("organizations.export"))

    assert response["Content-Type"].endswith("spreadsheetml.sheet")


def test_the_list_is_narrowed_by_chamber(cast):
    url = f"{reverse('organizations.list')}?node={cast.tea.own_node_id}"

    rows = browser(cast.clerk).get(url).context["listing"].rows

    assert [row.record for row in rows] == [cast.tea_firm]


# who keeps the record


def test_the_place_that_keeps_a_record_is_suggested_to_staff(cast):
    form = browser(cast.clerk).get(NEW).context["form"]

    assert (form["node"].value(), "归口单位的人可以修改" in str(form.fields["node"].help_text)) == (cast.root.pk, True)


def test_where_there_is_one_place_it_is_not_asked(cast):
    form = browser(cast.tea_secretary).get(NEW).context["form"]

    assert "node" not in form.fields


def test_whether_a_chamber_is_ours_is_asked_of_chambers_only(cast):
    client = browser(cast.clerk)

    response = submit(client, NEW, firm(cast, name="甲县新商会", kind="chamber"))

    assert "ours" not in client.get(NEW).context["form"].fields
    assert errors(response)["ours"] == ["登记的是商会：请选一下是不是本会的商会，再保存"]
    assert again(client, NEW, response, {"ours": "no"}).status_code == 302
    with cast.work():
        assert Organization.objects.get(name="甲县新商会").own_node is None


def test_a_new_chamber_claims_no_registration_that_nobody_said(cast):
    client = browser(cast.clerk)

    submit(client, f"{NEW}?kind=chamber", {"name": "甲县新商会"})

    with cast.work():
        made = Chamber.objects.get(organization__name="甲县新商会")
    asked = client.get(reverse("chambers.edit", args=[made.pk])).context["form"]
    shown = client.get(reverse("organizations.detail", args=[made.organization_id]))
    listed = {
        row.record.pk: row.cells[-1]["value"] for row in client.get(reverse("chambers.list")).context["listing"].rows
    }
    assert (made.registration, asked["registration"].value(), listed[made.pk]) == ("", "", None)
    assert shown.status_code == 200


@pytest.mark.parametrize(
    ("query", "title"),
    [("", "新增组织"), ("?kind=chamber", "新增商会"), ("?kind=firm", "新增企业"), ("?joins=1", "登记新会员")],
)
def test_a_new_organizations_form_is_named_like_the_button_that_opened_it(cast, query, title):
    assert browser(cast.clerk).get(NEW + query).context["title"] == title


def test_the_answer_about_chambers_means_nothing_to_a_firm(cast):
    response = submit(browser(cast.clerk), f"{NEW}?kind=chamber", firm(cast))

    with cast.work():
        made = Organization.objects.get(name="甲县新厂有限公司")
    assert (response.status_code, made.own_node) == (302, None)


def test_a_secretary_neither_founds_nor_deletes_a_chamber(cast):
    client = browser(cast.tea_secretary)
    own, delete = (
        reverse("organizations.detail", args=[cast.tea.pk]),
        reverse("organizations.delete", args=[cast.tea.pk]),
    )

    sent = submit(client, NEW, firm(cast, kind="chamber"))
    opened, deleting, shown = client.get(f"{NEW}?kind=chamber"), client.get(delete), client.get(own).context

    assert errors(sent)["kind"] == ["新商会由工商联登记；您可以登记企业和其他组织"]
    assert (opened.status_code, "新商会由工商联登记" in opened.content.decode()) == (403, True)
    assert (deleting.status_code, "删除由工商联办理" in deleting.content.decode()) == (403, True)
    assert (shown["delete_url"], bool(shown["edit_url"])) == (None, True)
    assert client.get(reverse("chambers.list")).context["listing"].create_url is None
    assert browser(cast.clerk).get(own).context["delete_url"]


def test_an_empty_choice_reads_the_same_everywhere(cast):
    shown = browser(cast.clerk).get(NEW).content.decode()

    assert ("---------" in shown, '<option value="" selected>—</option>' in shown) == (False, True)


@pytest.mark.parametrize("kind", ["firm", "federation", "bank"])
def test_what_has_members_of_its_own_stays_of_its_kind(cast, kind):
    response = submit(browser(cast.admin), reverse("organizations.edit", args=[cast.tea.pk]), {"kind": kind})

    assert (response.status_code, list(errors(response))) == (422, ["kind"])
    with cast.work():
        kept = Organization.objects.get(pk=cast.tea.pk)
    assert (kept.kind, kept.own_node) == ("chamber", cast.tea.own_node)
