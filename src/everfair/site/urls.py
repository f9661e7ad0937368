"""The front page of an edition, its search, and the language switch."""

from __future__ import annotations

from django.urls import path

from everfair.site.views import home, language, search

app_name = "site"

urlpatterns = [
    path("", home.show_front, name="front"),
    path("language", language.choose, name="language"),
    path("<slug:edition>/", home.show_home, name="home"),
    path("<slug:edition>/search", search.show_search, name="search"),
]
