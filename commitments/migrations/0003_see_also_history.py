"""Triggers keep which commitments were related before each change, too.

The table of the pairs is there already: now it has a model, which triggers need.
"""

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0002_history'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='SeeAlso',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('from_commitment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='commitments.commitment')),
                        ('to_commitment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='commitments.commitment')),
                    ],
                    options={
                        'db_table': 'commitments_commitment_see_also',
                        'unique_together': {('from_commitment', 'to_commitment')},
                    },
                ),
                migrations.AlterField(
                    model_name='commitment',
                    name='see_also',
                    field=models.ManyToManyField(through='commitments.SeeAlso', to='commitments.commitment'),
                ),
            ],
        ),
        migrations.CreateModel(
            name='SeeAlsoEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('from_commitment', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.commitment')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='commitments.seealso')),
                ('to_commitment', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.commitment')),
            ],
            options={
                'ordering': ['pgh_id'],
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seealso',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commitments_seealsoevent" ("from_commitment_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_commitment_id") VALUES (OLD."from_commitment_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."to_commitment_id"); RETURN NULL;', hash='5339ccc2aa1fa4563e0643bb651bf68e8d1f2363', operation='UPDATE', pgid='pgtrigger_update_update_2517a', table='commitments_commitment_see_also', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seealso',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_seealsoevent" ("from_commitment_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_commitment_id") VALUES (OLD."from_commitment_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."to_commitment_id"); RETURN NULL;', hash='9c1cf117925ac149f901c669cca02626ecfab283', operation='DELETE', pgid='pgtrigger_delete_delete_54b9b', table='commitments_commitment_see_also', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seealso',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_seealsoevent" ("from_commitment_id", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_commitment_id") VALUES (NEW."from_commitment_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."to_commitment_id"); RETURN NULL;', hash='ae7cd9ba0f4b42c95b879f614be12860fe3ed642', operation='INSERT', pgid='pgtrigger_insert_insert_6be69', table='commitments_commitment_see_also', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seealsoevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e5ce724c82c32ae064ce49e3da3fa5266d7228e7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_085a7', table='commitments_seealsoevent', when='BEFORE')),
        ),
    ]
