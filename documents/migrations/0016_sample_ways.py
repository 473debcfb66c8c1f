"""Samples keep how they were drawn. Those of before were drawn from all paragraphs."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0015_uploads_and_held_texts"),
    ]

    operations = [
        migrations.AddField(
            model_name="sample",
            name="way",
            field=models.CharField(
                choices=[("half", "Half"), ("citing", "Citing"), ("all", "All")],
                default="all",
                max_length=10,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="sample",
            name="asked",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="sample",
            name="pools",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
