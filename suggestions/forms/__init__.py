"""The forms of this room, one file per part of the work."""
