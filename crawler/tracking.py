"""Parameters of an address that say who came to a page and how, and never which page it is."""

from __future__ import annotations

from urllib.parse import unquote_plus

_PREFIXES = (
    "utm_", "mtm_", "matomo_", "pk_", "piwik_", "hsa_", "_hs", "__hs", "at_custom", "at_medium", "at_campaign",
    "at_link_", "at_format", "at_ptr_", "at_bbc_", "at_creation", "at_variant", "at_emailtype", "elqtrack",
    "ga_", "guce_", "ns_", "oly_", "vero_", "wt_", "wt.", "mc_cid", "mc_eid", "ml_subscriber", "sc_campaign",
    "sc_channel", "sc_content", "sc_medium", "sc_outcome", "sc_geo", "sc_country", "trk_", "gaa_", "gad_",
)  # fmt: skip
_NAMES = frozenset(
    {
        "__s", "__source", "__twitter_impression", "_branch_match_id", "_branch_referrer", "_ga", "_gl", "_kx",
        "_openstat", "action_object_map", "action_ref_map", "action_type_map", "bsft_clkid", "bsft_uid",
        "campaign_id", "cmp", "cmpid", "cndid", "cvid", "dclid", "dm_i", "ef_id", "elq", "elqaid", "elqat",
        "elqcampaignid", "epik", "erid", "esrc", "fb_action_ids", "fb_action_types", "fb_comment_id", "fb_ref",
        "fb_source", "fbc_id", "fbclid", "feedname", "feedtype", "force_isolation", "gbraid", "gclid", "gclsrc",
        "gs_l", "guccounter", "icid", "iesrc", "igsh", "igshid", "ir_adid", "ir_campaignid", "irclickid",
        "irgwc", "itid", "li_fat_id", "mbid", "mibextid", "mkt_tok", "mod_source", "msclkid", "ncid", "ncclick",
        "nr_email_referer", "ocid", "partnerid_rss", "rb_clickid", "recruiter_ref", "ref_src", "ref_url",
        "referrer_access_token", "rtd_cid", "s_cid", "s_kwcid", "scm", "sfmc_id", "sfnsn", "share_id",
        "share_source", "share_token", "smid", "soc_src", "soc_trk", "spm", "sr_share", "srsltid",
        "taboolaclickid", "tblci", "tid_rss", "tpcc", "traffic_source", "trk", "trkcampaign", "trkinfo",
        "ttclid", "twclid", "twsrc", "usqp", "vgo_ee", "wbraid", "wickedid", "wickedsource", "xtor", "xtref",
        "yclid", "ymclid", "yptr", "ysclid", "zanpid",
    }
)  # fmt: skip
# Numbers of visits, new for each visitor.
_SESSIONS = frozenset(
    {"cfid", "cftoken", "jsessionid", "oscsid", "phpsessid", "session_id", "sessionid", "zenid"}
)
# These names carry an article's number on some sites: their value decides.
_WAYS = frozenset(
    {
        "ref",
        "referer",
        "referrer",
        "source",
        "src",
        "from",
        "via",
        "origin",
        "partner",
        "medium",
        "campaign",
        "rss",
    }
)
_WAYS_HERE = frozenset(
    {
        "atom", "email", "facebook", "fb", "feed", "feedburner", "flipboard", "google", "googlenews", "homepage",
        "instagram", "linkedin", "mail", "mailchimp", "newsletter", "reddit", "rss", "rss-feed", "rss_feed",
        "rssfeed", "share", "social", "telegram", "tg", "twitter", "vk", "whatsapp", "yahoo", "yandex",
    }
)  # fmt: skip


def without_tracking(search: str) -> str:
    """A query string, with or without its question mark, less the tracking parameters; the order stays."""
    kept = [pair for pair in search.removeprefix("?").split("&") if pair and not is_tracking(pair)]
    return "?" + "&".join(kept) if kept else ""


def is_tracking(pair: str) -> bool:
    """Whether a `name=value` of a query string only says where the reader came from."""
    written, _, said = pair.partition("=")
    name, value = unquote_plus(written).casefold(), unquote_plus(said).casefold()
    if name in _NAMES or name in _SESSIONS or name.startswith(_PREFIXES):
        return True
    return name in _WAYS and value in _WAYS_HERE
