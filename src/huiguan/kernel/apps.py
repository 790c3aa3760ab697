from django.apps import AppConfig
from django.db.models import IntegerField
from django.urls import register_converter

from huiguan.kernel.numbers import AmongWholeNumbers, WholeNumber


class Config(AppConfig):
    name = "huiguan.kernel"
    label = "kernel"

    def ready(self) -> None:
        register_converter(WholeNumber, "whole")
        IntegerField.register_lookup(AmongWholeNumbers)
