"""The API: a router a noun, each with what it takes and what it answers."""
