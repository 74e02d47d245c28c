"""The course of a run: which measurement follows which."""

from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import User
from bench import chores, excel, pages, public, queries, rosters
from bench.databases import Built
from bench.rows import HEAD, Report
from bench.web import Served, served
from liaison.memory import settle
from offices.posts import acting_post
from stations.models import Opinion
from suggestions.models import Suggestion

BIG = (
    "suggestions_suggestion", "suggestions_suggestionclock", "suggestions_suggestionevent", "stations_opinion",
    "stations_matter", "stations_visit", "stations_reception", "stations_rosterentry", "journal_entry",
    "stations_stationing", "stations_activity", "stations_participation", "stations_votercontact",
    "stations_observation", "stations_followup", "stations_fundentry", "stations_griddeputy",
    "stations_deputyreview", "stations_standardcheck", "stations_appraisal", "stations_appraisalscore",
    "stations_appraisalevent", "stations_appraisalevidence", "stations_honour", "stations_candidate",
    "stations_linkrecord", "stations_contactlink", "stations_scrutiny", "stations_scrutinyrecord",
    "suggestions_assignment", "suggestions_rating", "suggestions_promise", "suggestions_contact", "suggestions_meetingitem",
    "deputies_deputy", "notices_notice",
)  # fmt: skip
WHO = ("office", "govoffice", "unit", "unithead", "deputy", "station", "leader")


def course(small: Built, large: Built, report: Report) -> None:
    print(HEAD)
    case = Suggestion.objects.filter(state="closed").latest("pk").get_absolute_url()
    client = Client()
    client.force_login(User.objects.get(username="office"))
    report.add(
        *queries.counts(
            client, {"list": "/suggestions/", "detail": case, "dashboard": "/reports/", "first page": "/"}
        )
    )
    report.add(
        *queries.plans(client, ["/", *pages.LISTS.values(), *pages.TABLES.values(), case, "/reports/"], BIG)
    )
    report.add(*queries.group_by())
    report.add(*queries.recall(Opinion, pages.WORDS))
    tallies, own = queries.tallies_sql(), acting_post(User.objects.get(username="office")).principal.area_id
    with served(small.url, 8711) as little, served(large.url, 8712) as much:
        sign_in(little, "office")
        sign_in(much, "office")
        report.add(*pages.lists(little, much))
        report.add(*pages.first_pages(everyone(little), everyone(much), WHO))
        report.add(*pages.details(little, much, case))
        report.add(*pages.searches(much))
        report.add(*pages.dashboards(little, much, tallies))
        report.add(*pages.spread(much, queries.spread_sql(own)))
        report.add(*pages.creation(visitor(much, "deputy")))
        report.add(*public.form(much.port))
    settle()  # as in a worker
    report.add(*excel.ledger(User.objects.get(username="office")))
    report.add(excel.government(User.objects.get(username="govoffice")))
    report.add(*chores.overdue(timezone.localdate()))
    report.add(*rosters.year(timezone.localdate()))


def visitor(site: Served, username: str) -> Served:
    """Somebody else on the same site."""
    other = Served(site.port, site.process)
    sign_in(other, username)
    return other


def everyone(site: Served) -> list[Served]:
    return [visitor(site, username) for username in WHO]


def sign_in(site: Served, username: str) -> None:
    """Through the door, as everybody."""
    site.sign_in(username, settings.DEMO_PASSWORD)
