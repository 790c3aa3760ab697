"""A believable story of gatherings, told with the real moves."""

from huiguan.activities.seeds.gatherings import seed

__all__ = ["seed"]
