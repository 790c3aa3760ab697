from huiguan.mechanisms.liaison.screens.briefings import BriefingDesk, ReceiptDesk
from huiguan.mechanisms.liaison.screens.contacts import ContactDesk, TalkDesk
from huiguan.mechanisms.liaison.screens.linkers import LinkerDesk
from huiguan.mechanisms.liaison.screens.links import LinkDesk, LinkTargetDesk, PairRuleDesk
from huiguan.mechanisms.liaison.screens.mine import LiaisonScreen
from huiguan.mechanisms.liaison.screens.plans import LinkPlanDesk
from huiguan.mechanisms.liaison.screens.questions import QuestionDesk
from huiguan.mechanisms.liaison.screens.schemes import IssuerDesk, LinkSchemeDesk, MinimumDesk

DESKS = [
    LiaisonScreen,
    LinkSchemeDesk,
    IssuerDesk,
    MinimumDesk,
    LinkerDesk,
    LinkTargetDesk,
    PairRuleDesk,
    LinkDesk,
    LinkPlanDesk,
    ContactDesk,
    TalkDesk,
    BriefingDesk,
    ReceiptDesk,
    QuestionDesk,
]
