import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('kernel', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('title', models.CharField(max_length=200, verbose_name='标题')),
                ('publisher', models.CharField(max_length=100, verbose_name='刊发单位')),
                ('published', models.DateField(verbose_name='刊发日期')),
                ('tenant', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.tenant')),
            ],
            options={
                'verbose_name': '刊发的文章',
                'ordering': ('-published', 'pk'),
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('tenant', 'title', 'published'), name='publication_once_a_tenant')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('code', models.CharField(max_length=12, verbose_name='编号')),
                ('phrase', models.CharField(max_length=200, verbose_name='原文')),
                ('number', models.JSONField(blank=True, null=True, verbose_name='数字')),
                ('bound', models.CharField(choices=[('exact', '确数'), ('lower_bound', '下限（余、多、等）'), ('range', '区间'), ('approximate', '约数（基本、约）'), ('unspecified_plural', '不可数（多家）'), ('universal', '全称（每个）'), ('implied', '隐含单数')], max_length=20, verbose_name='说法')),
                ('unit', models.CharField(blank=True, max_length=40, verbose_name='单位')),
                ('period', models.CharField(blank=True, max_length=60, verbose_name='原文所指时间')),
                ('subject', models.CharField(max_length=100, verbose_name='所说的事')),
                ('source_mechanism', models.CharField(blank=True, max_length=20, verbose_name='来源分类')),
                ('kind', models.CharField(choices=[('measure', '计量'), ('date', '时间点'), ('duration', '时长'), ('frequency', '频率'), ('range', '区间'), ('ordinal', '序数'), ('rank', '排名或唯一'), ('ratio', '比例'), ('enumerated', '由列举数出'), ('implied_count', '隐含单次'), ('vague', '不可计数的说法')], max_length=16, verbose_name='类别')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='附注')),
                ('cut_off', models.DateField(verbose_name='截至')),
                ('tenant', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.tenant')),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='reports.publication', verbose_name='出处')),
            ],
            options={
                'verbose_name': '文章里的说法',
                'ordering': ('publication', 'code'),
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('tenant', 'publication', 'code'), name='claim_once_a_publication'), models.CheckConstraint(condition=models.Q(('bound__in', ['exact', 'lower_bound', 'range', 'approximate', 'unspecified_plural', 'universal', 'implied'])), name='claim_bound_known')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Tie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('order', models.PositiveSmallIntegerField()),
                ('figure', models.CharField(max_length=60, verbose_name='统计项')),
                ('filters', models.JSONField(default=dict, verbose_name='限定')),
                ('starts', models.DateField(null=True, verbose_name='起')),
                ('ends', models.DateField(null=True, verbose_name='止')),
                ('out_of', models.PositiveIntegerField(null=True, verbose_name='总数')),
                ('unit', models.CharField(blank=True, max_length=20, verbose_name='单位')),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='读法')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ties', to='reports.claim')),
                ('tenant', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.tenant')),
            ],
            options={
                'verbose_name': '对应的统计项',
                'ordering': ('claim', 'order'),
                'abstract': False,
                'base_manager_name': 'everywhere',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('tenant', 'claim', 'order'), name='tie_in_its_place')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
    ]
