"""What the books begin with: the kinds of gathering that most federations hold; each place changes them afterwards."""

from huiguan.activities.models import ActivityKind

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


def open_kinds() -> None:
    for order, (code, name) in enumerate(KINDS.items(), start=1):
        ActivityKind(code=code, name=name, order=order * 10).save()
