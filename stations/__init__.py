"""Liaison stations (代表联络站): the tree, reception days, visits, matters and opinions.

An opinion ends here when it is answered or refused; making a suggestion of it
is the deed of the suggestions room, which then takes the opinion's step.
"""
