"""Who works for an organization: those to whom a word is given over it alone, and those who work at its own place."""


def of_units(*units: str) -> dict[str, tuple[str, ...]]:
    """The lookups of a ``ReachTo`` for records that concern these organizations: a firm's own people reach them, and
    those of the place of a chamber."""
    return {"subjects": units, "places": tuple(f"{unit}__own_node" for unit in units)}
