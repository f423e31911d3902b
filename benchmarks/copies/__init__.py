"""Near-copies found as they come in, beside libraries used plainly, and against a million texts."""
