"""What is owed to whom: the outbox, the morning digest and the channels that carry them.

Rooms call notices.outbox.post inside their own transaction; delivery is a
chore, so a channel that is down loses nothing and blocks nothing.
"""
