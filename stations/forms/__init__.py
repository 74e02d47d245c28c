"""The forms of stations, reception days, the desk and opinions."""
