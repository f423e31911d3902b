"""What means something to MATCH in SQLite's FTS5 (https://www.sqlite.org/fts5.html)."""

import random

from tests.hostile_strings.words import several_words, word


def fts5_column_filter(rng: random.Random) -> str:
    form = rng.choice(
        (
            "title : {}",
            "{{title body}} : {}",
            "- title : {}",
            "- {{title text}} : {}",
            "nosuchcolumn : {}",
            "{{}} : {}",
            "{{title : {}",
            "title : ( {} ) : x",
            '"title" : {}',
            "rowid:{}",
            "rank : {}",
            "{{title}}:{{text}}:{}",
        )
    )
    return form.format(several_words(rng, 1, 3))


def fts5_near(rng: random.Random) -> str:
    form = rng.choice(
        (
            "NEAR({0} {1}, 999999999999999999999)",
            "NEAR({0} {1}, -1)",
            "NEAR({0} {1},)",
            "NEAR({0}",
            "NEAR()",
            'NEAR("{0}" "{1}" , 5',
            "NEAR({0} NEAR({1} x, 2), 3)",
            "{0} NEAR {1}",
            "{0} NEAR/ {1}",
            "NEAR({0} OR {1}, 2)",
            "near({0} {1}, 2)",
            "NEAR({0}* + {1}*, 0)",
        )
    )
    return form.format(word(rng), word(rng))


def fts5_operators(rng: random.Random) -> str:
    form = rng.choice(
        (
            "^{0}",
            "{0} ^ {1}",
            "^^{0}",
            "{0} + {1}",
            "{0} +",
            '"{0}" * ',
            '"{0} {1}"*',
            "{0} **",
            "* {0}",
            "{0} AND",
            "OR {0}",
            "NOT {0}",
            "{0} NOT NOT {1}",
            "{0} AND OR {1}",
            "{0}, {1}",
            "{0};{1}",
            '^"{0}" + {1} *',
            "({0} {1}) {0}",
            "({0}) + ({1})",
        )
    )
    return form.format(word(rng), word(rng))


def fts5_quotes(rng: random.Random) -> str:
    form = rng.choice(
        (
            '"{0}',
            '{0}"',
            '""{0}""',
            '"{0}""',
            '"""{0}"',
            '"{0}" "',
            '""',
            '" "',
            '"{0}""{1}"',
            "'{0}'",
            '"{0}\x00{1}"',
        )
    )
    return form.format(word(rng), word(rng))


def fts5_commands(rng: random.Random) -> str:
    """The table's own name as a column commands the index; functions of it want a cursor."""
    form = rng.choice(
        (
            "INSERT INTO {0}({0}) VALUES('delete-all')",
            "INSERT INTO {0}({0}, rank) VALUES('merge', -99999999)",
            "'rebuild'",
            "optimize",
            "integrity-check",
            "rank MATCH 'bm25(10.0, {0})'",
            "bm25({0}, 1e999)",
            "highlight({0}, 0, '<b>', '</b>')",
            "snippet({0}, -1, '', '', '', 9999999)",
            "{0} MATCH {0}",
            "fts5(?1)",
            "fts5_source_id() {0}",
            "{0}_data {0}_idx {0}_content",
        )
    )
    return form.format(word(rng))


def fts5_short_prefix(rng: random.Random) -> str:
    """A prefix of one letter reads most of the index."""
    letters = rng.choices("abcdefghijklmnopqrstuvwxyzабвгд가나다一ก0123456789éß", k=rng.randint(1, 12))
    return rng.choice((" ", " OR ", " AND ", "")).join(f"{letter}*" for letter in letters)


def fts5_tokenizer(rng: random.Random) -> str:
    """Characters that tokenizers disagree about, between letters."""
    marks = rng.choices("_-'’.·@#&/\\+^~\u00ad\u200b\u2060\ufeff\u0640\u0301", k=rng.randint(1, 4))
    return "".join(f"{word(rng)}{mark}" for mark in marks) + word(rng)


DRAWS = (
    fts5_column_filter,
    fts5_near,
    fts5_operators,
    fts5_quotes,
    fts5_commands,
    fts5_short_prefix,
    fts5_tokenizer,
)
