"""WARC files into the archive, beside what only reads them."""
