"""What routes remember, decide and tell: the deciding is in `alerts.routing`, what it reads and writes is here."""
