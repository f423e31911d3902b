"""Every case whose source is no feed."""

from tests.hostile import listings, sitemaps

CASES = listings.CASES + sitemaps.CASES
