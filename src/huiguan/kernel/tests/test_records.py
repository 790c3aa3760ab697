"""What every record keeps: its version, the log of its changes, its words in the search."""

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import ProtectedError

from huiguan.kernel.acting import acting
from huiguan.kernel.models import Change, SearchEntry, SearchToken, Stale
from huiguan.kernel.reach import reaching
from huiguan.kernel.search import matching

AFFILIATION = "register.affiliation"


@pytest.fixture
def work(cast):
    with cast.work(), acting(cast.clerk):
        yield cast


def log(record):
    return [(change.version, change.before, change.after) for change in Change.of(record)]


def fresh(record):
    return type(record).objects.get(pk=record.pk)


@pytest.fixture
def tag(work):
    return apps.get_model("register.Tag").objects.create(name="老字号", hue="gold")


def test_each_save_counts_the_version_up(tag):
    tag.hue = "sky"
    tag.save()

    assert fresh(tag).version == tag.version == 2


def test_the_log_keeps_the_first_values_whole_and_then_only_what_differs(tag):
    tag.hue = "sky"
    tag.save()

    assert log(tag) == [
        (1, None, {"name": "老字号", "hue": "gold", "reserved": False}),
        (2, {"hue": "gold"}, {"hue": "sky"}),
    ]


def test_the_log_says_who_and_keeps_to_its_tenant(tag, work):
    change = Change.of(tag).get()

    assert (change.by, change.tenant, change.label) == (work.clerk, work.tenant, "register.tag")


def test_saving_some_columns_counts_the_version_too(tag):
    tag.hue, tag.name = "sky", "不写"
    tag.save(update_fields=["hue"])

    stored = fresh(tag)
    assert (stored.hue, stored.name, stored.version) == ("sky", "老字号", 2)


def test_of_two_editors_the_second_is_stopped(tag):
    mine, theirs = fresh(tag), fresh(tag)
    theirs.hue = "sky"
    theirs.save()

    mine.hue = "jade"
    with pytest.raises(Stale) as caught:
        mine.save()

    assert (caught.value.mine.version, caught.value.stored.version) == (1, 2)
    assert fresh(tag).hue == "sky"
    assert len(log(tag)) == 2


def test_what_somebody_else_deleted_is_stale(tag):
    mine = fresh(tag)
    tag.delete()

    with pytest.raises(Stale):
        mine.save()


def test_the_tenant_of_a_record_never_changes(tag, work):
    tag.tenant = work.other

    with work.work(work.other), pytest.raises(ImproperlyConfigured):
        tag.save()


def test_a_save_that_the_database_refuses_leaves_no_trace(tag):
    again = type(tag)(name="老字号")

    with pytest.raises(Exception, match=r"unique|UNIQUE"), transaction.atomic():
        again.save()

    assert again.version == 0
    assert Change.objects.filter(label="register.tag", object_id=again.pk).count() == 0


def test_an_encrypted_value_leaves_only_a_mark(work):
    contact = apps.get_model("register.Contact")(organization=work.tea_firm, name="李某", phone="13800001234")
    contact.save()
    contact.phone = "13900005678"
    contact.save()

    first, second = log(contact)
    assert "1380000" not in str(first) + str(second)
    assert first[2]["phone"].startswith("•")
    assert list(second[2]) == ["phone"]
    assert first[2]["phone"] != second[2]["phone"]


def test_a_deleted_record_leaves_its_last_values(tag):
    tag.delete()

    change = Change.objects.filter(label="register.tag").last()
    assert (change.version, change.before, change.after) == (
        2,
        {"name": "老字号", "hue": "gold", "reserved": False},
        None,
    )


def test_what_a_deletion_takes_along_is_logged_and_forgotten_too(work):
    contact = apps.get_model("register.Contact")(organization=work.silk_firm, name="李某")
    contact.save()
    affiliation, firm = work.silk_firm.affiliations.get(), work.silk_firm.pk

    work.silk_firm.delete()

    gone = {(change.label, change.object_id) for change in Change.objects.filter(after__isnull=True)}
    assert gone == {("register.organization", firm), ("register.contact", contact.pk), (AFFILIATION, affiliation.pk)}


def test_a_refused_deletion_is_not_logged_and_the_record_is_still_found(work):
    with pytest.raises(ProtectedError):
        fresh(work.tea_firm).delete()

    assert [after for _version, _before, after in log(work.tea_firm) if after is None] == []
    assert list(matching(type(work.tea_firm).objects.all(), "云雾")) == [work.tea_firm]


def test_many_new_records_are_logged_and_found_as_one_would_be(work):
    organization = type(work.tea_firm)

    made = organization.objects.bulk_create(organization(node=work.root, name=f"新办{n}号厂") for n in (1, 2))

    assert [one.version for one in made] == [1, 1]
    assert [(v, before, after["name"]) for one in made for v, before, after in log(one)] == [
        (1, None, "新办1号厂"),
        (1, None, "新办2号厂"),
    ]
    assert list(matching(organization.objects.order_by("pk"), "新办")) == made
    made[0].save()
    assert fresh(made[0]).version == 2


def test_the_words_of_a_record_follow_its_name_and_go_with_it(work):
    firm = type(work.tea_firm).objects.create(node=work.root, name="甲县旧名公司")
    firm.name = "甲县新名公司"
    firm.save()

    found = {word: matching(type(firm).objects.all(), word).count() for word in ("旧名", "新名")}
    assert found == {"旧名": 0, "新名": 1}
    firm.delete()
    assert SearchEntry.objects.filter(text__contains="新名").count() == 0
    assert SearchToken.objects.filter(token="新名").count() == 0


def test_a_change_beside_the_columns_is_one_version_and_one_entry(tag):
    tag.log_apart({"others": []}, {"others": ["甲"]})

    assert log(tag)[1] == (2, {"others": []}, {"others": ["甲"]})
    assert fresh(tag).version == 2


def test_uniqueness_is_judged_over_the_whole_tenant_even_by_those_who_see_little(cast):
    """A firm's contact cannot see the other firm, and is still told that the code is taken."""
    with cast.work():
        code = cast.silk_firm.uscc
    with reaching(cast.tea_contact.reach(cast.tenant)):
        twin = type(cast.tea_firm)(node=cast.root, name="甲县某厂", uscc=code)

        with pytest.raises(Exception, match="已经登记过了"):
            twin.full_clean()
