"""Tasks: thin, by id, safe to run again."""

from celery import shared_task
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from notices.outbox import post
from offices.models import Post
from stations.models import Station
from stations.plans import carry_out


@shared_task(name="stations.plan_year")
def plan_year(user: int, acting: int, stations: list[int], year: int) -> str:
    """Plan many stations' year for whoever ordered it, and tell him; a second run finds nothing left to make."""
    actor = User.objects.get(pk=user)
    actor.acting = Post.objects.get(pk=acting)
    rows = Station._base_manager.filter(pk__in=stations).select_related("area").order_by("path")
    made = carry_out(actor, rows, year)
    said = f"{year}年接待日已安排：{len(made.new)}次接待、{len(made.choices)}人次轮值"
    url = f"{reverse('stations:receptions')}?when=upcoming&sort=on"
    post([actor], kind="stations.plan", key=f"plan:{year}:{timezone.now():%Y%m%d%H%M%S}", title=said, url=url)
    return said
