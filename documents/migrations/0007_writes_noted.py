"""A table that says whether anything changed: see `documents.memory`."""

from django.db import migrations

TABLES = (
    "commitments_body",
    "commitments_commitment",
    "commitments_commitment_see_also",
    "commitments_group",
    "commitments_instrument",
    "commitments_membership",
    "commitments_reviewcycle",
    "commitments_session",
    "commitments_state",
    "commitments_theme",
    "documents_citation",
    "documents_document",
    "documents_paragraph",
    "documents_submission",
    "documents_suggestion",
    "documents_version",
)

# One row for each transaction that wrote, so that none waits for another. Its number comes from a
# sequence, which a rollback does not turn back. Rows of transactions that ended before any that
# still runs tell nothing any more; one that another transaction holds is left to the next.
NOTE = """
CREATE TABLE documents_write (xid xid8 PRIMARY KEY, number bigint NOT NULL);
CREATE SEQUENCE documents_write_number;
CREATE FUNCTION documents_note_write() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO documents_write VALUES (pg_current_xact_id(), nextval('documents_write_number'))
        ON CONFLICT (xid) DO UPDATE SET number = excluded.number;
    DELETE FROM documents_write WHERE xid IN (
        SELECT xid FROM documents_write
        WHERE xid < pg_snapshot_xmin(pg_current_snapshot()) FOR UPDATE SKIP LOCKED
    );
    RETURN NULL;
END $$;
"""
FORGET = """
DROP FUNCTION documents_note_write();
DROP SEQUENCE documents_write_number;
DROP TABLE documents_write;
"""
TRIGGER = """
CREATE TRIGGER note_write AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION documents_note_write();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0001_initial'),
        ('documents', '0006_paragraph_versions'),
    ]

    operations = [
        migrations.RunSQL(NOTE, FORGET),
        *(
            migrations.RunSQL(TRIGGER.format(table=table), f"DROP TRIGGER note_write ON {table};")
            for table in TABLES
        ),
    ]
