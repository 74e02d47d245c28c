"""What voters type."""
