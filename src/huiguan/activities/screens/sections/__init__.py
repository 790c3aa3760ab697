"""The page of an activity, section by section, in the order in which its life goes.

A section is a function of the page: what there is becomes a panel; what could be begun, an offer in the last one.
"""

from django.utils.translation import gettext as _

from huiguan.activities.screens.sections.agenda import agenda
from huiguan.activities.screens.sections.asked import asked
from huiguan.activities.screens.sections.booths import booths
from huiguan.activities.screens.sections.came import came
from huiguan.activities.screens.sections.clearances import clearances
from huiguan.activities.screens.sections.felt import felt
from huiguan.activities.screens.sections.followed import followed
from huiguan.activities.screens.sections.given import certificates, papers
from huiguan.activities.screens.sections.hosts import hosts
from huiguan.activities.screens.sections.invited import invited
from huiguan.activities.screens.sections.money import money
from huiguan.activities.screens.sections.own import own
from huiguan.activities.screens.sections.page import Offer, Page
from huiguan.activities.screens.sections.photographed import photographed
from huiguan.activities.screens.sections.signed import signed
from huiguan.activities.screens.sections.stops import stops
from huiguan.activities.screens.sections.texts import lodging, minutes, risks
from huiguan.activities.screens.sections.visited import visited
from huiguan.activities.screens.sections.writings import writings
from huiguan.kernel.rooms import Panel

SECTIONS = (
    own,
    hosts,
    visited,
    clearances,
    money,
    stops,
    agenda,
    booths,
    invited,
    asked,
    lodging,
    risks,
    papers,
    signed,
    came,
    certificates,
    minutes,
    followed,
    photographed,
    felt,
    writings,
)


def of(page: Page) -> list[Panel]:
    found = [section(page) for section in SECTIONS]
    panels = [panel for panel in found if isinstance(panel, Panel)]
    if offers := [offer for offer in found if isinstance(offer, Offer)]:
        panels.append(Panel(_("还可以加"), "activities/activities/offers.html", {"rows": offers}))
    return panels
