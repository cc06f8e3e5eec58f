from django.conf import settings
from django.db import migrations

from kpuntt.activity.chain import GENESIS, row_hash

BATCH = 1000
SHARED = ("at", "actor_id", "action", "area", "model", "slug", "note")


def _name_content_type(apps, former, label):
    # The permissions that people were given hang on the content type.
    content_types = apps.get_model("contenttypes", "ContentType").objects
    if not content_types.filter(app_label=label, model="activity").exists():
        content_types.filter(app_label=former, model="activity").update(app_label=label)


def chain_rows(apps, _schema_editor):
    """Number the rows in the order in which they were written, hash them, and note the head."""
    activities = apps.get_model("activity", "Activity").objects
    number, previous, batch = 0, GENESIS, []
    former = apps.get_model("publishing", "Activity").objects.order_by("pk")
    for earlier in former.select_related("actor").iterator(chunk_size=BATCH):
        number += 1
        row = {name: getattr(earlier, name) for name in SHARED} | {
            "number": number,
            "actor_name": earlier.actor.username if earlier.actor else "",
            # Version 0 is how the former table keeps a row that is about no version (see below).
            "version": earlier.version or None,
            "previous_hash": previous,
        }
        previous = row_hash(row)
        batch.append(activities.model(**row, hash=previous))
        if len(batch) == BATCH:
            activities.bulk_create(batch)
            batch = []
    activities.bulk_create(batch)
    if number:
        apps.get_model("activity", "LogHead").objects.create(pk=1, number=number, hash=previous)
    _name_content_type(apps, "publishing", "activity")


def unchain_rows(apps, _schema_editor):
    """Put all rows back into the former table, in the same order."""
    activities = apps.get_model("activity", "Activity").objects
    former = apps.get_model("publishing", "Activity").objects
    batch = []

    def write():
        times = [earlier.at for earlier in batch]
        written = former.bulk_create(batch)
        for earlier, at in zip(written, times, strict=True):
            earlier.at = at  # the former column takes the present time for itself
        former.bulk_update(written, ["at"])

    for row in activities.order_by("number").iterator(chunk_size=BATCH):
        values = {name: getattr(row, name) for name in SHARED}
        values["slug"] = row.slug[:80]  # the former column is shorter than a user name may be
        batch.append(former.model(**values, version=row.version or 0))
        if len(batch) == BATCH:
            write()
            batch = []
    if batch:
        write()
    activities.all().delete()
    apps.get_model("activity", "LogHead").objects.all().delete()
    _name_content_type(apps, "activity", "publishing")


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("activity", "0001_activity_log"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("publishing", "0001_initial"),
    ]

    operations = [migrations.RunPython(chain_rows, unchain_rows)]
