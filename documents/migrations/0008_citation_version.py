"""Every citation knows its paragraph's version; the database itself keeps it right."""

import django.db.models.deletion
from django.db import migrations, models

WRITE = """
CREATE FUNCTION documents_citation_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.version_id := (SELECT version_id FROM documents_paragraph WHERE id = NEW.paragraph_id);
    RETURN NEW;
END $$;
CREATE TRIGGER write_version BEFORE INSERT OR UPDATE OF paragraph_id, version_id
    ON documents_citation FOR EACH ROW EXECUTE FUNCTION documents_citation_version();
CREATE FUNCTION documents_paragraph_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE documents_citation SET version_id = NEW.version_id WHERE paragraph_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER move_citations AFTER UPDATE OF version_id ON documents_paragraph
    FOR EACH ROW WHEN (OLD.version_id <> NEW.version_id)
    EXECUTE FUNCTION documents_paragraph_moved();
UPDATE documents_citation SET paragraph_id = paragraph_id;
"""
FORGET = """
DROP TRIGGER move_citations ON documents_paragraph;
DROP FUNCTION documents_paragraph_moved();
DROP TRIGGER write_version ON documents_citation;
DROP FUNCTION documents_citation_version();
"""


class Migration(migrations.Migration):

    # The constraint of the new column is checked at the end of a transaction; its rows are written
    # in a second one.
    atomic = False

    dependencies = [
        ('documents', '0007_writes_noted'),
    ]

    operations = [
        migrations.AddField(
            model_name='citation',
            name='version',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='documents.version'),
        ),
        migrations.RunSQL(WRITE, FORGET),
    ]
