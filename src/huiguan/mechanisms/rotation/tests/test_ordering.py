"""Steps, titles, duties and points have a place in their list."""

import pytest
from django.urls import reverse

from huiguan.mechanisms.rotation.models import Duty, HandoverPoint, SchemeRole, SchemeStep
from tests.cast import again, submit

KINDS = {
    "scheme_steps": (SchemeStep, {"name": "新的", "due_day": 30}),
    "scheme_roles": (SchemeRole, {"name": "新的", "least": 0, "most": 1}),
    "duties": (Duty, {"text": "新的"}),
    "handover_points": (HandoverPoint, {"name": "新的"}),
}


@pytest.fixture(params=KINDS)
def kind(request, scheme):
    """Three of a kind in the scheme, at the places 1, 2 and 3."""
    model, said = KINDS[request.param]
    for row in model.objects.filter(scheme=scheme):
        row.delete()
    for order, name in enumerate("甲乙丙", start=1):
        words = {key: value if key in ("due_day", "least", "most") else name for key, value in said.items()}
        model.objects.create(scheme=scheme, order=order, **words)
    return request.param, model, said


def in_order(model, scheme):
    return [(row.order, str(row)) for row in model.objects.filter(scheme=scheme).order_by("order")]


def test_a_new_one_suggests_the_next_place(clerk, scheme, kind):
    name, model, said = kind

    submit(clerk, reverse(f"{name}.add", args=[scheme.pk]), said)

    assert in_order(model, scheme) == [(1, "甲"), (2, "乙"), (3, "丙"), (4, "新的")]


def test_a_taken_place_is_said_beside_the_field_and_making_room_is_offered(clerk, scheme, kind):
    name, model, said = kind
    url = reverse(f"{name}.add", args=[scheme.pk])

    refused = submit(clerk, url, said | {"order": 2})
    form = refused.context["form"]
    before = in_order(model, scheme)
    again(clerk, url, refused, {"moves_down": "on"})

    assert (list(form.errors), "2 号已经是“乙”" in form.errors["order"][0]) == (["order"], True)
    assert before == [(1, "甲"), (2, "乙"), (3, "丙")]
    assert in_order(model, scheme) == [(1, "甲"), (2, "新的"), (3, "乙"), (4, "丙")]


def test_the_last_can_be_put_first(clerk, scheme, kind):
    name, model, _said = kind
    url = reverse(f"{name}.edit", args=[model.objects.get(scheme=scheme, order=3).pk])

    again(clerk, url, submit(clerk, url, {"order": 1}), {"moves_down": "on"})

    assert in_order(model, scheme) == [(1, "丙"), (2, "甲"), (3, "乙")]


def test_only_those_move_that_stand_in_the_way(clerk, scheme, kind):
    name, model, said = kind
    model.objects.get(scheme=scheme, order=2).delete()
    url = reverse(f"{name}.add", args=[scheme.pk])

    again(clerk, url, submit(clerk, url, said | {"order": 1}), {"moves_down": "on"})

    assert in_order(model, scheme) == [(1, "新的"), (2, "甲"), (3, "丙")]
