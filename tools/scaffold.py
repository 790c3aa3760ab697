"""What ``python -m tools.new`` writes: the text of each file of a mechanism, its {name} and {model} to be filled in."""

FILES = {
    "__init__.py": "",
    "migrations/__init__.py": "",
    "tests/__init__.py": "",
    "apps.py": """\
from django.apps import AppConfig


class Config(AppConfig):
    name = "huiguan.mechanisms.{name}"
    label = "{name}"
""",
    "models.py": """\
from django.db import models
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.models import NodeRecord
from huiguan.kernel.reach import ReachTo


class {model}State(models.TextChoices):
    OPEN = "open", _("待办")
    CLOSED = "closed", _("已办结")


class {model}(NodeRecord):
    \"\"\"One matter. (Say here what one row is, and what it is not.)\"\"\"

    reach_to = ReachTo("{name}.view", node="node", subjects=("organization",))
    searched = ("title",)
    desk = "{name}"

    organization = models.ForeignKey(
        "register.Organization", models.PROTECT, related_name="{name}_records", verbose_name=_("单位")
    )
    title = models.CharField(_("事由"), max_length=100)
    state = models.CharField(
        _("状态"), max_length=10, choices={model}State, default={model}State.OPEN, editable=False
    )

    class Meta(NodeRecord.Meta):
        ordering = ("-pk",)
        verbose_name = _("事项")
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in={model}State.values), name="{name}_state_known")
        ]

    def __str__(self):
        return self.title
""",
    "rules.py": """\
from huiguan.kernel.rules import holds

sees = holds("{name}.view")
handles = holds("{name}.handle")
""",
    "forms.py": """\
from huiguan.kernel.forms import RecordForm
from huiguan.mechanisms.{name}.models import {model}
from huiguan.register.forms.choices import node_choices


class {model}Form(RecordForm):
    class Meta:
        model = {model}
        fields = ("title", "organization", "node")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        node_choices(self.fields["node"], self.by, "{name}.handle")
""",
    "flow.py": """\
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.flow import Flow, Move, Wait
from huiguan.mechanisms.{name}.models import {model}, {model}State
from huiguan.mechanisms.{name}.rules import handles

OPEN, CLOSED = {model}State


class {model}Flow(Flow):
    model = {model}

    close = Move((OPEN,), CLOSED, handles, _("办结"))
    reopen = Move((CLOSED,), OPEN, handles, _("重开"), danger=True)

    waits = {{OPEN: Wait(handles, _("待办结"))}}
""",
    "screens.py": """\
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.desks import Desk
from huiguan.kernel.lists import Column
from huiguan.mechanisms.{name}.flow import {model}Flow
from huiguan.mechanisms.{name}.forms import {model}Form
from huiguan.mechanisms.{name}.models import {model}, {model}State
from huiguan.mechanisms.{name}.rules import handles, sees

HUES = {{"open": "gold", "closed": "jade"}}


class {model}Desk(Desk):
    name = "{name}"
    model = {model}
    form_class = {model}Form
    flow = {model}Flow
    title = _("事项")
    purpose = _("一句话说明这一页管什么")
    unit = _("件")
    one = _("事项")
    hues = HUES
    tab_name = "state"
    tab_choices = {model}State.choices
    rules = {{"list": sees, "detail": sees, "create": handles, "edit": handles, "delete": handles}}
    columns = [
        Column("title", _("事由"), lambda r: {{"title": r.title, "note": str(r.organization)}}, "name", sort="title"),
        Column("state", _("状态"), lambda r: {{"label": r.get_state_display(), "hue": HUES[r.state]}}, "status"),
    ]

    def get_queryset(self):
        return {model}.objects.select_related("organization", "node")

    def facts(self, record):
        return [(_("单位"), record.organization), (_("归口单位"), record.node)]
""",
    "mechanism.py": """\
\"\"\"One sentence: what the federation owes its members here.\"\"\"

from django.utils.translation import gettext_lazy as _

from huiguan.kernel.rooms import Item, Room, Word
from huiguan.mechanisms.{name}.flow import {model}Flow
from huiguan.mechanisms.{name}.screens import {model}Desk

STAFF = ("admin", "head", "clerk")

ROOM = Room(
    name="{name}",
    label=_("新机制"),
    purpose=_("一句话说明这个机制"),
    desks=[{model}Desk],
    flows=[{model}Flow],
    items=[Item("service", _("事项"), "circle-dot", "{name}.list", order=60)],
    words={{
        "{name}.view": Word(_("查看事项"), (*STAFF, "leader", "auditor")),
        "{name}.handle": Word(_("办理事项"), STAFF),
    }},
)
""",
    "tests/test_flow.py": """\
\"\"\"The life of a {name} record. The matrix is what the product owner reads.\"\"\"

import pytest

from huiguan.kernel.flow import NotNow, perform
from huiguan.mechanisms.{name}.flow import {model}Flow
from huiguan.mechanisms.{name}.models import {model}
from tests.cast import browser, submit

MAY = {{"open": {{"clerk": ["close"], "auditor": []}}, "closed": {{"clerk": ["reopen"], "auditor": []}}}}


@pytest.fixture
def record(cast):
    with cast.work():
        return {model}.objects.create(node=cast.root, organization=cast.tea_firm, title="一件事")


@pytest.mark.parametrize("state", MAY)
def test_who_may_do_what(cast, record, state):
    with cast.work():
        if state == "closed":
            record = perform(record, "close", by=cast.clerk)

        for who, moves in MAY[state].items():
            found = [move.name for move, verdict in {model}Flow.open_to(getattr(cast, who), record) if verdict]
            assert found == moves, who


def test_what_is_closed_cannot_be_closed_again(cast, record):
    with cast.work():
        perform(record, "close", by=cast.clerk)

        with pytest.raises(NotNow):
            perform(record, "close", by=cast.clerk)


def test_the_clerk_files_one_on_the_page(cast):
    client = browser(cast.clerk)

    answer = submit(
        client,
        "/{name}/new/",
        {{"node": cast.root.pk, "organization": cast.tea_firm.pk, "title": "另一件事"}},
    )

    assert answer.status_code == 302
    assert "另一件事" in client.get("/{name}/").content.decode()
""",
}
