from django.apps import AppConfig


class Config(AppConfig):
    name = "huiguan.reports"
    label = "reports"
