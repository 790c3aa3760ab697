from huiguan.activities.models import Activity


def locked(activity: Activity) -> Activity:
    """The activity as it stands, held by this transaction: whoever comes next waits."""
    return Activity.everywhere.select_for_update().order_by("pk").get(pk=activity.pk)
