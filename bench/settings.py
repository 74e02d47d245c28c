"""The product's settings, and one bare page beside it."""

from liaison.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
