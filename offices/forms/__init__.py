"""The forms of the offices room."""
