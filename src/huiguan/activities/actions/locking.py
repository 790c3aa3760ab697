from huiguan.activities.models import Activity, Series


def locked(activity: Activity) -> Activity:
    """The activity as it stands, held by this transaction: whoever comes next waits."""
    return Activity.everywhere.select_for_update().order_by("pk").get(pk=activity.pk)


def locked_series(series: Series) -> Series:
    """The same for a series: two who lay out its sessions at once do it one after the other."""
    return Series.everywhere.select_for_update().order_by("pk").get(pk=series.pk)
