"""What the books begin with: the kinds of gathering that most federations hold; each place changes them afterwards."""

from huiguan.activities.models import ActivityKind

KINDS = {
    "seminar": "座谈会",
    "visit": "走访观摩",
    "research": "调研",
    "training": "培训",
    "study": "参观考察",
    "exchange": "经验交流会",
    "lecture": "专题讲座",
    "policy": "政策宣讲",
    "reunion": "联谊会",
    "promotion": "推介招商",
    "charity": "公益慈善",
}


def open_kinds() -> None:
    for order, (code, name) in enumerate(KINDS.items(), start=1):
        ActivityKind(code=code, name=name, order=order * 10).save()
