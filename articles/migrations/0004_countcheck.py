"""What the nightly check of the counts found, and which worker does a night's work."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_search")]

    operations = [
        migrations.CreateModel(
            name="CountCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("seconds", models.FloatField()),
                ("missing", models.PositiveIntegerField(default=0)),
                ("surplus", models.PositiveIntegerField(default=0)),
                ("days", models.PositiveIntegerField(default=0)),
                ("months", models.PositiveIntegerField(default=0)),
                (
                    "repaired",
                    models.BooleanField(help_text="Whether what differed was put right."),
                ),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="Night",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("began_at", models.DateTimeField()),
            ],
            options={"default_permissions": ()},
        ),
    ]
