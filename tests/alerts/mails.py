"""Mails taken apart, as a mail program does."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser


def opened(wire: bytes) -> EmailMessage:
    """The message of these bytes."""
    message = message_from_bytes(wire, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def body(message: EmailMessage, kind: str) -> str:
    """The "plain" or the "html" part."""
    part = message.get_body((kind,))
    assert isinstance(part, EmailMessage)
    content = part.get_content()
    assert isinstance(content, str)
    return content.replace("\r\n", "\n")


class Page(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str | None] = []
        self.attributes: set[str] = set()
        self.words = ""
        self.marked: list[str] = []
        self._marking = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag, its attributes and where it leads."""
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name in ("href", "src")]
        self._marking = tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        """A mark ends."""
        self._marking = False

    def handle_data(self, data: str) -> None:
        """Note the words."""
        self.words += data
        if self._marking:
            self.marked.append(data)
