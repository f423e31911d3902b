"""WARC files that are at an address, fetched into a folder; what broke off is gone on with."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import httpx2

from crawler.egress.backends import guard
from crawler.polls import retry_after
from crawler.warc.errors import StoppedError
from egress import Policy
from storage.clock import utc_now
from storage.keys import text_hash

_MOST_REDIRECTS = 8
_TRIES = 5
# Seconds before the second try; twice as many before each further one.
_FIRST_WAIT = 1.0
# Seconds for which a server that asks for more is waited for at most.
_LONGEST_WAIT = 600.0
_SIZE = re.compile(r"bytes \d+-\d+/(\d+)")

#: Hears how many bytes are there, and of how many in all where the server says that.
Told = Callable[[int, int | None], None]


class DownloadError(Exception):
    """The file could not be had. One line."""


class _LaterError(DownloadError):
    """The server wants to be asked later: after so many seconds, if it says so."""

    def __init__(self, said: str, seconds: float) -> None:
        super().__init__(said)
        self.seconds = seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloads:
    """Fetches files into `folder`, whole ones and parts of them under names made of their addresses.

    `timeout` is how many seconds are waited for a connection, and for the next piece. An address inside is refused
    unless `policy` allows it.
    """

    folder: Path
    user_agent: str
    timeout: float
    policy: Policy

    def fetch(self, url: str, stop: Event, told: Told) -> Path:
        """The file at an http(s) address; a part that is here is asked to be completed (RFC 9110, 14).

        Raises:
            DownloadError: it cannot be had, or broke off again and again; what came stays for the next time.
            StoppedError: `stop` was set.
            OSError: the folder cannot be written.
        """
        whole, part = self._paths(url)
        if whole.exists():
            return whole
        self.folder.mkdir(parents=True, exist_ok=True)
        trouble, asked = DownloadError("broke off"), 0.0
        with self._client(url) as client:
            for number in range(_TRIES):
                if number and stop.wait(max(_FIRST_WAIT * 2 ** (number - 1), asked)):
                    raise StoppedError
                asked = 0.0
                try:
                    if self._goes_on(client, url, part, stop, told):
                        return part.replace(whole)
                except _LaterError as error:
                    trouble, asked = error, min(error.seconds, _LONGEST_WAIT)
                except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
                    trouble = DownloadError(
                        f"broke off: {' '.join(str(error).split()) or type(error).__name__}"
                    )
        raise trouble

    def forget(self, url: str) -> None:
        """Delete what is here of a file."""
        for path in self._paths(url):
            path.unlink(missing_ok=True)
            _validator(path).unlink(missing_ok=True)

    def _paths(self, url: str) -> tuple[Path, Path]:
        name = text_hash(url)
        return self.folder / f"{name}.warc", self.folder / f"{name}.part"

    def _client(self, url: str) -> httpx2.Client:
        client = httpx2.Client(
            # Not to be unpacked on the way: it is the file itself that is packed.
            headers={"User-Agent": self.user_agent, "Accept": "*/*", "Accept-Encoding": "identity"},
            timeout=self.timeout,
            follow_redirects=True,
            max_redirects=_MOST_REDIRECTS,
            trust_env=False,
        )
        guard(client, self.policy.naming_urls(url, localhost=True))
        return client

    def _goes_on(self, client: httpx2.Client, url: str, part: Path, stop: Event, told: Told) -> bool:
        """Ask for what is not here yet; whether all of it came."""
        here = part.stat().st_size if part.exists() else 0
        validator = _validator(part)
        headers = {}
        if here and validator.exists():
            headers = {"Range": f"bytes={here}-", "If-Range": validator.read_text("utf-8")}
        with client.stream("GET", url, headers=headers) as answer:
            if answer.status_code == 416:
                # All of it was here, or it has become shorter.
                if answer.headers.get("content-range", "").rpartition("/")[2] == str(here):
                    return True
                part.unlink()
                return False
            if not answer.is_success:
                said = f"answered {answer.status_code} {answer.reason_phrase}".rstrip()
                if answer.status_code != 429 and not answer.is_server_error:
                    raise DownloadError(said)
                wait = retry_after(answer.headers.get("retry-after"), utc_now())
                raise _LaterError(said, 0.0 if wait is None else wait.total_seconds())
            if answer.status_code != 206:
                here = 0
            size = _size(answer)
            _note(validator, answer)
            with part.open("ab" if here else "wb") as file:
                for piece in answer.iter_raw():
                    file.write(piece)
                    here += len(piece)
                    if stop.is_set():
                        raise StoppedError
                    told(here, size)
            return size is None or here == size


def _validator(path: Path) -> Path:
    return path.with_suffix(f"{path.suffix}.etag")


def _note(validator: Path, answer: httpx2.Response) -> None:
    """Keep by what the server knows this very file again; without it a part cannot be completed."""
    etag = answer.headers.get("etag", "")
    if etag.startswith('"'):
        validator.write_text(etag, "utf-8")
    else:
        validator.unlink(missing_ok=True)


def _size(answer: httpx2.Response) -> int | None:
    if answer.status_code == 206:
        found = _SIZE.fullmatch(answer.headers.get("content-range", ""))
        return None if found is None else int(found[1])
    length = answer.headers.get("content-length", "")
    return int(length) if length.isdecimal() else None
