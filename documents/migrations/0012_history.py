"""Triggers keep what rows were before each change: see `commitments.tracking`."""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0002_history'),
        ('documents', '0011_sign_in_attempts'),
    ]

    operations = [
        migrations.CreateModel(
            name='CitationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.UUIDField(editable=False, serialize=False)),
                ('kind', models.CharField(choices=[('explicit', 'Explicit'), ('listed', 'Listed'), ('range', 'Range'), ('collective', 'Collective'), ('carried', 'Carried'), ('enumerated', 'Enumerated'), ('suggested', 'Suggested')], max_length=12)),
                ('status', models.CharField(choices=[('linked', 'Linked'), ('ambiguous', 'Ambiguous'), ('unresolved', 'Unresolved')], max_length=12)),
                ('reason', models.CharField(blank=True, max_length=60)),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('quote', models.TextField()),
                ('rule', models.CharField(max_length=60)),
                ('engine', models.CharField(max_length=60)),
                ('verb', models.CharField(blank=True, max_length=30)),
                ('origin', models.CharField(choices=[('automatic', 'Automatic'), ('person', 'Person')], default='automatic', max_length=10)),
                ('review_state', models.CharField(choices=[('unreviewed', 'Unreviewed'), ('accepted', 'Accepted'), ('rejected', 'Rejected'), ('flagged', 'Flagged')], default='unreviewed', max_length=10)),
            ],
            options={
                'ordering': ['pgh_id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DocumentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('slug', models.SlugField(db_index=False, max_length=100)),
                ('symbol', models.CharField(blank=True, max_length=80)),
                ('language', models.CharField(default='zh', max_length=8)),
                ('original_language', models.CharField(blank=True, max_length=8)),
                ('title', models.CharField(blank=True, max_length=500)),
                ('document_date', models.DateField(blank=True, null=True)),
                ('session_printed', models.CharField(blank=True, max_length=200)),
                ('venue', models.CharField(blank=True, max_length=100)),
                ('starts', models.DateField(blank=True, null=True)),
                ('ends', models.DateField(blank=True, null=True)),
                ('npt', models.BooleanField(help_text='False when the head names another body', null=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['pgh_id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SubmissionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('submitter', 'Submitter'), ('supporter', 'Supporter')], default='submitter', max_length=10)),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ['pgh_id'],
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."commitment_id" IS DISTINCT FROM (NEW."commitment_id") OR OLD."end" IS DISTINCT FROM (NEW."end") OR OLD."instrument_id" IS DISTINCT FROM (NEW."instrument_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."quote" IS DISTINCT FROM (NEW."quote") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."review_state" IS DISTINCT FROM (NEW."review_state") OR OLD."start" IS DISTINCT FROM (NEW."start") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."verb" IS DISTINCT FROM (NEW."verb"))', func='INSERT INTO "documents_citationevent" ("commitment_id", "end", "engine", "id", "instrument_id", "kind", "origin", "paragraph_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote", "reason", "review_state", "rule", "start", "status", "verb") VALUES (OLD."commitment_id", OLD."end", OLD."engine", OLD."id", OLD."instrument_id", OLD."kind", OLD."origin", OLD."paragraph_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."quote", OLD."reason", OLD."review_state", OLD."rule", OLD."start", OLD."status", OLD."verb"); RETURN NULL;', hash='7eb114f71d595c75c3922c8bff714ddc4168d54d', operation='UPDATE', pgid='pgtrigger_update_update_0a739', table='documents_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_citationevent" ("commitment_id", "end", "engine", "id", "instrument_id", "kind", "origin", "paragraph_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote", "reason", "review_state", "rule", "start", "status", "verb") VALUES (OLD."commitment_id", OLD."end", OLD."engine", OLD."id", OLD."instrument_id", OLD."kind", OLD."origin", OLD."paragraph_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."quote", OLD."reason", OLD."review_state", OLD."rule", OLD."start", OLD."status", OLD."verb"); RETURN NULL;', hash='2ea70dee141e915a25223035bd2ae02ae2d08c6c', operation='DELETE', pgid='pgtrigger_delete_delete_1af77', table='documents_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."current_version_id" IS DISTINCT FROM (NEW."current_version_id") OR OLD."cycle_id" IS DISTINCT FROM (NEW."cycle_id") OR OLD."document_date" IS DISTINCT FROM (NEW."document_date") OR OLD."ends" IS DISTINCT FROM (NEW."ends") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."npt" IS DISTINCT FROM (NEW."npt") OR OLD."original_language" IS DISTINCT FROM (NEW."original_language") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."session_id" IS DISTINCT FROM (NEW."session_id") OR OLD."session_printed" IS DISTINCT FROM (NEW."session_printed") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."starts" IS DISTINCT FROM (NEW."starts") OR OLD."superseded_by_id" IS DISTINCT FROM (NEW."superseded_by_id") OR OLD."symbol" IS DISTINCT FROM (NEW."symbol") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."venue" IS DISTINCT FROM (NEW."venue") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))', func='INSERT INTO "documents_documentevent" ("current_version_id", "cycle_id", "document_date", "ends", "id", "language", "npt", "original_language", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "session_id", "session_printed", "slug", "starts", "superseded_by_id", "symbol", "title", "venue", "withdrawn_at") VALUES (OLD."current_version_id", OLD."cycle_id", OLD."document_date", OLD."ends", OLD."id", OLD."language", OLD."npt", OLD."original_language", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."published_at", OLD."session_id", OLD."session_printed", OLD."slug", OLD."starts", OLD."superseded_by_id", OLD."symbol", OLD."title", OLD."venue", OLD."withdrawn_at"); RETURN NULL;', hash='0336f3ce9732daddfb4f5b138a1888594a990334', operation='UPDATE', pgid='pgtrigger_update_update_a3ed6', table='documents_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='document',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_documentevent" ("current_version_id", "cycle_id", "document_date", "ends", "id", "language", "npt", "original_language", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "session_id", "session_printed", "slug", "starts", "superseded_by_id", "symbol", "title", "venue", "withdrawn_at") VALUES (OLD."current_version_id", OLD."cycle_id", OLD."document_date", OLD."ends", OLD."id", OLD."language", OLD."npt", OLD."original_language", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."published_at", OLD."session_id", OLD."session_printed", OLD."slug", OLD."starts", OLD."superseded_by_id", OLD."symbol", OLD."title", OLD."venue", OLD."withdrawn_at"); RETURN NULL;', hash='26639abfacc73ce12a2c58445ce7efb073ae8068', operation='DELETE', pgid='pgtrigger_delete_delete_0c008', table='documents_document', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='submission',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "documents_submissionevent" ("body_id", "document_id", "group_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role", "state_id") VALUES (OLD."body_id", OLD."document_id", OLD."group_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."position", OLD."role", OLD."state_id"); RETURN NULL;', hash='d55d050ab4e6f4ee23fec3449364849b2f7d01d9', operation='UPDATE', pgid='pgtrigger_update_update_d7cf5', table='documents_submission', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='submission',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_submissionevent" ("body_id", "document_id", "group_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role", "state_id") VALUES (OLD."body_id", OLD."document_id", OLD."group_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."position", OLD."role", OLD."state_id"); RETURN NULL;', hash='94fa5aac1f25ba9b71af7e3033ba37417617045f', operation='DELETE', pgid='pgtrigger_delete_delete_0925f', table='documents_submission', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='submission',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "documents_submissionevent" ("body_id", "document_id", "group_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role", "state_id") VALUES (NEW."body_id", NEW."document_id", NEW."group_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."position", NEW."role", NEW."state_id"); RETURN NULL;', hash='1f9372902c7baab275187584115ee37019773766', operation='INSERT', pgid='pgtrigger_insert_insert_60233', table='documents_submission', when='AFTER')),
        ),
        migrations.AddField(
            model_name='citationevent',
            name='commitment',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.commitment'),
        ),
        migrations.AddField(
            model_name='citationevent',
            name='instrument',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.instrument'),
        ),
        migrations.AddField(
            model_name='citationevent',
            name='paragraph',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.paragraph'),
        ),
        migrations.AddField(
            model_name='citationevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='documents.citation'),
        ),
        migrations.AddField(
            model_name='documentevent',
            name='current_version',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.version'),
        ),
        migrations.AddField(
            model_name='documentevent',
            name='cycle',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.reviewcycle'),
        ),
        migrations.AddField(
            model_name='documentevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='documents.document'),
        ),
        migrations.AddField(
            model_name='documentevent',
            name='session',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.session'),
        ),
        migrations.AddField(
            model_name='documentevent',
            name='superseded_by',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.document'),
        ),
        migrations.AddField(
            model_name='submissionevent',
            name='body',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.body'),
        ),
        migrations.AddField(
            model_name='submissionevent',
            name='document',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='documents.document'),
        ),
        migrations.AddField(
            model_name='submissionevent',
            name='group',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.group'),
        ),
        migrations.AddField(
            model_name='submissionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='documents.submission'),
        ),
        migrations.AddField(
            model_name='submissionevent',
            name='state',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.state'),
        ),
        migrations.AddIndex(
            model_name='submissionevent',
            index=models.Index(fields=['document'], name='submission_event_document'),
        ),
        migrations.AddIndex(
            model_name='citationevent',
            index=models.Index(fields=['paragraph'], name='citation_event_paragraph'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='16a3574eb4c88e368475aa4bc2542f29cbe7ad49', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_89045', table='documents_citationevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='documentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='401291d04b3fa5f3d2b51241f67950bd6896846e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9e7ed', table='documents_documentevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='submissionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='83717520834d588d8e4f5a445d271bebd195ef39', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_32dad', table='documents_submissionevent', when='BEFORE')),
        ),
    ]
