"""The registry: terms (届), sessions (次会议), deputies (代表), mandates, delegations, groups.

Which station a deputy belongs to is known in stations; what a deputy does is
recorded by the rooms above.
"""
