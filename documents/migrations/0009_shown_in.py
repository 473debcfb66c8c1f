"""Paragraphs and citations lead to the document that shows them; a version is shown by one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0008_citation_version'),
    ]

    operations = [
        migrations.AlterField(
            model_name='document',
            name='current_version',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='documents.version'),
        ),
        migrations.AddField(
            model_name='citation',
            name='shown_in',
            field=models.ForeignObject(editable=False, from_fields=['version'], null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='documents.document', to_fields=['current_version']),
        ),
        migrations.AddField(
            model_name='paragraph',
            name='shown_in',
            field=models.ForeignObject(editable=False, from_fields=['version'], null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='documents.document', to_fields=['current_version']),
        ),
    ]
