from django.apps import AppConfig


class Config(AppConfig):
    name = "huiguan.activities"
    label = "activities"
