"""Sites whose pages the generic reader gets wrong: one class a file, found by `crawler.pages.registry`."""
