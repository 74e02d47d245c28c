"""Addresses of what happens before dispatch: entering, checking, reviewing."""

from django.urls import path

from suggestions.views import advice, entering, letters, paper, versions, wordlists

REVIEWED = [
    path("enter/", entering.enter, name="enter"),
    path("advice/", advice.typed, name="advice-typed"),
    path("words/", wordlists.words, name="words"),
    path("words/<slug:kind>/", wordlists.edit_words, name="words-edit"),
    path("words/<slug:kind>/drop/", wordlists.drop_words, name="words-drop"),
    path("letters/", letters.LetterList.as_view(), name="letters"),
    path("<int:pk>/advice/", advice.advice, name="advice"),
    path("<int:pk>/versions/", versions.versions, name="versions"),
    path("<int:pk>/paper/", paper.paper, name="paper"),
]
