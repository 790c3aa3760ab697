"""What the register shows on home pages: where to begin, what may be registered, what has just changed."""

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import clock
from huiguan.kernel.measure import Period
from huiguan.kernel.reach import current_reach
from huiguan.kernel.rooms import FirstStep, Happening, Shortcut
from huiguan.register import queries
from huiguan.register.models import Affiliation, Kind, LocalSector, Office, Organization, Person, Term

SHOWN = 12  # the newest of each kind; a home page shows fewer
FIRMS = (Kind.FIRM, Kind.COOPERATIVE, Kind.INDIVIDUAL)

SHORTCUTS = [
    Shortcut(_("新增组织"), "building-2", "organizations.create", 30, "jade"),
    Shortcut(_("新增人员"), "user-plus", "people.create", 40, "violet"),
]
FIRST_STEPS = [
    FirstStep(
        _("本地行业"),
        _("县里平时怎么分行业，例如板材、银杏；登记企业时要选"),
        "sectors.create",
        10,
        lambda: LocalSector.objects.exists(),
        ("register.tables",),
    ),
    FirstStep(
        _("商会"),
        _("行业、乡镇、异地商会；企业和商会秘书长都归到商会"),
        "organizations.create",
        20,
        lambda: Organization.objects.filter(kind=Kind.CHAMBER).exists(),
        ("register.edit",),
        "kind=chamber",
    ),
    FirstStep(
        _("企业"),
        _("每家一份档案，以后轮值、活动、建议都记在上面"),
        "organizations.create",
        30,
        lambda: Organization.objects.filter(kind__in=FIRMS).exists(),
        ("register.edit",),
    ),
    FirstStep(
        _("届次"),
        _("本会现在是第几届，从哪天起"),
        "terms.create",
        40,
        lambda: Term.objects.exists(),
        ("register.appoint",),
    ),
    FirstStep(
        _("任职"),
        _("先登记人员，再登记谁担任什么职务；职务带来系统里的权限"),
        "offices.create",
        50,
        lambda: Office.objects.exclude(post__is_for_access=True).exists(),
        ("register.appoint",),
    ),
    FirstStep(
        _("账号"),
        _("在人员的页面上开通；临时密码当面告诉本人"),
        "people.list",
        60,
        lambda: Person.objects.filter(user__isnull=False)[1:2].exists(),
        ("register.logins",),
    ),
]


def own_page(by) -> str:
    """The page of the organization that is one's own; the list of them, if there are several."""
    own = sorted(current_reach().own)
    return reverse("organizations.detail", args=own) if len(own) == 1 else reverse("organizations.list")


def members_listed(by, period: Period) -> str:
    """What the list of organizations is asked to show the members of the one place that somebody keeps; nothing where
    it would show others too."""
    places = list(queries.nodes_within(by, "register.view")[:2])
    if len(places) != 1:
        return ""
    listed = Organization.objects.filter(pk__in=queries.members_of(places[0]).values("organization"))
    counted = Organization.objects.filter(queries.existing(period.ends), pk__in=queries.belonging_on(period.ends))
    same = set(listed.values_list("pk", flat=True)) == set(counted.values_list("pk", flat=True))
    return f"node={places[0].pk}" if same else ""


def happenings(by, period: Period) -> list[Happening]:
    """Who joined and who took office."""
    rows = Affiliation.objects.filter(starts__range=(period.starts, period.ends)).select_related("organization", "node")
    offices = Office.objects.filter(starts__range=(period.starts, period.ends)).select_related(
        "person", "organization", "post", "node"
    )
    joined = [
        Happening(
            clock.at(row.starts, 0),
            _now("%(who)s加入%(node)s") % {"who": row.organization, "node": row.node},
            reverse("organizations.detail", args=[row.organization_id]),
            icon="link",
            hue="jade",
        )
        for row in rows.order_by("-starts", "-pk")[:SHOWN]
    ]
    return joined + [
        Happening(
            clock.at(office.starts, 0),
            _now("%(who)s任%(node)s%(post)s") % {"who": who, "node": office.node, "post": office.post},
            icon="user-check",
            hue="violet",
        )
        for office in offices.order_by("-starts", "-pk")[:SHOWN]
        if (who := office.person or office.organization)
    ]
