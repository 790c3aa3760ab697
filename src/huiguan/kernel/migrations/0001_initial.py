import django.core.serializers.json
import django.db.models.deletion
import huiguan.kernel.clock
import huiguan.kernel.fields
import huiguan.kernel.models.attachments
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(max_length=60, unique=True, verbose_name='账号')),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('language', models.CharField(blank=True, max_length=10)),
                ('email', huiguan.kernel.fields.EncryptedTextField(blank=True, verbose_name='邮箱')),
                ('is_active', models.BooleanField(default=True, verbose_name='启用')),
                ('is_staff', models.BooleanField(default=False)),
                ('is_demo', models.BooleanField(default=False, help_text='its password is public: it opens on this machine only')),
                ('is_system', models.BooleanField(default=False)),
                ('password_is_temporary', models.BooleanField(default=False, help_text='somebody else knows it: nothing opens until its person has set another')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Pulse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('worker', models.CharField(max_length=64, unique=True)),
                ('seen', models.DateTimeField()),
            ],
            options={
                'ordering': ('-seen',),
            },
        ),
        migrations.CreateModel(
            name='SpecialDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True, verbose_name='日期')),
                ('kind', models.CharField(choices=[('off', '放假'), ('on', '上班')], max_length=4, verbose_name='安排')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
            ],
            options={
                'ordering': ('day',),
            },
        ),
        migrations.CreateModel(
            name='FormUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=40, unique=True)),
                ('url', models.CharField(max_length=500)),
                ('at', models.DateTimeField(auto_now_add=True, db_index=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='JobRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('job', models.CharField(max_length=60)),
                ('due', models.DateTimeField()),
                ('state', models.CharField(choices=[('waiting', '等待'), ('running', '正在运行'), ('done', '完成'), ('failed', '失败')], default='waiting', max_length=10)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('started', models.DateTimeField(null=True)),
                ('ended', models.DateTimeField(null=True)),
                ('error', models.TextField(blank=True, help_text='which error where; never what it said, which may name people')),
            ],
            options={
                'ordering': ('-due', 'job'),
                'constraints': [models.UniqueConstraint(fields=('job', 'due'), name='job_run_once_a_due_time')],
            },
        ),
        migrations.CreateModel(
            name='Tenant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(help_text='小写英文，不再更改', unique=True, verbose_name='代号')),
                ('name', models.CharField(max_length=100, verbose_name='名称')),
                ('short', models.CharField(blank=True, max_length=40, verbose_name='简称')),
                ('is_home', models.BooleanField(default=False, verbose_name='本机主单位')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_home', True)), fields=('is_home',), name='tenant_one_home')],
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=60)),
                ('object_id', models.BigIntegerField()),
                ('text', models.TextField()),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='kernel.tenant')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant', 'label', 'object_id'), name='search_one_entry')],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('list_name', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=20, verbose_name='名称')),
                ('query', models.CharField(max_length=450)),
                ('order', models.IntegerField(default=0)),
                ('is_default', models.BooleanField(default=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='kernel.tenant')),
            ],
            options={
                'ordering': ('order', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('tenant', 'user', 'list_name', 'name'), name='saved_view_name_once'), models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('tenant', 'user', 'list_name'), name='saved_view_one_default')],
            },
        ),
        migrations.CreateModel(
            name='Node',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(db_index=True, editable=False, max_length=200)),
                ('name', models.CharField(max_length=100, verbose_name='名称')),
                ('pinyin', huiguan.kernel.fields.PinyinKey(editable=False, max_length=300, source='name')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='kernel.node')),
                ('tenant', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='nodes', to='kernel.tenant')),
            ],
            options={
                'ordering': ('path',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('parent__isnull', True)), fields=('tenant',), name='node_one_root_a_tenant')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=160)),
                ('kind', models.CharField(max_length=60)),
                ('subject', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('calendar', models.TextField(blank=True, help_text='an iCalendar that goes with the mail')),
                ('link', models.CharField(blank=True, max_length=300)),
                ('label', models.CharField(blank=True, max_length=60)),
                ('object_id', models.BigIntegerField(null=True)),
                ('made', models.DateTimeField()),
                ('seen_at', models.DateTimeField(null=True)),
                ('in_stead_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to=settings.AUTH_USER_MODEL)),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.tenant')),
            ],
            options={
                'ordering': ('-made', '-pk'),
                'indexes': [models.Index(fields=['user', 'tenant', 'seen_at'], name='kernel_mess_user_id_2bbfd0_idx')],
                'constraints': [models.UniqueConstraint(fields=('tenant', 'user', 'key'), name='message_once_a_user')],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=160)),
                ('to', huiguan.kernel.fields.EncryptedTextField()),
                ('subject', models.CharField(max_length=200)),
                ('text', huiguan.kernel.fields.EncryptedTextField()),
                ('calendar', models.TextField(blank=True, help_text='an iCalendar that goes with it')),
                ('made', models.DateTimeField()),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.tenant')),
            ],
            options={
                'ordering': ('-made', '-pk'),
                'constraints': [models.UniqueConstraint(fields=('tenant', 'key'), name='letter_once_a_key')],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=60)),
                ('below', models.BooleanField(default=False)),
                ('subject_id', models.BigIntegerField(null=True)),
                ('starts', models.DateField()),
                ('ends', models.DateField(null=True)),
                ('source', models.CharField(db_index=True, help_text='what wrote it, as label:id', max_length=80)),
                ('personal', models.BooleanField(default=False, help_text='whoever stands in for the user does not get it')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to=settings.AUTH_USER_MODEL)),
                ('node', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='kernel.node')),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.tenant')),
            ],
            options={
                'verbose_name': '授权',
                'indexes': [models.Index(fields=['user', 'tenant'], name='kernel_gran_user_id_40f602_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('node__isnull', False), ('subject_id__isnull', True)), models.Q(('node__isnull', True), ('subject_id__isnull', False)), _connector='OR'), name='grant_on_a_node_or_a_subject'), models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='grant_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=60)),
                ('object_id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField()),
                ('before', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, null=True)),
                ('after', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, null=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('in_stead_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.tenant')),
            ],
            options={
                'ordering': ('at', 'pk'),
                'indexes': [models.Index(fields=['tenant', 'label', 'object_id'], name='kernel_chan_tenant__1ee4c1_idx')],
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('last_used', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='kernel.tenant')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant', 'user'), name='calendar_feed_once_a_user')],
            },
        ),
        migrations.CreateModel(
            name='BulkMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('list_name', models.CharField(max_length=60)),
                ('move', models.CharField(max_length=40)),
                ('at', models.DateTimeField(db_index=True, default=huiguan.kernel.clock.now)),
                ('lines', models.JSONField(default=list)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='kernel.tenant')),
            ],
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=60)),
                ('object_id', models.BigIntegerField()),
                ('public_id', models.UUIDField(default=huiguan.kernel.fields.uuid7, unique=True)),
                ('name', models.CharField(max_length=150)),
                ('file', models.FileField(max_length=200, upload_to=huiguan.kernel.models.attachments.place)),
                ('size', models.PositiveBigIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('in_stead_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.tenant')),
            ],
            options={
                'ordering': ('at', 'pk'),
                'indexes': [models.Index(fields=['tenant', 'label', 'object_id'], name='kernel_atta_tenant__9da9e4_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('tenant', 'label', 'object_id', 'digest'), name='attachment_once_a_record')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('mail', '邮件')], default='mail', max_length=8)),
                ('state', models.CharField(choices=[('waiting', '等待'), ('claimed', '正在发送'), ('sent', '已发出'), ('failed', '失败')], default='waiting', max_length=8)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('next_try', models.DateTimeField()),
                ('claimed_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('error', models.CharField(blank=True, help_text='which error where, never what it said', max_length=200)),
                ('letter', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='delivery', to='kernel.letter')),
                ('message', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='kernel.message')),
            ],
            options={
                'ordering': ('next_try', 'pk'),
                'indexes': [models.Index(fields=['state', 'next_try'], name='kernel_deli_state_2af513_idx')],
                'constraints': [models.UniqueConstraint(fields=('message', 'channel'), name='delivery_once_a_channel'), models.CheckConstraint(condition=models.Q(models.Q(('letter__isnull', False), ('message', None)), models.Q(('letter', None), ('message__isnull', False)), _connector='OR'), name='delivery_of_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='Muted',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='muted', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'kind'), name='muted_once_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=60)),
                ('object_id', models.BigIntegerField()),
                ('move', models.CharField(max_length=40)),
                ('source', models.CharField(max_length=40)),
                ('target', models.CharField(max_length=40)),
                ('why', models.TextField(blank=True)),
                ('answers', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('happened_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('in_stead_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.tenant')),
            ],
            options={
                'ordering': ('happened_at', 'pk'),
                'indexes': [models.Index(fields=['tenant', 'label', 'object_id'], name='kernel_step_tenant__7b36cf_idx')],
            },
        ),
        migrations.CreateModel(
            name='StandIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts', models.DateField(verbose_name='起')),
                ('ends', models.DateField(verbose_name='止')),
                ('made_at', models.DateTimeField(default=huiguan.kernel.clock.now)),
                ('ended_at', models.DateTimeField(help_text='taken back before its last day', null=True)),
                ('absent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stand_ins', to=settings.AUTH_USER_MODEL)),
                ('stand_in', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stands_in', to=settings.AUTH_USER_MODEL, verbose_name='请谁代办')),
                ('tenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.tenant')),
            ],
            options={
                'ordering': ('starts', 'pk'),
                'indexes': [models.Index(fields=['stand_in', 'tenant'], name='kernel_stan_stand_i_a2c741_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='stand_in_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('absent', models.F('stand_in')), _negated=True), name='stand_in_is_somebody_else')],
            },
        ),
        migrations.CreateModel(
            name='SearchToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=60)),
                ('token', models.CharField(max_length=12)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to='kernel.searchentry')),
                ('tenant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='kernel.tenant')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant', 'label', 'token', 'entry'), name='search_token_once_an_entry')],
            },
        ),
    ]
