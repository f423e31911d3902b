"""Whether SQLite, PostgreSQL and the plain matcher give the same answers: `python -m tests.agreement DATA`."""
