from django.apps import AppConfig


class Config(AppConfig):
    name = "huiguan.kernel"
    label = "kernel"
