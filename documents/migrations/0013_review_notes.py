"""A note beside a citation is a decision of its own kind."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("documents", "0012_history"),
    ]

    operations = [
        migrations.AlterField(
            model_name="decision",
            name="action",
            field=models.CharField(
                choices=[
                    ("accept", "Accept"),
                    ("reject", "Reject"),
                    ("add", "Add"),
                    ("note", "Note"),
                    ("undo", "Undo"),
                    ("close-report", "Close Report"),
                    ("withdraw", "Withdraw"),
                    ("reinstate", "Reinstate"),
                ],
                max_length=12,
            ),
        ),
    ]
