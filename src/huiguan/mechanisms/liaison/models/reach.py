"""How what concerns a link is reached: by the place that keeps the scheme, and by the firm or chamber concerned."""

from huiguan.kernel.reach import ReachTo
from huiguan.register.units import of_units


class ReachToLinks(ReachTo):
    @classmethod
    def along(cls, target: str, *, node: str) -> "ReachToLinks":
        """``target`` leads to the row of ``LinkTarget`` that is concerned: ``target__``; of itself it is empty."""
        return cls("liaison.view", node=node, **of_units(f"{target}organization"))
