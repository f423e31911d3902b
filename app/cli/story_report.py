"""Stories for people and for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alerts.shown_story import counted
from app.cli.terminal import moment, plain
from storage.records import Story, StoryMember


def story_row(story: Story) -> dict[str, Any]:
    """What a list says of a story."""
    first = story.first_report
    return {
        "id": story.id,
        "title": first.title,
        "articles": len(story.members),
        "copies": sum(member.copy_of is not None for member in story.members),
        "outlets": list(story.outlets),
        "independent": list(story.voices),
        "languages": list(story.languages),
        "first_at": story.first_at,
        "last_at": story.last_at,
        "first_report": {"article": first.article_id, "outlet": first.outlet, "url": first.url},
    }


def story_document(story: Story) -> dict[str, Any]:
    """A story with its articles, for programs."""
    return story_row(story) | {"members": [_member_row(story, member) for member in story.members]}


def story_line(story: Story) -> str:
    """A story in a list: its number, its last article's time, its size and the title of its first report."""
    last = max(member.published_at or member.collected_at for member in story.members)
    return f"{story.id}  {moment(last)}  {size(story)}  {plain(story.first_report.title)}"


def size(story: Story) -> str:
    """How many outlets report a story, and how many of them independently of others."""
    return counted(len(story.outlets), len(story.voices))


def print_story(story: Story) -> None:
    """A story: who reports it, and what tied each article in."""
    first = story.first_report
    print(f"story {story.id}  {plain(first.title)}")
    print(f"  first report: {_time(first)}, {plain(first.outlet)}, article {first.article_id}")
    print(f"  outlets:      {len(story.outlets)}: {_names(story.outlets)}")
    print(f"  independent:  {len(story.voices)}: {_names(story.voices)}")
    if story.languages:
        print(f"  languages:    {_names(story.languages)}")
    for member in story.members:
        print(f"\n{member.article_id}  {_time(member)}  {plain(member.source)}  {plain(member.title)}")
        print(f"    {plain(member.url)}")
        print(f"    {_reason(story, member)}")


def articles_line(story: Story) -> str:
    """What a ruling left of a story."""
    numbers = ", ".join(str(member.article_id) for member in story.members)
    return f"story {story.id} has {size(story)}; articles: {numbers}"


def _time(member: StoryMember) -> str:
    if member.published_at is None:
        return f"{moment(member.collected_at)} (collected)"
    return moment(member.published_at)


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(map(plain, names))


def _member_row(story: Story, member: StoryMember) -> dict[str, Any]:
    return {
        "article": member.article_id,
        "published_at": member.published_at,
        "collected_at": member.collected_at,
        "joined_at": member.joined_at,
        "source": member.source,
        "outlet": member.outlet,
        "voice": member.voice,
        "language": member.language,
        "title": member.title,
        "url": member.url,
        "copy_of": None if member.copy_of is None else member.copy_of.article_id,
        "similarity": None if member.copy_of is None else round(member.copy_of.similarity, 4),
        "bond": dict(member.bond) or None,
        "by_person": _is_by_person(story, member),
    }


def _is_by_person(story: Story, member: StoryMember) -> bool:
    """Whether neither a copy nor words brought it here; a story has the number of the article that began it."""
    return member.copy_of is None and not member.bond and member.article_id != story.id


def _reason(story: Story, member: StoryMember) -> str:
    if member.copy_of is not None:
        return f"copy of article {member.copy_of.article_id}, similarity {member.copy_of.similarity:.0%}"
    if member.bond:
        return _bond(member.bond)
    return "put here by a person" if _is_by_person(story, member) else "begins the story"


def _bond(bond: Mapping[str, Any]) -> str:
    days = bond["days"]
    when = "its time is not known" if days is None else f"{days:.1f} days from the story"
    ties = "; ".join(f"{tie['kind']} {plain(tie['term'])} {tie['weight']:.3f}" for tie in bond["ties"])
    return f"likeness {bond['likeness']:.3f}, needed {bond['needed']:.3f}; {when}; by {ties}"
