"""Triggers keep what rows were before each change: see `commitments.tracking`."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='BodyEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('retired', models.BooleanField(default=False, editable=False, verbose_name='已撤下')),
                ('name_zh', models.CharField(max_length=200, verbose_name='中文名称')),
                ('name_en', models.CharField(max_length=200, verbose_name='英文名称')),
                ('aliases_zh', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None, verbose_name='中文别名')),
                ('weak_aliases_zh', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None, verbose_name='弱别名')),
                ('aliases_en', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None, verbose_name='英文别名')),
                ('note', models.TextField(blank=True, verbose_name='说明')),
                ('slug', models.CharField(max_length=60)),
                ('kind', models.CharField(max_length=20, verbose_name='类型')),
            ],
            options={
                'ordering': ['pgh_id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CommitmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('retired', models.BooleanField(default=False, editable=False, verbose_name='已撤下')),
                ('key', models.CharField(max_length=80)),
                ('number', models.CharField(max_length=10, verbose_name='编号')),
                ('letter', models.CharField(blank=True, max_length=2, verbose_name='分项')),
                ('row_type', models.CharField(max_length=20, verbose_name='类型')),
                ('position', models.PositiveSmallIntegerField(verbose_name='顺序')),
                ('pillar', models.CharField(choices=[('disarmament', '核裁军'), ('non-proliferation', '核不扩散'), ('peaceful-uses', '和平利用核能'), ('middle-east', '中东'), ('process', '审议进程')], max_length=20, verbose_name='支柱')),
                ('addressee', models.CharField(max_length=30, verbose_name='对象')),
                ('cite_zh', models.CharField(max_length=100, verbose_name='中文称谓')),
                ('cite_en', models.CharField(max_length=100, verbose_name='英文称谓')),
                ('summary_zh', models.TextField(verbose_name='中文摘要')),
                ('summary_en', models.TextField(verbose_name='英文摘要')),
                ('confidence', models.CharField(max_length=10)),
            ],
            options={
                'ordering': ['pgh_id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GroupEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('retired', models.BooleanField(default=False, editable=False, verbose_name='已撤下')),
                ('name_zh', models.CharField(max_length=200, verbose_name='中文名称')),
                ('name_en', models.CharField(max_length=200, verbose_name='英文名称')),
                ('aliases_zh', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None, verbose_name='中文别名')),
                ('weak_aliases_zh', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None, verbose_name='弱别名')),
                ('aliases_en', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None, verbose_name='英文别名')),
                ('note', models.TextField(blank=True, verbose_name='说明')),
                ('slug', models.CharField(max_length=60)),
                ('kind', models.CharField(max_length=20, verbose_name='类型')),
                ('confidence', models.CharField(max_length=10)),
            ],
            options={
                'ordering': ['pgh_id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='InstrumentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('retired', models.BooleanField(default=False, editable=False, verbose_name='已撤下')),
                ('slug', models.CharField(max_length=60)),
                ('origin', models.CharField(choices=[('register', '登记册'), ('cited', '因被援引而收录')], default='register', editable=False, max_length=10, verbose_name='来源')),
                ('year', models.PositiveSmallIntegerField(null=True, verbose_name='通过年份')),
                ('name_zh', models.CharField(max_length=200, verbose_name='中文名称')),
                ('name_en', models.CharField(max_length=200, verbose_name='英文名称')),
                ('aliases_zh', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None, verbose_name='中文别名')),
                ('weak_aliases_zh', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None, verbose_name='弱别名')),
                ('symbols', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None, verbose_name='可援引文号')),
                ('kind', models.CharField(max_length=30, verbose_name='类型')),
                ('symbol', models.CharField(blank=True, max_length=60, verbose_name='文号')),
                ('source_url', models.CharField(blank=True, max_length=200, verbose_name='原文')),
                ('symbol_note_zh', models.TextField(blank=True, verbose_name='原文位置')),
                ('symbol_note_en', models.TextField(blank=True, verbose_name='原文位置（英文）')),
                ('note', models.TextField(blank=True, verbose_name='说明')),
                ('confidence', models.CharField(blank=True, max_length=10)),
            ],
            options={
                'ordering': ['pgh_id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MembershipEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('retired', models.BooleanField(default=False, editable=False, verbose_name='已撤下')),
                ('from_year', models.PositiveSmallIntegerField(null=True, verbose_name='起始年份')),
                ('to_year', models.PositiveSmallIntegerField(null=True, verbose_name='终止年份')),
                ('npt_party', models.CharField(choices=[('yes', '缔约国'), ('no', '非缔约国'), ('contested', '存在争议')], max_length=10, verbose_name='是否缔约国')),
                ('note', models.TextField(blank=True, verbose_name='说明')),
                ('confidence', models.CharField(max_length=10)),
            ],
            options={
                'ordering': ['pgh_id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReviewCycleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('retired', models.BooleanField(default=False, editable=False, verbose_name='已撤下')),
                ('cycle_year', models.PositiveSmallIntegerField(verbose_name='审议周期')),
            ],
            options={
                'ordering': ['pgh_id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SessionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('retired', models.BooleanField(default=False, editable=False, verbose_name='已撤下')),
                ('key', models.CharField(max_length=20)),
                ('kind', models.CharField(choices=[('review-conference', '审议大会'), ('review-and-extension-conference', '审议和延期大会'), ('preparatory-committee', '筹备委员会')], max_length=40, verbose_name='类型')),
                ('ordinal', models.PositiveSmallIntegerField(verbose_name='届次')),
                ('name_zh', models.CharField(max_length=100, verbose_name='中文名称')),
                ('name_en', models.CharField(max_length=100, verbose_name='英文名称')),
                ('aliases_zh', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None, verbose_name='中文别名')),
                ('starts', models.DateField(verbose_name='开始')),
                ('ends', models.DateField(verbose_name='结束')),
                ('place', models.CharField(max_length=40, verbose_name='地点')),
                ('symbol_prefix', models.CharField(max_length=40, verbose_name='文号前缀')),
                ('outcome', models.TextField(blank=True, verbose_name='成果')),
                ('note', models.TextField(blank=True, verbose_name='说明')),
                ('confidence', models.CharField(max_length=10)),
            ],
            options={
                'ordering': ['pgh_id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StateEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('retired', models.BooleanField(default=False, editable=False, verbose_name='已撤下')),
                ('name_zh', models.CharField(max_length=200, verbose_name='中文名称')),
                ('name_en', models.CharField(max_length=200, verbose_name='英文名称')),
                ('aliases_zh', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None, verbose_name='中文别名')),
                ('weak_aliases_zh', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None, verbose_name='弱别名')),
                ('aliases_en', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None, verbose_name='英文别名')),
                ('note', models.TextField(blank=True, verbose_name='说明')),
                ('code', models.CharField(max_length=3, verbose_name='ISO代码')),
                ('iso2', models.CharField(max_length=2)),
                ('npt_status', models.CharField(choices=[('NWS', '核武器国家'), ('NNWS', '无核武器国家'), ('withdrawal-contested', '退约存在争议'), ('non-party', '非缔约国')], max_length=20, verbose_name='条约地位')),
                ('region', models.CharField(blank=True, max_length=20, verbose_name='区域组')),
                ('accession_year', models.PositiveSmallIntegerField(null=True, verbose_name='加入年份')),
                ('year_confidence', models.CharField(blank=True, max_length=10)),
            ],
            options={
                'ordering': ['pgh_id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ThemeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('retired', models.BooleanField(default=False, editable=False, verbose_name='已撤下')),
                ('slug', models.CharField(max_length=60)),
                ('name_zh', models.CharField(max_length=100, verbose_name='中文名称')),
                ('name_en', models.CharField(max_length=100, verbose_name='英文名称')),
                ('pillar', models.CharField(choices=[('disarmament', '核裁军'), ('non-proliferation', '核不扩散'), ('peaceful-uses', '和平利用核能'), ('middle-east', '中东'), ('process', '审议进程')], max_length=20, verbose_name='支柱')),
                ('key_terms_zh', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None, verbose_name='关键词')),
            ],
            options={
                'ordering': ['pgh_id'],
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='body',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commitments_bodyevent" ("aliases_en", "aliases_zh", "id", "kind", "name_en", "name_zh", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired", "slug", "weak_aliases_zh") VALUES (OLD."aliases_en", OLD."aliases_zh", OLD."id", OLD."kind", OLD."name_en", OLD."name_zh", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."retired", OLD."slug", OLD."weak_aliases_zh"); RETURN NULL;', hash='9247ac811a05cc2b4c0f9455ba3366ec516cf250', operation='UPDATE', pgid='pgtrigger_update_update_c2eda', table='commitments_body', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='body',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_bodyevent" ("aliases_en", "aliases_zh", "id", "kind", "name_en", "name_zh", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired", "slug", "weak_aliases_zh") VALUES (OLD."aliases_en", OLD."aliases_zh", OLD."id", OLD."kind", OLD."name_en", OLD."name_zh", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."retired", OLD."slug", OLD."weak_aliases_zh"); RETURN NULL;', hash='5cd479776d631dc6289c9d957d64ad5b9d6194d3', operation='DELETE', pgid='pgtrigger_delete_delete_d0ff9', table='commitments_body', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='body',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_bodyevent" ("aliases_en", "aliases_zh", "id", "kind", "name_en", "name_zh", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired", "slug", "weak_aliases_zh") VALUES (NEW."aliases_en", NEW."aliases_zh", NEW."id", NEW."kind", NEW."name_en", NEW."name_zh", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."retired", NEW."slug", NEW."weak_aliases_zh"); RETURN NULL;', hash='45deb46e94b20c8b9f7fe3c0a17cf850e33d104b', operation='INSERT', pgid='pgtrigger_insert_insert_9955c', table='commitments_body', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commitments_commitmentevent" ("addressee", "cite_en", "cite_zh", "confidence", "id", "instrument_id", "key", "letter", "number", "parent_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar", "position", "retired", "row_type", "second_theme_id", "summary_en", "summary_zh", "theme_id") VALUES (OLD."addressee", OLD."cite_en", OLD."cite_zh", OLD."confidence", OLD."id", OLD."instrument_id", OLD."key", OLD."letter", OLD."number", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."pillar", OLD."position", OLD."retired", OLD."row_type", OLD."second_theme_id", OLD."summary_en", OLD."summary_zh", OLD."theme_id"); RETURN NULL;', hash='cf79deceb5e5a980bc65a6353131059d596b1196', operation='UPDATE', pgid='pgtrigger_update_update_56e76', table='commitments_commitment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_commitmentevent" ("addressee", "cite_en", "cite_zh", "confidence", "id", "instrument_id", "key", "letter", "number", "parent_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar", "position", "retired", "row_type", "second_theme_id", "summary_en", "summary_zh", "theme_id") VALUES (OLD."addressee", OLD."cite_en", OLD."cite_zh", OLD."confidence", OLD."id", OLD."instrument_id", OLD."key", OLD."letter", OLD."number", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."pillar", OLD."position", OLD."retired", OLD."row_type", OLD."second_theme_id", OLD."summary_en", OLD."summary_zh", OLD."theme_id"); RETURN NULL;', hash='941dea2e26d185a979f931edea13a6a1db096d73', operation='DELETE', pgid='pgtrigger_delete_delete_e31be', table='commitments_commitment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_commitmentevent" ("addressee", "cite_en", "cite_zh", "confidence", "id", "instrument_id", "key", "letter", "number", "parent_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar", "position", "retired", "row_type", "second_theme_id", "summary_en", "summary_zh", "theme_id") VALUES (NEW."addressee", NEW."cite_en", NEW."cite_zh", NEW."confidence", NEW."id", NEW."instrument_id", NEW."key", NEW."letter", NEW."number", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."pillar", NEW."position", NEW."retired", NEW."row_type", NEW."second_theme_id", NEW."summary_en", NEW."summary_zh", NEW."theme_id"); RETURN NULL;', hash='09f679f88344e99b1ac179e68aa503619de3f199', operation='INSERT', pgid='pgtrigger_insert_insert_67480', table='commitments_commitment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='group',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commitments_groupevent" ("aliases_en", "aliases_zh", "confidence", "id", "kind", "name_en", "name_zh", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired", "slug", "weak_aliases_zh") VALUES (OLD."aliases_en", OLD."aliases_zh", OLD."confidence", OLD."id", OLD."kind", OLD."name_en", OLD."name_zh", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."retired", OLD."slug", OLD."weak_aliases_zh"); RETURN NULL;', hash='8023c37cdf3ba0d06ec153d30a99995ff7c46a6c', operation='UPDATE', pgid='pgtrigger_update_update_7d7c1', table='commitments_group', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='group',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_groupevent" ("aliases_en", "aliases_zh", "confidence", "id", "kind", "name_en", "name_zh", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired", "slug", "weak_aliases_zh") VALUES (OLD."aliases_en", OLD."aliases_zh", OLD."confidence", OLD."id", OLD."kind", OLD."name_en", OLD."name_zh", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."retired", OLD."slug", OLD."weak_aliases_zh"); RETURN NULL;', hash='bbee75c83af4dd1fcf70f3bf1245b6adb49c4960', operation='DELETE', pgid='pgtrigger_delete_delete_46973', table='commitments_group', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='group',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_groupevent" ("aliases_en", "aliases_zh", "confidence", "id", "kind", "name_en", "name_zh", "note", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired", "slug", "weak_aliases_zh") VALUES (NEW."aliases_en", NEW."aliases_zh", NEW."confidence", NEW."id", NEW."kind", NEW."name_en", NEW."name_zh", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."retired", NEW."slug", NEW."weak_aliases_zh"); RETURN NULL;', hash='176d68bcfea457d2f52bda59b48ae2b80d7b338d', operation='INSERT', pgid='pgtrigger_insert_insert_89db6', table='commitments_group', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='instrument',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commitments_instrumentevent" ("aliases_zh", "conference_id", "confidence", "id", "kind", "name_en", "name_zh", "note", "origin", "parent_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired", "slug", "source_url", "symbol", "symbol_note_en", "symbol_note_zh", "symbols", "weak_aliases_zh", "year") VALUES (OLD."aliases_zh", OLD."conference_id", OLD."confidence", OLD."id", OLD."kind", OLD."name_en", OLD."name_zh", OLD."note", OLD."origin", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."retired", OLD."slug", OLD."source_url", OLD."symbol", OLD."symbol_note_en", OLD."symbol_note_zh", OLD."symbols", OLD."weak_aliases_zh", OLD."year"); RETURN NULL;', hash='61caad15925d7578a6942a43079c1015b9b96bcc', operation='UPDATE', pgid='pgtrigger_update_update_d8ba5', table='commitments_instrument', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='instrument',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_instrumentevent" ("aliases_zh", "conference_id", "confidence", "id", "kind", "name_en", "name_zh", "note", "origin", "parent_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired", "slug", "source_url", "symbol", "symbol_note_en", "symbol_note_zh", "symbols", "weak_aliases_zh", "year") VALUES (OLD."aliases_zh", OLD."conference_id", OLD."confidence", OLD."id", OLD."kind", OLD."name_en", OLD."name_zh", OLD."note", OLD."origin", OLD."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."retired", OLD."slug", OLD."source_url", OLD."symbol", OLD."symbol_note_en", OLD."symbol_note_zh", OLD."symbols", OLD."weak_aliases_zh", OLD."year"); RETURN NULL;', hash='6a085345ec0410af9c42a977d9f45b186216752a', operation='DELETE', pgid='pgtrigger_delete_delete_75f31', table='commitments_instrument', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='instrument',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_instrumentevent" ("aliases_zh", "conference_id", "confidence", "id", "kind", "name_en", "name_zh", "note", "origin", "parent_id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired", "slug", "source_url", "symbol", "symbol_note_en", "symbol_note_zh", "symbols", "weak_aliases_zh", "year") VALUES (NEW."aliases_zh", NEW."conference_id", NEW."confidence", NEW."id", NEW."kind", NEW."name_en", NEW."name_zh", NEW."note", NEW."origin", NEW."parent_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."retired", NEW."slug", NEW."source_url", NEW."symbol", NEW."symbol_note_en", NEW."symbol_note_zh", NEW."symbols", NEW."weak_aliases_zh", NEW."year"); RETURN NULL;', hash='e36e9156f08d4caa9f3096877a84847d1f2d4b1c', operation='INSERT', pgid='pgtrigger_insert_insert_97844', table='commitments_instrument', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commitments_membershipevent" ("confidence", "from_year", "group_id", "id", "note", "npt_party", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired", "state_id", "to_year") VALUES (OLD."confidence", OLD."from_year", OLD."group_id", OLD."id", OLD."note", OLD."npt_party", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."retired", OLD."state_id", OLD."to_year"); RETURN NULL;', hash='993e6318224cbc92e25858a2e5931b59d99ac5fa', operation='UPDATE', pgid='pgtrigger_update_update_04117', table='commitments_membership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_membershipevent" ("confidence", "from_year", "group_id", "id", "note", "npt_party", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired", "state_id", "to_year") VALUES (OLD."confidence", OLD."from_year", OLD."group_id", OLD."id", OLD."note", OLD."npt_party", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."retired", OLD."state_id", OLD."to_year"); RETURN NULL;', hash='666edab86cc414c293b7a27bb0d640d5560b7c21', operation='DELETE', pgid='pgtrigger_delete_delete_22110', table='commitments_membership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_membershipevent" ("confidence", "from_year", "group_id", "id", "note", "npt_party", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired", "state_id", "to_year") VALUES (NEW."confidence", NEW."from_year", NEW."group_id", NEW."id", NEW."note", NEW."npt_party", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."retired", NEW."state_id", NEW."to_year"); RETURN NULL;', hash='d1e53260a8c706897a5556bbd19b994968a81875', operation='INSERT', pgid='pgtrigger_insert_insert_ca9cb', table='commitments_membership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewcycle',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commitments_reviewcycleevent" ("cycle_year", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired") VALUES (OLD."cycle_year", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."retired"); RETURN NULL;', hash='90ffb8c96ecf4f9dd55da40011652f5bb0e71a59', operation='UPDATE', pgid='pgtrigger_update_update_ed4d2', table='commitments_reviewcycle', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewcycle',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_reviewcycleevent" ("cycle_year", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired") VALUES (OLD."cycle_year", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."retired"); RETURN NULL;', hash='9dde79b2c9c331f0c2d9f5bc386d524221fc914d', operation='DELETE', pgid='pgtrigger_delete_delete_cc5af', table='commitments_reviewcycle', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewcycle',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_reviewcycleevent" ("cycle_year", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired") VALUES (NEW."cycle_year", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."retired"); RETURN NULL;', hash='e142385deb88d130576f62a7070c46baa9ed1996', operation='INSERT', pgid='pgtrigger_insert_insert_4c002', table='commitments_reviewcycle', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='session',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commitments_sessionevent" ("aliases_zh", "confidence", "cycle_id", "ends", "id", "key", "kind", "name_en", "name_zh", "note", "ordinal", "outcome", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "retired", "starts", "symbol_prefix") VALUES (OLD."aliases_zh", OLD."confidence", OLD."cycle_id", OLD."ends", OLD."id", OLD."key", OLD."kind", OLD."name_en", OLD."name_zh", OLD."note", OLD."ordinal", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."place", OLD."retired", OLD."starts", OLD."symbol_prefix"); RETURN NULL;', hash='5601401fe72baf3fa61d0f1f2237c78ce7ac9d82', operation='UPDATE', pgid='pgtrigger_update_update_78fea', table='commitments_session', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='session',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_sessionevent" ("aliases_zh", "confidence", "cycle_id", "ends", "id", "key", "kind", "name_en", "name_zh", "note", "ordinal", "outcome", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "retired", "starts", "symbol_prefix") VALUES (OLD."aliases_zh", OLD."confidence", OLD."cycle_id", OLD."ends", OLD."id", OLD."key", OLD."kind", OLD."name_en", OLD."name_zh", OLD."note", OLD."ordinal", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."place", OLD."retired", OLD."starts", OLD."symbol_prefix"); RETURN NULL;', hash='2300eb165fcc81eb15312ba8d5f0facd9bf75bf4', operation='DELETE', pgid='pgtrigger_delete_delete_5d912', table='commitments_session', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='session',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_sessionevent" ("aliases_zh", "confidence", "cycle_id", "ends", "id", "key", "kind", "name_en", "name_zh", "note", "ordinal", "outcome", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "retired", "starts", "symbol_prefix") VALUES (NEW."aliases_zh", NEW."confidence", NEW."cycle_id", NEW."ends", NEW."id", NEW."key", NEW."kind", NEW."name_en", NEW."name_zh", NEW."note", NEW."ordinal", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."place", NEW."retired", NEW."starts", NEW."symbol_prefix"); RETURN NULL;', hash='42372d2e8bf776a0db271b6c6ce6d20176ce8dcc', operation='INSERT', pgid='pgtrigger_insert_insert_c3e8a', table='commitments_session', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='state',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commitments_stateevent" ("accession_year", "aliases_en", "aliases_zh", "code", "id", "iso2", "name_en", "name_zh", "note", "npt_status", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "retired", "weak_aliases_zh", "year_confidence") VALUES (OLD."accession_year", OLD."aliases_en", OLD."aliases_zh", OLD."code", OLD."id", OLD."iso2", OLD."name_en", OLD."name_zh", OLD."note", OLD."npt_status", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."region", OLD."retired", OLD."weak_aliases_zh", OLD."year_confidence"); RETURN NULL;', hash='dd283bb251be24ad58f3f598e95811287dd55d2f', operation='UPDATE', pgid='pgtrigger_update_update_63cc1', table='commitments_state', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='state',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_stateevent" ("accession_year", "aliases_en", "aliases_zh", "code", "id", "iso2", "name_en", "name_zh", "note", "npt_status", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "retired", "weak_aliases_zh", "year_confidence") VALUES (OLD."accession_year", OLD."aliases_en", OLD."aliases_zh", OLD."code", OLD."id", OLD."iso2", OLD."name_en", OLD."name_zh", OLD."note", OLD."npt_status", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."region", OLD."retired", OLD."weak_aliases_zh", OLD."year_confidence"); RETURN NULL;', hash='032159d34f6c1b0f135bc5baf06b2f4947eb8c65', operation='DELETE', pgid='pgtrigger_delete_delete_65793', table='commitments_state', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='state',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_stateevent" ("accession_year", "aliases_en", "aliases_zh", "code", "id", "iso2", "name_en", "name_zh", "note", "npt_status", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "region", "retired", "weak_aliases_zh", "year_confidence") VALUES (NEW."accession_year", NEW."aliases_en", NEW."aliases_zh", NEW."code", NEW."id", NEW."iso2", NEW."name_en", NEW."name_zh", NEW."note", NEW."npt_status", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."region", NEW."retired", NEW."weak_aliases_zh", NEW."year_confidence"); RETURN NULL;', hash='d95386464f6ad877777e6c714dd225b10487e7d6', operation='INSERT', pgid='pgtrigger_insert_insert_05a04', table='commitments_state', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='theme',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commitments_themeevent" ("id", "key_terms_zh", "name_en", "name_zh", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar", "retired", "slug") VALUES (OLD."id", OLD."key_terms_zh", OLD."name_en", OLD."name_zh", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'update\', OLD."id", OLD."pillar", OLD."retired", OLD."slug"); RETURN NULL;', hash='bd1a18b93afa0d4db24121c156d8c2f82c8368b5', operation='UPDATE', pgid='pgtrigger_update_update_4440a', table='commitments_theme', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='theme',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_themeevent" ("id", "key_terms_zh", "name_en", "name_zh", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar", "retired", "slug") VALUES (OLD."id", OLD."key_terms_zh", OLD."name_en", OLD."name_zh", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'delete\', OLD."id", OLD."pillar", OLD."retired", OLD."slug"); RETURN NULL;', hash='82093e25451c3182505c1d6fd86545beb2a9b664', operation='DELETE', pgid='pgtrigger_delete_delete_6ce1e', table='commitments_theme', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='theme',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commitments_themeevent" ("id", "key_terms_zh", "name_en", "name_zh", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar", "retired", "slug") VALUES (NEW."id", NEW."key_terms_zh", NEW."name_en", NEW."name_zh", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'insert\', NEW."id", NEW."pillar", NEW."retired", NEW."slug"); RETURN NULL;', hash='cfaff9c93c9805b702ffec101d76257bd1e6942e', operation='INSERT', pgid='pgtrigger_insert_insert_f3655', table='commitments_theme', when='AFTER')),
        ),
        migrations.AddField(
            model_name='bodyevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='commitments.body'),
        ),
        migrations.AddField(
            model_name='commitmentevent',
            name='instrument',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.instrument'),
        ),
        migrations.AddField(
            model_name='commitmentevent',
            name='parent',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.commitment'),
        ),
        migrations.AddField(
            model_name='commitmentevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='commitments.commitment'),
        ),
        migrations.AddField(
            model_name='commitmentevent',
            name='second_theme',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.theme'),
        ),
        migrations.AddField(
            model_name='commitmentevent',
            name='theme',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.theme'),
        ),
        migrations.AddField(
            model_name='groupevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='commitments.group'),
        ),
        migrations.AddField(
            model_name='instrumentevent',
            name='conference',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.session', verbose_name='通过会议'),
        ),
        migrations.AddField(
            model_name='instrumentevent',
            name='parent',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.instrument'),
        ),
        migrations.AddField(
            model_name='instrumentevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='commitments.instrument'),
        ),
        migrations.AddField(
            model_name='membershipevent',
            name='group',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.group'),
        ),
        migrations.AddField(
            model_name='membershipevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='commitments.membership'),
        ),
        migrations.AddField(
            model_name='membershipevent',
            name='state',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.state'),
        ),
        migrations.AddField(
            model_name='reviewcycleevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='commitments.reviewcycle'),
        ),
        migrations.AddField(
            model_name='sessionevent',
            name='cycle',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commitments.reviewcycle'),
        ),
        migrations.AddField(
            model_name='sessionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='commitments.session'),
        ),
        migrations.AddField(
            model_name='stateevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='commitments.state'),
        ),
        migrations.AddField(
            model_name='themeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='commitments.theme'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bodyevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1c584e8eb5b522e63baad44bfe60c960e3b1fea8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_44a8d', table='commitments_bodyevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='commitmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='62d19e12707e223428603d544a903ecf8d802b81', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7961c', table='commitments_commitmentevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='groupevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='15f2389c027afa2041a75bafdaa1286caa6282a9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3dee0', table='commitments_groupevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='instrumentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9cb91ab8f5d0a1703110462cdc7c8b03a4e9b29d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9ed54', table='commitments_instrumentevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membershipevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b4f8b62b8aee27a243647134b0051697e64eaf5c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_252e7', table='commitments_membershipevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewcycleevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ade2c2032f5c80a45a0134163f209711d4869ba1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0c18e', table='commitments_reviewcycleevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sessionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6a90a33363e4f7299e3a0e341a90347808a546f9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4f750', table='commitments_sessionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stateevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='19b2e4e38081b7ee246c56e5eb2e9671dc5b1b1e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e2073', table='commitments_stateevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='themeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='256a41dcfa3acb8daed6f165a498c8f74add0d9d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8f5fe', table='commitments_themeevent', when='BEFORE')),
        ),
    ]
