"""Rights that roles are made of: see `documents.roles`."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0009_shown_in'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='citation',
            options={'ordering': ['paragraph', 'start', 'end'], 'permissions': [('decide', 'Can decide on citations')]},
        ),
        migrations.AlterModelOptions(
            name='document',
            options={'permissions': [('upload', 'Can hand in files'), ('publish', 'Can publish papers and mend their heads'), ('withdraw', 'Can withdraw papers and give them back')]},
        ),
        migrations.AlterModelOptions(
            name='report',
            options={'ordering': ['-created_at', '-pk'], 'permissions': [('close_report', 'Can close reports')]},
        ),
    ]
