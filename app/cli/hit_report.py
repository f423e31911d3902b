"""A hit on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from app.cli.fates import fate, verdict_words
from app.cli.noise_example import Offered
from app.cli.shown_match import aliases_shown, said, sentence_line
from app.cli.terminal import moment, plain
from app.cli.toml_strings import toml_string
from app.shown.article_rows import article_texts
from storage.marks import HitMark, Mark
from storage.records import ArchivedArticle, Delivery, Hit
from storage.telling.verdicts import KeptVerdict


def print_hit(
    hit: Hit,
    archived: ArchivedArticle,
    marks: Sequence[HitMark],
    verdicts: Sequence[KeptVerdict],
    deliveries: Sequence[Delivery],
) -> None:
    """One hit with all that is known of it; `verdicts` are those in force."""
    texts = article_texts(archived)
    version = "" if hit.version is None else f", version {hit.version}"
    print(f"#{hit.id}  {plain(hit.watch)}{version}")
    if sentence := sentence_line(texts, hit):
        print(f"    {sentence}")
    if stand_in := aliases_shown(texts, hit.spans):
        print(f"    {'; '.join(stand_in)}")
    forms = ", ".join(dict.fromkeys(span.form for span in hit.spans))
    for name, value in (
        ("said", said(texts, hit)),
        ("by", plain(forms)),
        ("query", plain(hit.query)),
        ("article", f"{archived.id}, wording {archived.revision}  {plain(archived.article.title)}"),
        ("source", plain(archived.source)),
        ("address", plain(archived.article.url)),
        ("flagged", moment(hit.flagged_at)),
        ("became", fate(hit, deliveries)),
        *(("route", f"{plain(one.route)}: {verdict_words(one)}") for one in verdicts),
    ):
        if value:
            print(f"  {name + ':':<9}{value}")
    for mark in marks:
        print(
            f"  {'marked:':<9}{mark.mark}, {moment(mark.marked_at)}{f', {plain(mark.note)}' if mark.note else ''}"
        )


def print_marked(hit: Hit, mark: Mark, ended: int, offered: Offered | None) -> None:
    """What a mark came to; of noise the lines for the watch."""
    waited = f"; {ended} deliver{'y' if ended == 1 else 'ies'} that waited will not be sent" if ended else ""
    print(f"#{hit.id} of {plain(hit.watch)} is marked {mark}{waited}")
    if mark is not Mark.NOISE:
        return
    if offered is None:
        print(
            "no short text makes this watch hit by itself; write an example of your own for its must_not_match"
        )
        return
    text = toml_string(offered.text)
    item = f"{{title = {toml_string(offered.title)}, text = {text}}}" if offered.title else text
    if offered.has_examples:
        print("paste this into must_not_match in the table of the watch:\n")
        print(f"    {item},")
    else:
        print("paste this into the table of the watch:\n")
        print(f"must_not_match = [\n    {item},\n]")
