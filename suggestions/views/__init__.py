"""The pages of this room, one file per kind of page."""
