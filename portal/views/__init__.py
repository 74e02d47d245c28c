"""The voters' pages, all below /p/."""
