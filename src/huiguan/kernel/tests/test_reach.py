"""Nothing is read before somebody says for whom, and nothing of anybody else's afterwards."""

import pytest
from django.apps import apps
from django.db.models import Count, Exists, OuterRef

from huiguan.kernel.models import Node
from huiguan.kernel.reach import NOWHERE, WHOLE, NoReach, Reach, ReachTo, Scope, current_reach, reaching, whole


def model(name):
    return apps.get_model(name)


ASKED = {
    "iterate": list,
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "first": lambda rows: rows.first(),
    "get": lambda rows: rows.get(pk=1),
    "values": lambda rows: list(rows.values("pk")),
    "filter": lambda rows: list(rows.filter(name="x")),
    "aggregate": lambda rows: rows.aggregate(n=Count("pk")),
    "annotate": lambda rows: list(rows.annotate(n=Count("pk"))),
    "in a subquery": lambda rows: list(Node.objects.filter(pk__in=rows.values("node"))),
    "in an exists": lambda rows: list(Node.objects.filter(Exists(rows.filter(node=OuterRef("pk"))))),
    "iterator": lambda rows: list(rows.iterator()),
    "in bulk": lambda rows: rows.in_bulk([1]),
    "dates": lambda rows: list(rows.dates("founded", "year")),
    "union": lambda rows: list(rows.union(rows)),
}


@pytest.mark.parametrize("way", ASKED)
def test_a_closed_queryset_can_be_carried_but_not_asked(cast, way):
    closed = model("register.Organization").objects.all().order_by("name")

    with pytest.raises(NoReach):
        ASKED[way](closed)


def test_a_closed_queryset_stays_closed_within_a_reach(cast):
    closed = model("register.Organization").objects.all()

    with cast.work(), pytest.raises(NoReach):
        list(closed)


@pytest.mark.parametrize("manager", ["objects", "everywhere"])
def test_rows_never_change_past_the_log(cast, manager):
    with cast.work():
        rows = getattr(type(cast.tea_firm), manager).filter(pk=cast.tea_firm.pk)

        with pytest.raises(TypeError, match="change log"):
            rows.update(name="x")
        with pytest.raises(TypeError, match="change log"):
            rows.delete()
        with pytest.raises(TypeError, match="change log"):
            rows.bulk_update([cast.tea_firm], ["name"])

        cast.tea_firm.refresh_from_db()
        assert cast.tea_firm.name == "甲县云雾茶业有限公司"


def test_a_closed_queryset_does_not_change_rows_either(cast):
    for change in ("update", "delete"):
        with pytest.raises(TypeError):
            getattr(type(cast.tea_firm).objects.all(), change)()


def test_rows_of_another_tenant_are_not_there(cast):
    organization = type(cast.tea_firm)
    assert organization.everywhere.filter(tenant=cast.other).count() == 1  # something that could leak

    with cast.work():
        seen = {row.tenant_id for row in organization.objects.all()}
        foreign = organization.objects.filter(pk=cast.foreign_firm.pk)

        assert seen == {cast.tenant.pk}
        assert list(foreign) == []
        assert organization.objects.aggregate(n=Count("pk"))["n"] == 5


def test_joins_from_another_model_do_not_lead_into_another_tenant(cast):
    """Rows that point across the border can only be forged; even then nobody on either side sees the other's row."""
    person, organization = model("register.Person"), type(cast.tea_firm)
    with cast.work():
        forged = person.objects.create(node=cast.root, name="越某", organization=cast.tea_firm)
        forged.organization_id = cast.foreign_firm.pk
        forged.save()

        through_join = organization.objects.filter(people__name="越某")
        through_field = person.objects.filter(organization__name=cast.foreign_firm.name)

        assert list(through_join) == []
        assert list(through_field) == [forged]
    with cast.work(cast.other):
        assert list(cast.foreign_firm.people.all()) == []


def test_saving_into_another_tenants_reach_is_refused(cast):
    with cast.work(cast.other):
        with pytest.raises(NoReach):
            cast.tea_firm.save()
        with pytest.raises(NoReach):
            type(cast.tea_firm).objects.create(tenant=cast.tenant, node=cast.root, name="x")
        with pytest.raises(NoReach):
            type(cast.tea_firm).objects.bulk_create([type(cast.tea_firm)(tenant=cast.tenant, node=cast.root)])


def test_a_new_record_without_tenant_or_reach_is_refused(cast):
    with pytest.raises(NoReach, match="no tenant given"):
        type(cast.tea_firm).objects.create(node=cast.root, name="x")


def test_a_new_record_takes_the_tenant_of_the_work(cast):
    with cast.work(cast.other):
        made = model("register.Tag").objects.create(name="x")

    assert made.tenant == cast.other


def test_deleting_in_another_tenants_reach_is_refused(cast):
    with cast.work():
        tag = model("register.Tag").objects.create(name="x")

    with cast.work(cast.other), pytest.raises(NoReach):
        tag.delete()

    assert model("register.Tag").everywhere.filter(pk=tag.pk).exists()


def test_reach_ends_where_it_began(cast):
    outer, inner = whole(cast.tenant), whole(cast.other)

    with reaching(outer):
        with reaching(inner):
            within = current_reach()
        after = current_reach()

    assert (within, after, current_reach()) == (inner, outer, None)


# scopes


def names(rows):
    return sorted(row.name for row in rows)


def reached(cast, scope):
    """The organizations that whoever holds the register's word over ``scope`` finds."""
    with reaching(Reach(cast.tenant, {"register.view": scope})):
        return names(type(cast.tea_firm).objects.all())


def test_nothing_is_reached_without_a_word(cast):
    assert reached(cast, NOWHERE) == []
    with reaching(Reach(cast.tenant, {"other.word": WHOLE})):
        assert names(type(cast.tea_firm).objects.all()) == []


def test_here_reaches_one_node_and_not_those_below(cast):
    post = model("register.Office")
    with reaching(Reach(cast.tenant, {"register.view": Scope(here=frozenset({cast.root.path}))})):
        at_the_root = {office.node for office in post.objects.all()}
    with reaching(Reach(cast.tenant, {"register.view": Scope(here=frozenset({cast.tea.own_node.path}))})):
        at_the_chamber = {office.node for office in post.objects.all()}

    assert at_the_root == {cast.root}
    assert at_the_chamber == {cast.tea.own_node}


def test_below_reaches_a_branch_whole_and_no_other(cast):
    assert reached(cast, Scope(below=(cast.tea.own_node.path,))) == ["甲县云雾茶业有限公司", "甲县茶业商会"]
    assert len(reached(cast, Scope(below=(cast.root.path,)))) == 5


def test_a_branch_is_told_from_one_whose_number_begins_alike(cast):
    like = Node.objects.create(tenant=cast.tenant, parent=cast.root, name="号数相似")
    Node.objects.filter(pk=like.pk).update(path=f"{cast.tea.own_node.path.rstrip('/')}9/")
    like.refresh_from_db()
    with cast.work():
        model("register.Term").objects.create(node=like, number=1, starts="2020-01-01")
        own = model("register.Term").objects.create(node=cast.tea.own_node, number=2, starts="2020-01-01")

    with reaching(Reach(cast.tenant, {"register.view": Scope(below=(cast.tea.own_node.path,))})):
        assert list(model("register.Term").objects.all()) == [own]


def test_subjects_reach_single_records(cast):
    assert reached(cast, Scope(subjects=frozenset({cast.silk_firm.pk}))) == ["甲县春蚕丝绸有限公司"]


def test_a_record_reached_in_two_ways_comes_once(cast):
    """An office is its holder's firm's in one way and its own body's in another."""
    firm = frozenset({cast.tea_firm.pk})
    both = Scope(below=(cast.root.path,), subjects=firm)

    with reaching(Reach(cast.tenant, {"register.view": both})):
        found = [office.pk for office in model("register.Office").objects.all()]

    assert sorted(found) == sorted(set(found))
    assert len(found) == 9


def test_scopes_add_up():
    one = Scope(here=frozenset({"1/"}), below=("2/",), subjects=frozenset({1}))
    two = Scope(here=frozenset({"3/"}), below=("2/", "4/"), subjects=frozenset({2}))

    assert one | two == Scope(here=frozenset({"1/", "3/"}), below=("2/", "4/"), subjects=frozenset({1, 2}))
    assert (one | WHOLE).whole is True
    assert [bool(scope) for scope in (NOWHERE, one, WHOLE)] == [False, True, True]


def test_a_scope_of_single_records_reaches_nothing_that_has_no_subject(cast):
    without = ReachTo("register.view", node="node")
    scope = Scope(subjects=frozenset({cast.tea_firm.pk}))

    with cast.work():
        assert list(type(cast.tea_firm).objects.filter(without.q(type(cast.tea_firm), scope))) == []


def test_the_whole_of_a_tenant_is_everything_in_it(cast):
    assert whole(cast.tenant).scope("any.word") == WHOLE
    assert Reach(cast.tenant).scope("any.word") == NOWHERE


@pytest.mark.parametrize("kind", ["whole", "here", "below", "subjects", "nowhere"])
def test_being_within_a_scope_is_being_found_in_it(cast, kind):
    scope = {
        "whole": WHOLE,
        "here": Scope(here=frozenset({cast.root.path})),
        "below": Scope(below=(cast.tea.own_node.path,)),
        "subjects": Scope(subjects=frozenset({cast.tea_firm.pk})),
        "nowhere": NOWHERE,
    }[kind]

    with cast.work():
        records = list(type(cast.tea_firm).objects.all())
        found = set(type(cast.tea_firm).objects.filter(cast.tea_firm.reach_to.q(type(cast.tea_firm), scope)))

        assert {record for record in records if record.is_within(scope)} == found


def test_a_record_not_yet_saved_is_judged_by_the_node_it_is_made_for(cast):
    new = type(cast.tea_firm)(node=cast.tea.own_node)

    assert new.is_within(Scope(below=(cast.root.path,))) is True
    assert new.is_within(Scope(here=frozenset({cast.tea.own_node.path}))) is True
    assert new.is_within(Scope(here=frozenset({cast.root.path}))) is False
    assert new.is_within(Scope(below=(cast.silk.own_node.path,))) is False
    assert model("register.Contact")().is_within(Scope(below=("1/",))) is True


def test_what_belongs_to_the_whole_tenant_is_read_by_everybody_in_it(cast):
    with reaching(Reach(cast.tenant)):
        assert names(model("register.Tag").objects.all()) == ["专精特新"]
    with reaching(Reach(cast.other)):
        assert names(model("register.Tag").objects.all()) == []


# grants


def test_grants_give_scopes_only_while_they_are_in_force(cast):
    reach = cast.tea_secretary.reach(cast.tenant)

    assert reach.scope("register.view") == Scope(below=(cast.tea.own_node.path,))
    assert cast.tea_contact.reach(cast.tenant).scope("register.view") == Scope(subjects=frozenset({cast.tea_firm.pk}))
    assert cast.clerk.reach(cast.tenant).scope("register.view") == WHOLE
    assert cast.clerk.reach(cast.other).scope("register.view") == NOWHERE


def test_a_person_works_only_in_tenants_where_they_hold_a_word(cast):
    assert list(cast.clerk.tenants()) == [cast.tenant]
    assert list(cast.stranger.tenants()) == [cast.other]
    assert set(cast.system.tenants()) == {cast.tenant, cast.other}
    assert cast.system.reach(cast.other) == whole(cast.other)
