from django.apps import AppConfig


class Config(AppConfig):
    name = "huiguan.register"
    label = "register"
