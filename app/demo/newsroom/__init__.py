"""Fictitious outlets on loopback: what the demo's worker reads, and what it should make of it."""
