from django.utils.translation import gettext_lazy as _

from huiguan.kernel.rooms import Room, Word

STAFF = ("admin", "head", "clerk")

ROOM = Room(
    name="activities",
    label=_("活动"),
    purpose=_("什么时候、在哪里、谁来了、说了什么、后来怎样"),
    words={
        "activities.view": Word(
            _("查看活动"),
            (*STAFF, "leader", "chamber_head", "chamber_secretary", "county_leader", "auditor", "firm"),
        ),
        "activities.edit": Word(_("安排和记录活动"), (*STAFF, "chamber_secretary")),
    },
)
