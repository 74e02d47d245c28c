"""Every source that a book may be filled from, and the sets of ledgers as they are first given."""

from reports.books import acts, people, voters
from reports.books.asking import Source

SOURCES: dict[str, Source] = {
    source.key: source for source in (*acts.SOURCES, *voters.SOURCES, *people.SOURCES)
}
