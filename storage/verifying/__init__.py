"""VERIFY: what the archive holds is what was written. Each module is one check; `checks` lists them."""
