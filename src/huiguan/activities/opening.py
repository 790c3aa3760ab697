"""What the books begin with: kinds of gathering, what of them is approved or reported, what firms are asked and how
often they are visited at most; each place changes it."""

from decimal import Decimal

from huiguan.activities.models import ActivityKind, Asks, Requirement, VisitCap, VisitTopic
from huiguan.kernel.spans import Span

KINDS = {
    "seminar": "座谈会",
    "talk": "恳谈会",
    "bank": "政银企座谈会",
    "annual": "年会",
    "visit": "走访观摩",
    "condolence": "走访慰问",
    "research": "调研",
    "training": "培训",
    "heritage": "红色教育",
    "study": "参观考察",
    "exchange": "经验交流会",
    "lecture": "专题讲座",
    "policy": "政策宣讲",
    "reunion": "联谊会",
    "promotion": "招商推介会",
    "festival": "节会",
    "auction": "慈善拍卖",
    "charity": "公益慈善",
    "pupils": "研学",
}
VISITS = ("visit",)

TOPICS = {
    "labour": "用工",
    "finance": "融资",
    "land": "用地",
    "tax": "税费",
    "environment": "环保",
    "safety": "安全",
    "market": "市场",
    "logistics": "物流",
    "talent": "人才",
    "policy": "政策兑现",
    "knowing": "一般了解",
}
CAP = (Span.QUARTER, 2)

REQUIREMENTS = (
    ("年会、节会事前报告", ("annual", "festival"), {"asks": Asks.REPORT, "to_whom": "业务主管单位", "days_before": 10}),
    ("出国（境）审批", (), {"only_abroad": True, "to_whom": "外事部门", "days_before": 30}),
    ("大型活动审批", (), {"heads": 100, "money": Decimal(50_000), "to_whom": "本会负责人", "days_before": 7}),
)


def open_books() -> None:
    for order, (code, name) in enumerate(KINDS.items(), start=1):
        ActivityKind(code=code, name=name, order=order * 10, is_visit=code in VISITS).save()
    for order, (code, name) in enumerate(TOPICS.items(), start=1):
        VisitTopic(code=code, name=name, order=order * 10).save()
    span, times = CAP
    VisitCap(span=span, times=times).save()
    for name, codes, facts in REQUIREMENTS:
        requirement = Requirement(name=name, **facts)
        requirement.save()
        requirement.kinds.set(ActivityKind.objects.filter(code__in=codes))
