"""CAPTURES: the answers that gave the articles, byte for byte, in WARC files beside the archive."""
