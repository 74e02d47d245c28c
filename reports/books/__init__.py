"""Ledgers in sets (四簿一册一表, 六簿一册): what a book may hold, its rows read from work already entered, its files."""
