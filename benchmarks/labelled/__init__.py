"""News with human labels, and how watches are scored on it."""
