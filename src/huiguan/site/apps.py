from django.apps import AppConfig

from huiguan.site import checks


class Config(AppConfig):
    name = "huiguan.site"
    label = "site"

    def ready(self):
        checks.watch()
