"""What the steps of a suggestion write besides the fields they take; run inside workflow.lifecycle.perform."""
