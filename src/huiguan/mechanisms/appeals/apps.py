from django.apps import AppConfig


class Config(AppConfig):
    name = "huiguan.mechanisms.appeals"
    label = "appeals"
