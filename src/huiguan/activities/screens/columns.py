"""How the states of an activity look."""

HUES = {"planned": "sky", "held": "jade", "cancelled": "slate"}
