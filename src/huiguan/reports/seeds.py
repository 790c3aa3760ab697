from huiguan.reports.actions import bring_in_claims


def seed(story) -> None:
    """The article of January 2021 and what it claims."""
    bring_in_claims(story.tenant, by=story.by)
