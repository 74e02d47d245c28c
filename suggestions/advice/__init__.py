"""The check before submitting: advice from rules and from what was submitted before; never a gate, no network."""
