"""A backup of an archive at work: seconds, bytes, and what a writer waits, beside what the databases bring along."""
