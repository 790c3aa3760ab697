"""What of the register waits for somebody."""

from django.urls import reverse
from django.utils.translation import gettext as _

from huiguan.kernel.rooms import Card
from huiguan.register.flow import CorrectionFlow
from huiguan.register.models import CorrectionState


def cards(by) -> list[Card]:
    waiting = CorrectionFlow.waiting_for(by).count()
    if not waiting:
        return []
    url = f"{reverse('corrections.list')}?state={CorrectionState.PROPOSED}&waiting=me"
    return [Card(_("企业提出的档案更正待核对"), url, waiting, icon="file-pen-line", hue="gold")]
