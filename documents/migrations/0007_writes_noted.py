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

# One row for each statement that wrote, so that no transaction waits for another: updating one row
# would also leave a growing chain of dead ones behind in a long transaction. The number comes from
# a sequence, which a rollback does not turn back. Rows of transactions that ended before any that
# still runs tell nothing any more; they are removed now and then, but for those that another
# transaction is just removing.
NOTE = """
CREATE TABLE documents_write (
    xid xid8 NOT NULL, number bigint NOT NULL, PRIMARY KEY (xid, number)
);
CREATE SEQUENCE documents_write_number;
CREATE FUNCTION documents_note_write() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    this bigint := nextval('documents_write_number');
BEGIN
    INSERT INTO documents_write VALUES (pg_current_xact_id(), this);
    IF this % 64 = 0 THEN
        DELETE FROM documents_write WHERE (xid, number) IN (
            SELECT xid, number FROM documents_write
            WHERE xid < pg_snapshot_xmin(pg_current_snapshot()) FOR UPDATE SKIP LOCKED
        );
    END IF;
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
