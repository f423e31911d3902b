"""Thirty and more made sites, each with the habits of one CMS, for `wirewatch source add`."""

from tests.cms_sites import addresses, feeds, languages, listings, platforms, sitemaps, static, wordpress
from tests.cms_sites.site import Made

ALL: tuple[Made, ...] = (
    *wordpress.SITES,
    *static.SITES,
    *platforms.SITES,
    *feeds.SITES,
    *addresses.SITES,
    *sitemaps.SITES,
    *listings.SITES,
    *languages.SITES,
)
