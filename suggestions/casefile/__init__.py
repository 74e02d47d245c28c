"""The case file of a suggestion: reading it in a fixed number of queries, and laying it out."""
