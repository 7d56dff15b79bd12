"""What the search stands on: folded names of all facets, the report of searches, extensions.

The index itself is made after every migrate, by `articles.search`.
"""

from django.db import migrations, models


def enable_extensions(apps, schema_editor):
    from articles.search.index import enable

    enable(schema_editor.connection)


def fold_names(apps, schema_editor):
    from articles.models.taxonomy import fold

    for name in ("Author", "Country", "Section"):
        rows = list(apps.get_model("articles", name).objects.only("name", "key"))
        for row in rows:
            row.key = fold(row.name)
        apps.get_model("articles", name).objects.bulk_update(rows, ["key"], batch_size=500)


def fold_apostrophes(apps, schema_editor):
    """Tags had apostrophes in their keys; two that differ in nothing else stay as they are."""
    from articles.models.taxonomy import fold

    for name in ("Tag", "TagAlias"):
        rows = apps.get_model("articles", name).objects
        for row in rows.only("name", "key").iterator():
            key = fold(row.name)
            if key != row.key and not rows.filter(key=key).exists():
                rows.filter(pk=row.pk).update(key=key)


def _key():
    return models.CharField(max_length=150, editable=False, default="")


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_listed")]

    operations = [
        migrations.RunPython(enable_extensions, migrations.RunPython.noop),
        migrations.AddField("author", "key", _key()),
        migrations.AddField("country", "key", _key()),
        migrations.AddField("section", "key", _key()),
        migrations.RunPython(fold_names, migrations.RunPython.noop),
        migrations.RunPython(fold_apostrophes, migrations.RunPython.noop),
        migrations.CreateModel(
            name="SearchQuery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("words", models.CharField(max_length=100)),
                ("searches", models.PositiveIntegerField(default=0)),
                ("found_nothing", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "search",
                "verbose_name_plural": "searches",
                "constraints": [
                    models.UniqueConstraint(fields=("day", "words"), name="search_once_a_day")
                ],
            },
        ),
    ]
