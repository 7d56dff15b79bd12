"""Currencies that were made by code, and so were called by their code, get their names."""

from django.db import migrations
from django.db.models import F

from tickers.currencies import name_of


def name(apps, schema_editor):
    for currency in apps.get_model("tickers", "Currency").objects.filter(name=F("code")):
        currency.name = name_of(currency.code)
        currency.save(update_fields=["name"])


class Migration(migrations.Migration):
    dependencies = [("tickers", "0003_sources")]
    operations = [migrations.RunPython(name, migrations.RunPython.noop, elidable=True)]
