from django.apps import AppConfig


class Config(AppConfig):
    name = "huiguan.site"
    label = "site"
