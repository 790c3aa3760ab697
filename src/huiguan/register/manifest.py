from django.utils.translation import gettext_lazy as _

from huiguan.kernel.rooms import Room, Word
from huiguan.register.seeds import seed

STAFF = ("admin", "head", "clerk")
EVERYBODY = (*STAFF, "leader", "chamber_head", "chamber_secretary", "county_leader", "auditor", "firm")

ROOM = Room(
    name="register",
    label=_("组织与人员"),
    purpose=_("谁存在:各类组织、人员、届次与任职"),
    seed=seed,
    words={
        "register.view": Word(_("查看组织、届次与任职"), EVERYBODY),
        "register.edit": Word(_("登记和修改组织、人员"), (*STAFF, "chamber_secretary")),
        "register.people": Word(_("查看人员"), (*STAFF, "leader", "chamber_head", "chamber_secretary", "firm")),
        "register.contacts": Word(_("查看联系人"), (*STAFF, "chamber_secretary", "firm")),
        "register.numbers": Word(_("查看完整号码(每次留痕)"), STAFF),
        "register.appoint": Word(_("任免职务"), STAFF),
        "register.tables": Word(_("维护代码表"), STAFF),
    },
)
