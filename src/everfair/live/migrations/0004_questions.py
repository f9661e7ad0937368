import django.db.models.deletion
import django.db.models.functions.datetime
import everfair.kernel.ids
import everfair.kernel.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('live', '0003_chat'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='stream',
            name='anonymous_questions',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='stream',
            name='takes_questions',
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.CreateModel(
            name='Poll',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', everfair.kernel.ids.PublicIdField()),
                ('question', everfair.kernel.text.TextField(default=everfair.kernel.text.Text, max_length=200)),
                ('kind', models.CharField(choices=[('single', 'One answer'), ('multiple', 'Several answers'), ('quiz', 'Quiz: some answers are right')], default='single', max_length=8)),
                ('results', models.CharField(choices=[('live', 'Everybody sees the votes as they come in'), ('end', 'The votes are shown when the poll is closed')], default='live', max_length=8)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('open', 'Open'), ('closed', 'Closed')], default='draft', max_length=8)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stream', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='polls', to='live.stream')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='PollOption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField()),
                ('label', everfair.kernel.text.TextField(default=everfair.kernel.text.Text, max_length=120)),
                ('is_right', models.BooleanField(default=False)),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='live.poll')),
            ],
            options={
                'ordering': ['place'],
            },
        ),
        migrations.CreateModel(
            name='PollVote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_sole', models.BooleanField()),
                ('voted_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('option', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='live.polloption')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='live.poll')),
            ],
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', everfair.kernel.ids.PublicIdField()),
                ('is_anonymous', models.BooleanField(default=False)),
                ('body', models.CharField(max_length=500)),
                ('state', models.CharField(choices=[('open', 'Open'), ('answering', 'Being answered'), ('answered', 'Answered'), ('hidden', 'Hidden')], default='open', max_length=10)),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('taken_up_at', models.DateTimeField(blank=True, null=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stream', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='live.stream')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='QuestionVote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('voted_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='live.question')),
            ],
        ),
        migrations.CreateModel(
            name='ReactionMinute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minute', models.DateTimeField()),
                ('like', models.PositiveIntegerField(default=0)),
                ('heart', models.PositiveIntegerField(default=0)),
                ('clap', models.PositiveIntegerField(default=0)),
                ('flower', models.PositiveIntegerField(default=0)),
                ('wow', models.PositiveIntegerField(default=0)),
                ('stream', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='live.stream')),
            ],
        ),
        migrations.AddConstraint(
            model_name='poll',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), ('opened_at__isnull', False), _connector='OR'), name='opened_poll_has_time'),
        ),
        migrations.AddConstraint(
            model_name='poll',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', False), _connector='OR'), name='closed_poll_has_time'),
        ),
        migrations.AddConstraint(
            model_name='polloption',
            constraint=models.UniqueConstraint(fields=('poll', 'place'), name='one_option_a_place'),
        ),
        migrations.AddConstraint(
            model_name='pollvote',
            constraint=models.UniqueConstraint(fields=('option', 'person'), name='one_cross_beside_an_option'),
        ),
        migrations.AddConstraint(
            model_name='pollvote',
            constraint=models.UniqueConstraint(condition=models.Q(('is_sole', True)), fields=('poll', 'person'), name='one_sole_cross'),
        ),
        migrations.AddIndex(
            model_name='question',
            index=models.Index(fields=['stream', 'state'], name='question_by_state'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'answering')), fields=('stream',), name='one_question_on_screen'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'answered'), _negated=True), models.Q(('answered_at__isnull', False), ('taken_up_at__isnull', False)), _connector='OR'), name='answered_question_has_moment'),
        ),
        migrations.AddConstraint(
            model_name='questionvote',
            constraint=models.UniqueConstraint(fields=('question', 'person'), name='one_vote_for_a_question'),
        ),
        migrations.AddConstraint(
            model_name='reactionminute',
            constraint=models.UniqueConstraint(fields=('stream', 'minute'), name='one_row_of_reactions_a_minute'),
        ),
    ]
