"""Where somebody goes on who has just come in: a page of this desk, whatever the address says."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

SESSION = "/session"
_HOME = "/"
_LONGEST = 4096


def page_here(written: str | None) -> str:
    """The path that was asked for, if it leads to a page of this desk; else the way in.

    Browsers take `//` and `/\\` for the start of another host, a scheme for another site, and leave out tabs and line
    breaks before they look (WHATWG URL, 4.4): only a path of visible ASCII that begins with one slash is followed.
    """
    path = written or _HOME
    if not path.isascii() or not path.isprintable() or " " in path or "\\" in path or len(path) > _LONGEST:
        return _HOME
    if not path.startswith("/") or path.startswith("//"):
        return _HOME
    at = urlsplit(path)
    if at.scheme or at.netloc or at.path == SESSION or at.path.startswith(f"{SESSION}/"):
        return _HOME
    return path


def session_page(path: str | None) -> str:
    """The address of the page where a token is asked for, from which one goes on to a path."""
    following = page_here(path)
    return SESSION if following == _HOME else f"{SESSION}?{urlencode({'next': following})}"
