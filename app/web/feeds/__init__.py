"""Searches and hits to follow with a feed reader: Atom (RFC 4287) and JSON Feed 1.1."""
