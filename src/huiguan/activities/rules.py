"""Who may do what with activities. The lead host's place keeps them; the other hosts and who came see them."""

from django.utils.translation import gettext_lazy as _

from huiguan.kernel.rules import holds
from huiguan.register.rules import administers

sees = holds("activities.view")
arranges = administers("activities.edit", _("这项活动由牵头单位安排和记录，您可以查看"))
arranges_parts = holds("activities.edit")
