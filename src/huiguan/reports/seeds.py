from huiguan.reports.actions import bring_in_claims


def seed(story) -> None:
    """The article of January 2021 and what it claims, in the books of the federation that it speaks of."""
    for tenant in story.tenants.values():
        if tenant.is_home:
            bring_in_claims(tenant, by=story.by)
