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
POSTS = [  # code, name, where it exists, which part of the federation's body it belongs to, role
    ("chair", "主席", "federation", "leading", "leader"),
    ("party_secretary", "党组书记", "federation", "leading", "head"),
    ("executive_vice_chair", "常务副主席", "federation", "leading", "head"),
    ("resident_vice_chair", "驻会副主席", "federation", "leading", "head"),
    ("vice_chair", "副主席（兼职）", "federation", "leading", "leader"),
    ("vice_president", "总商会副会长", "federation", "leading", "leader"),
    ("secretary_general", "秘书长", "federation", "leading", "clerk"),
    ("standing_member", "常委", "federation", "committee", ""),
    ("member", "执委", "federation", "committee", ""),
    ("clerk", "干事", "federation", "", "clerk"),
    ("president", "会长", "chamber", "", "chamber_head"),
    ("chamber_vice_president", "副会长", "chamber", "", ""),
    ("secretary", "秘书长（商会）", "chamber", "", "chamber_secretary"),
    ("county_leader", "县级领导", "federation", "", "county_leader"),
    ("liaison_officer", "联络员", "any", "", "liaison_officer"),
    ("auditor", "审计", "federation", "access", "auditor"),
    ("admin", "系统管理员", "federation", "access", "admin"),
    ("firm", "企业代表", "federation", "access", "firm"),
    ("handler", "部门承办人", "federation", "access", "handler"),
]
