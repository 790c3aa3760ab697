from django.apps import AppConfig


class Config(AppConfig):
    name = "huiguan.mechanisms.liaison"
    label = "liaison"
