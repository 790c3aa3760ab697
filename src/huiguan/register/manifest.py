"""What the register tells the rest of the house about itself."""

from django.utils.translation import gettext_lazy as _

from huiguan.kernel.rooms import Item, Room, Tab, Tile, Word
from huiguan.register.cards import cards
from huiguan.register.flow import CorrectionFlow
from huiguan.register.home import FIRST_STEPS, SHORTCUTS, happenings, members_listed, own_page
from huiguan.register.measures import ATTRIBUTES, MEASURES
from huiguan.register.panels import panels, timeline
from huiguan.register.screens.chambers import ChamberDesk
from huiguan.register.screens.corrections import CorrectionDesk
from huiguan.register.screens.firms import FirmDesk
from huiguan.register.screens.logins import LoginDesk
from huiguan.register.screens.offices import OfficeDesk
from huiguan.register.screens.organizations import OrganizationDesk
from huiguan.register.screens.parts import AffiliationDesk, ContactDesk
from huiguan.register.screens.people import PersonDesk
from huiguan.register.screens.regions import RegionDesk
from huiguan.register.screens.tables import (
    ChamberTypeDesk,
    PostDesk,
    SectorDesk,
    SpecialDayDesk,
    Tables,
    TagDesk,
)
from huiguan.register.screens.terms import TermDesk
from huiguan.register.seeds import seed
from huiguan.register.tables import names

STAFF = ("admin", "head", "clerk")
EVERYBODY = (*STAFF, "leader", "chamber_head", "chamber_secretary", "county_leader", "auditor", "firm", "handler")

ROOM = Room(
    name="register",
    label=_("组织与人员"),
    purpose=_("谁存在：各类组织、人员、届次与任职"),
    seed=seed,
    desks=[
        *(FirmDesk, OrganizationDesk, ContactDesk, AffiliationDesk, ChamberDesk),
        *(PersonDesk, LoginDesk, TermDesk, OfficeDesk, CorrectionDesk),
        *(Tables, SectorDesk, TagDesk, ChamberTypeDesk, PostDesk, SpecialDayDesk, RegionDesk),
    ],
    flows=[CorrectionFlow],
    cards=cards,
    measures=MEASURES,
    attributes=ATTRIBUTES,
    items=[
        Item(
            "register",
            _("我的单位"),
            "building-2",
            "organizations.list",
            order=10,
            whom="own",
            tab=Tab(_("我的单位"), 40),
            address=own_page,
        ),
        Item("register", _("企业名录"), "factory", "firms.list", order=10, on_phone=True, whom="wider"),
        Item("register", _("商会"), "landmark", "chambers.list", order=11, whom="wider"),
        Item("register", _("组织名录"), "building-2", "organizations.list", order=12, whom="wider"),
        Item("register", _("人员"), "users", "people.list", order=14),
        Item("register", _("届次与班子"), "network", "terms.list", order=16, whom="wider"),
        Item("register", _("现任职务"), "id-card", "offices.list", order=18, whom="wider"),
        Item("settings", _("代码表"), "table-properties", "tables.list", order=80),
    ],
    common_endings=names.COMMON_ENDINGS,
    panels=panels,
    timeline=timeline,
    happenings=happenings,
    shortcuts=SHORTCUTS,
    first_steps=FIRST_STEPS,
    tiles=[
        Tile("register.firms", "building-2", "ink", 10),
        Tile("register.members", "users", "ink", 60, place_page="organizations.list", place_query=members_listed),
        Tile("register.chambers", "landmark", "violet", 20),
    ],
    words={
        "register.view": Word(_("查看组织、届次与任职"), EVERYBODY),
        "register.edit": Word(_("登记和修改组织、人员"), (*STAFF, "chamber_secretary")),
        "register.people": Word(
            _("查看人员"), (*STAFF, "leader", "chamber_head", "chamber_secretary", "auditor", "firm")
        ),
        "register.contacts": Word(_("查看联系人"), (*STAFF, "chamber_head", "chamber_secretary", "firm")),
        "register.correct": Word(_("提出本企业档案的更正"), ("firm",)),
        "register.numbers": Word(_("查看完整号码（每次留痕）"), STAFF),
        "register.appoint": Word(_("任免职务"), STAFF, personal=True),
        "register.logins": Word(_("开通和停用账号"), ("admin", "head"), personal=True),
        "register.tables": Word(_("维护代码表"), STAFF),
    },
)
