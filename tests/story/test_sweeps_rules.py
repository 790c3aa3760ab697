"""Promises that every model, rule, flow and measure keeps."""

from datetime import date

import pytest
from django.apps import apps

from huiguan.kernel.desks import Desk
from huiguan.kernel.flow import Flow
from huiguan.kernel.measure import Period
from huiguan.kernel.models import Record, User
from huiguan.kernel.reach import NoReach, reaching, whole
from huiguan.kernel.rooms import rooms
from huiguan.site.pages import all_pages

RECORDS = sorted((m for m in apps.get_models() if issubclass(m, Record)), key=lambda m: m.label())
DESKS = sorted({p.screen for p in all_pages().values() if issubclass(p.screen, Desk)}, key=lambda desk: desk.name)
FLOWS = [flow for room in rooms() for flow in room.flows]
MEASURES = [measure for room in rooms() for measure in room.measures]
FLOORS = ["kernel", "register", "agreements", "activities", "ledger", "mechanisms", "reports", "site"]


def floor(model) -> int:
    return FLOORS.index(model.__module__.split(".")[1])


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.label())
def test_nothing_is_read_before_someone_says_for_whom(db, model):
    for ask in (list, lambda rows: rows.count(), lambda rows: rows.filter(pk=1).exists()):
        with pytest.raises(NoReach):
            ask(model.objects.all())


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.label())
def test_nothing_changes_many_rows_past_the_log(db, model):
    for pass_by in (lambda: model.everywhere.update(version=1), lambda: model.everywhere.filter(pk=0).delete()):
        with pytest.raises(TypeError):
            pass_by()


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.label())
def test_a_tenants_rows_are_never_shown_to_another(story, model):
    for tenant in story.tenants.values():
        with reaching(whole(tenant)):
            tenants = set(model.objects.values_list("tenant", flat=True))
        assert tenants <= {tenant.pk}


def test_every_row_of_a_room_belongs_to_a_tenant_or_is_a_shared_table():
    shared = {"register.region", "kernel.specialday"}
    loose = {
        model._meta.label_lower
        for config in apps.get_app_configs()
        if config.name.startswith("huiguan.") and config.label != "kernel"
        for model in config.get_models()
        if not issubclass(model, Record)
    }

    assert loose - shared == set()


def test_foreign_keys_point_down_the_house():
    up = [
        f"{model.__module__}.{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("huiguan.")
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model.__module__.startswith("huiguan.")
        if floor(field.related_model) > floor(model)
    ]

    assert up == []


@pytest.mark.parametrize("desk", [desk for desk in DESKS if issubclass(desk.model, Record)], ids=lambda desk: desk.name)
def test_a_rule_reads_the_same_both_ways(story, desk):
    moves = desk.flow.moves.values() if desk.flow else ()
    rules = {**desk.rules, **{move.name: move.may for move in moves}}
    tenant = story.tenants["tancheng"]

    for username in ("clerk", "leader", "secretary", "firm", "host", "auditor"):
        user = User.objects.get(username=username)
        with reaching(user.reach(tenant)):
            records = list(desk.model.objects.order_by("-pk")[:12])
            for name, rule in rules.items():
                selected = desk.model.objects.filter(rule.q(user, desk.model), pk__in=[r.pk for r in records])
                assert set(selected) == {record for record in records if rule(user, record)}, (username, name)


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.__name__)
def test_every_state_can_be_reached_and_every_move_is_real(flow):
    field = flow.model._meta.get_field("state")
    states = {value for value, _label in field.choices}
    used = {state for move in flow.moves.values() for state in (*move.start, *([move.to] if move.to else []))}

    assert used <= states
    assert states == {field.default, *(move.to for move in flow.moves.values() if move.to)}


def test_every_flow_is_told_by_its_room():
    assert set(Flow.by_label.values()) == set(FLOWS)


def test_every_word_that_a_rule_asks_for_is_declared_and_held_by_somebody():
    declared = {name: word for room in rooms() for name, word in (room.words or {}).items()}
    asked = {word for page in all_pages().values() for word in page.rule.words}
    asked |= {word for flow in FLOWS for move in flow.moves.values() for word in move.may.words}

    assert asked - set(declared) == set()
    assert [name for name, word in declared.items() if not word.roles] == []


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.key)
def test_every_measure_opens_its_records(story, measure):
    with reaching(whole(story.tenants["tancheng"])):
        value, records = measure.read(Period(date(2018, 1, 1), date(2021, 1, 18)))

        assert records.count() >= (1 if value else 0)
        assert str(measure.definition)


def test_measures_have_keys_of_their_own():
    keys = [measure.key for measure in MEASURES]

    assert sorted(keys) == sorted(set(keys))
