"""The desk: pages, feeds and an API over the archive, served from a process of its own.

It is built from the archive and the watch language alone: what it asks of the worker it writes into the database.
"""
