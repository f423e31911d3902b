"""Articles a second into the archive, beside bare tables with a full-text index and beside a plain ORM session."""
