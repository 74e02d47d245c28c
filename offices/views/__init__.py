"""The pages of the offices room."""
