"""Attempts to sign in are counted: see `documents.signing_in`."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0010_rights'),
    ]

    operations = [
        migrations.CreateModel(
            name='SignInAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pair', models.CharField(max_length=32)),
                ('address', models.CharField(max_length=32)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['pair', 'made_at'], name='attempt_pair'), models.Index(fields=['address', 'made_at'], name='attempt_address'), models.Index(fields=['made_at'], name='attempt_time')],
            },
        ),
    ]
