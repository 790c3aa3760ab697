from django.utils.translation import gettext_lazy as _

from huiguan.kernel.rooms import Room

ROOM = Room(name="rotation", label=_("主席(会长)轮值"), purpose=_("轮到谁家,大家去看、去听、去出主意"))
