"""Papers of what was held, made from what was entered: no figure is typed, and what is empty is left out."""

from huiguan.activities.papers.bulletins import bulletin, draft_of_activity, draft_of_programme
from huiguan.activities.papers.minutes import minutes

__all__ = ["bulletin", "draft_of_activity", "draft_of_programme", "minutes"]
