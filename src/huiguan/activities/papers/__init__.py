"""Papers of a gathering, made from what was entered: no figure is typed, and what is empty is left out."""

from huiguan.activities.papers.bulletins import bulletin, draft_of_activity, draft_of_programme, pictures
from huiguan.activities.papers.minutes import minutes
from huiguan.activities.papers.sign_in_sheets import sheet, sign_in_sheet, when_and_where

__all__ = [
    "bulletin",
    "draft_of_activity",
    "draft_of_programme",
    "minutes",
    "pictures",
    "sheet",
    "sign_in_sheet",
    "when_and_where",
]
