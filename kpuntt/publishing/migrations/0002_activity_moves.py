from django.db import migrations


class Migration(migrations.Migration):
    """The log has moved to an app of its own, with all its rows."""

    dependencies = [
        ("activity", "0002_chain_earlier_rows"),
        ("publishing", "0001_initial"),
    ]

    operations = [migrations.DeleteModel(name="Activity")]
