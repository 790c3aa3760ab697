"""What every new set of books begins with; each place changes it afterwards on the screens."""

CHAMBER_TYPES = {
    "trade": "行业商会",
    "township": "乡镇商会",
    "direct": "直属商会",
    "away": "异地商会",
    "youth": "青年商会",
    "women": "女企业家商会",
    "culture": "文化类商会",
}
POSTS = [  # code, name, body of the federation to which it belongs, role
    ("chair", "主席", "leading", "leader"),
    ("party_secretary", "党组书记", "leading", "head"),
    ("executive_vice_chair", "常务副主席", "leading", "head"),
    ("resident_vice_chair", "驻会副主席", "leading", "head"),
    ("vice_chair", "副主席（兼职）", "leading", "leader"),
    ("vice_president", "总商会副会长", "leading", "leader"),
    ("secretary_general", "秘书长", "leading", "clerk"),
    ("standing_member", "常委", "committee", ""),
    ("member", "执委", "committee", ""),
    ("clerk", "干事", "", "clerk"),
    ("president", "会长", "", "chamber_head"),
    ("chamber_vice_president", "副会长", "", ""),
    ("secretary", "秘书长（商会）", "", "chamber_secretary"),
    ("county_leader", "县级领导", "", "county_leader"),
    ("liaison_officer", "联络员", "", ""),
    ("auditor", "审计", "", "auditor"),
    ("admin", "系统管理员", "", "admin"),
    ("firm", "企业代表", "", "firm"),
]
