"""Writing a reader for a site: its class, its fixture and the check of both."""
