"""The desk under readers while a worker writes."""
