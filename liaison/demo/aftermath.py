"""What follows the replies: promises of those not yet resolved, and what became public."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from liaison.demo.copying import write
from suggestions.choices import Consent, PromiseState, Scope
from suggestions.models import Assignment, Promise, Publication, Suggestion

P = PromiseState


@dataclass
class Aftermath:
    today: date
    rng: Random

    def write(self, replied: Iterable[Suggestion], leads: Mapping[int, Assignment]) -> None:
        """replied: with result_class and trouble, as Handling makes them."""
        rows = list(replied)
        write(Promise, (self._promise(row, leads[row.pk]) for row in rows if row.result_class.promises))
        write(Publication, self._publications(rows))

    def _promise(self, row: Suggestion, lead: Assignment) -> Promise:
        due = row.replied_on + timedelta(days=self.rng.choice((60, 120, 200, 365)))
        kept = due < self.today and self.rng.random() < 0.8
        done = min(due, self.today)
        return Promise(
            suggestion=row, term=row.term, assignment=lead, office=lead.office, what=row.trouble[2],
            state=P.KEPT if kept else P.OPEN, due_on=due, first_due_on=due, who="分管负责人",
            proof="现场照片和验收材料", made_on=row.replied_on,
            report="已按答复落实到位。" if kept else "", reported_on=done if kept else None,
            word="认可落实情况。" if kept else "", settled_on=done if kept else None,
        )  # fmt: skip

    def _publications(self, rows: Iterable[Suggestion]) -> Iterator[Publication]:
        for row in rows:
            if (
                row.confidential
                or row.consent not in (Consent.FULL, Consent.TITLE)
                or self.rng.random() < 0.1
            ):
                continue
            scope = Scope.FULL if row.consent == Consent.FULL else Scope.TITLE
            on = min(self.today, row.replied_on + timedelta(days=self.rng.randint(1, 25)))
            yield Publication(suggestion=row, scope=scope, published_on=on)
