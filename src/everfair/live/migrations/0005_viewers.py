import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('live', '0004_questions'),
    ]

    operations = [
        migrations.CreateModel(
            name='ViewerMinute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minute', models.DateTimeField()),
                ('is_live', models.BooleanField()),
                ('viewers', models.PositiveIntegerField()),
                ('stream', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='live.stream')),
            ],
        ),
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minute', models.DateTimeField()),
                ('viewer', models.BigIntegerField()),
                ('is_live', models.BooleanField()),
                ('stream', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='live.stream')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('stream', 'minute', 'viewer'), name='one_heartbeat_a_minute')],
            },
        ),
        migrations.AddConstraint(
            model_name='viewerminute',
            constraint=models.UniqueConstraint(fields=('stream', 'minute', 'is_live'), name='one_count_a_minute'),
        ),
    ]
