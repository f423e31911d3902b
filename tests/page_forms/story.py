"""One story as a person would copy it out of a browser, before any site has dressed it."""

import re
from dataclasses import dataclass
from datetime import datetime

WRITING_HAND = "\N{WRITING HAND}"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryText:
    title: str
    section: str
    paragraphs: tuple[str, ...]
    team_line: str
    comment_lines: tuple[str, ...]
    """The heading of the comment form first, then what stands below the form."""
    published_at: datetime
    url: str

    def __post_init__(self) -> None:
        if self.published_at.tzinfo is None:
            raise ValueError("published_at must say its offset")
        if not self.paragraphs or not self.comment_lines:
            raise ValueError("a story has at least one paragraph and one comment line")

    @property
    def text(self) -> str:
        """What a reader should find in every form: the paragraphs and nothing else."""
        return "\n\n".join(self.paragraphs)


def parse_seed(text: str, *, published_at: datetime, url: str) -> StoryText:
    """Blocks divided by blank lines: page title, section, headline, paragraphs, team line, comment form."""
    lines = text.replace("\r\n", "\n").strip()
    blocks = [block.strip() for block in re.split(r"\n[ \t]*(?:\n[ \t]*)+", lines)]
    hands = [number for number, block in enumerate(blocks) if block.startswith(WRITING_HAND)]
    if len(hands) != 1 or hands[0] < 4 or hands[0] + 1 == len(blocks):
        raise ValueError("expected page title, section, headline, body, one team line, comment form")
    hand = hands[0]
    return StoryText(
        title=blocks[2],
        section=blocks[1],
        paragraphs=tuple(blocks[3:hand]),
        team_line=blocks[hand],
        comment_lines=tuple(line.strip() for block in blocks[hand + 1 :] for line in block.split("\n")),
        published_at=published_at,
        url=url,
    )


def folded(text: str) -> str:
    """Runs of spaces, no-break ones too, as one space; line breaks stay.

    A text pasted from a browser may hold a no-break space where a plain one is meant. Whether a reader keeps
    it is not what the forms examine: compare `folded(read)` with `folded(story.text)`.
    """
    return re.sub(r"[^\S\n]+", " ", text)
