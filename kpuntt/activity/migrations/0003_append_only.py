from django.db import migrations

from kpuntt.activity.guards import guards_create, guards_drop


def create(_apps, schema_editor):
    guards_create(schema_editor.connection)


def drop(_apps, schema_editor):
    guards_drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("activity", "0002_chain_earlier_rows")]

    operations = [migrations.RunPython(create, drop)]
