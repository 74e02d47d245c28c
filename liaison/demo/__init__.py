"""A fictional prefecture with the shape of 1 + 4 + 50 + N stations, deterministic by seed.

Names of people and places are invented; figures made here are never
measurements. Rows are written in batches, as if years of work had been entered.
"""
