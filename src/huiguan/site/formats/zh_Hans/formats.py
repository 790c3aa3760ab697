"""11月24日, without Django's leading zero."""

MONTH_DAY_FORMAT = "n月j日"
