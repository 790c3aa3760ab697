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
POSTS = [  # code, name, belongs to the leading body, role
    ("chair", "主席", True, "leader"),
    ("party_secretary", "党组书记", True, "head"),
    ("executive_vice_chair", "常务副主席", True, "head"),
    ("resident_vice_chair", "驻会副主席", True, "head"),
    ("vice_chair", "副主席(兼职)", True, "leader"),
    ("vice_president", "总商会副会长", True, "leader"),
    ("secretary_general", "秘书长", True, "clerk"),
    ("standing_member", "常委", True, ""),
    ("member", "执委", True, ""),
    ("clerk", "干事", False, "clerk"),
    ("president", "会长", False, "chamber_head"),
    ("chamber_vice_president", "副会长", False, ""),
    ("secretary", "秘书长(商会)", False, "chamber_secretary"),
    ("county_leader", "县级领导", False, "county_leader"),
    ("liaison_officer", "联络员", False, ""),
    ("auditor", "审计", False, "auditor"),
    ("admin", "系统管理员", False, "admin"),
    ("firm", "企业代表", False, "firm"),
]
