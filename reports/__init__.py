"""The first page of everyone, dashboards, statutory ledgers, report jobs and the auditors' pages.

Reads only; its own rows are kept tallies and finished files.
"""
