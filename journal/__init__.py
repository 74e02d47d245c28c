"""What happened: an append-only record of deeds, readings of personal data, exports and sign-ins.

Rows are entered through journal.book.enter, sealed into a hash chain by a
chore, and never changed. Pages for the audit administrator live in reports.
"""
