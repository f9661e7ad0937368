"""Addresses under /streams/<stream>/: questions, polls, reactions, and the presenter's page."""

from __future__ import annotations

from django.urls import URLPattern, path

from everfair.live.views import polls, presenter, presenter_polls, questions, reactions

urlpatterns: list[URLPattern] = [
    path("<slug:stream>/questions", questions.questions, name="questions"),
    path("<slug:stream>/questions/<slug:question>/vote", questions.vote, name="question-vote"),
    path("<slug:stream>/polls", polls.polls, name="polls"),
    path("<slug:stream>/polls/<slug:poll>/vote", polls.vote, name="poll-vote"),
    path("<slug:stream>/reactions", reactions.reactions, name="reactions"),
    path("<slug:stream>/presenter", presenter.presenter, name="presenter"),
    path("<slug:stream>/presenter/health", presenter.health, name="presenter-health"),
    path("<slug:stream>/presenter/questions", presenter.questions, name="presenter-questions"),
    path("<slug:stream>/presenter/questions/rules", presenter.rules, name="question-rules"),
    path("<slug:stream>/presenter/questions/<slug:question>/move", presenter.move, name="question-move"),
    path("<slug:stream>/presenter/questions/<slug:question>/author", presenter.author, name="question-author"),
    path("<slug:stream>/presenter/polls", presenter_polls.polls, name="presenter-polls"),
    path("<slug:stream>/presenter/polls/new", presenter_polls.new, name="poll-new"),
    path("<slug:stream>/presenter/polls/<slug:poll>/move", presenter_polls.move, name="poll-move"),
    path("<slug:stream>/presenter/polls.<slug:sort>", presenter_polls.export, name="polls-export"),
]
