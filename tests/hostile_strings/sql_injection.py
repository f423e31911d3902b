"""SQL that wants to be run, for SQLite and for PostgreSQL."""

import random

from tests.hostile_strings.words import word

_BREAKS = (
    "'",
    '"',
    "`",
    "')",
    '")',
    "'))",
    "]",
    "",
    "\\'",
    "%27",
    "''",
    "’",
    "＇",
    "\u02bc",
    "'||'",
    "\x00'",
)
_ENDS = ("--", "-- -", "#", "/*", ";", ";--", ";\x00", "", " AND '1'='1", " OR '", "\n--", "/**/--")
_TABLES = (
    "articles",
    "sqlite_master",
    "pg_catalog.pg_tables",
    "information_schema.tables",
    "alembic_version",
    "hits",
)


def _broken_out(rng: random.Random, sql: str) -> str:
    return f"{word(rng)}{rng.choice(_BREAKS)} {sql}{rng.choice(_ENDS)}"


def sql_always_true(rng: random.Random) -> str:
    claim = rng.choice(
        ("OR 1=1", "OR '1'='1'", "OR TRUE", "AND 1=0", "OR 1 LIKE 1", "XOR 1", "|| 1=1", "OR/**/1=1", "oR 1")
    )
    return _broken_out(rng, claim)


def sql_union(rng: random.Random) -> str:
    columns = ",".join(
        rng.choice(("NULL", "1", "'x'", "name", "sql", "version()")) for _ in range(rng.randint(1, 14))
    )
    return _broken_out(rng, f"UNION {rng.choice(('', 'ALL '))}SELECT {columns} FROM {rng.choice(_TABLES)}")


def sql_stacked(rng: random.Random) -> str:
    second = rng.choice(
        (
            "DROP TABLE {0}",
            "DELETE FROM {0}",
            "UPDATE {0} SET title='owned'",
            "TRUNCATE {0} CASCADE",
            "ALTER TABLE {0} RENAME TO x",
            "VACUUM",
            "PRAGMA writable_schema=1",
            "COMMIT",
            "ROLLBACK",
            "BEGIN EXCLUSIVE",
            "ATTACH DATABASE 'x.db' AS x",
            "SET ROLE postgres",
            "REINDEX",
        )
    )
    return _broken_out(rng, f"; {second.format(rng.choice(_TABLES))}")


def sql_slow(rng: random.Random) -> str:
    wait = rng.choice(
        (
            "OR (SELECT 1 FROM pg_sleep(10)) IS NOT NULL",
            "; SELECT pg_sleep(10)",
            "AND 1=LIKE('A',UPPER(HEX(RANDOMBLOB(500000000))))",
            "OR randomblob(1000000000)",
            "OR (WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT count(*) FROM c)",
            "OR generate_series(1,1000000000) IS NOT NULL",
            "OR (SELECT count(*) FROM {0} a, {0} b, {0} c)>0",
            "OR pg_advisory_lock(1) IS NULL",
            "OR zeroblob(2147483647)",
            "OR repeat('a',1000000000) ~ '(a+)+$'",
        )
    )
    return _broken_out(rng, wait.format(rng.choice(_TABLES)))


def sql_files_and_programs(rng: random.Random) -> str:
    call = rng.choice(
        (
            "; COPY {0} TO PROGRAM 'id'",
            "OR pg_read_file('/etc/passwd') IS NOT NULL",
            "OR lo_import('/etc/passwd')>0",
            "OR load_extension('/tmp/x.so')",
            "OR readfile('/etc/passwd')",
            "OR writefile('x','y')",
            "OR dblink('host=127.0.0.1','select 1')",
            "; CREATE FUNCTION f() RETURNS int AS '/lib/libc.so','system' LANGUAGE c",
            "OR current_setting('data_directory')",
            "OR fts3_tokenizer('simple', x'4141414141414141')",
            "OR query_to_xml('select * from {0}',true,true,'')::text",
        )
    )
    return _broken_out(rng, call.format(rng.choice(_TABLES)))


def sql_by_error(rng: random.Random) -> str:
    """Wants what it asks for to stand in the error."""
    claim = rng.choice(
        (
            "AND 1=CAST((SELECT version()) AS int)",
            "AND 1/0",
            "AND CAST('a' AS int)=1",
            "GROUP BY 999",
            "ORDER BY 999",
            "HAVING 1=1",
            "AND abs(-9223372036854775808)",
            "AND json('{{')",
            "AND (SELECT sql FROM {0})",
            "AND nosuchfunction()",
            "AND substr(1,1,1,1)",
            "LIMIT -1 OFFSET -1",
        )
    )
    return _broken_out(rng, claim.format(rng.choice(_TABLES)))


def sql_placeholders(rng: random.Random) -> str:
    """What a driver or SQLAlchemy may take for a parameter's place."""
    place = rng.choice(
        (
            "?",
            "?1",
            "?999999",
            ":x",
            ":param_1",
            "$1",
            "$99999",
            "%s",
            "%(x)s",
            "%(",
            "%%",
            "%b",
            "%t",
            "@p",
            "{0}",
            "\\:x",
            "__[POSTCOMPILE_x]",
        )
    )
    return f"{word(rng)} {place}{rng.choice(('', place, ' ' + word(rng)))}"


def sql_identifiers(rng: random.Random) -> str:
    form = rng.choice(
        (
            '"{0}"."{1}"',
            "[{0}]",
            "`{0}`",
            "{0}.*",
            "{0} COLLATE NOCASE",
            "{0} ASC, {1}",
            "-{0}",
            "{0};",
            "({0})",
            "{0} DESC NULLS LAST",
            "CASE WHEN 1 THEN {0} END",
            "random()",
            "{0}/**/{1}",
        )
    )
    return form.format(
        rng.choice((*_TABLES, "published_at", "id", "title", "rowid", "ctid")),
        rng.choice(("id", "title", word(rng))),
    )


DRAWS = (
    sql_always_true,
    sql_union,
    sql_stacked,
    sql_slow,
    sql_files_and_programs,
    sql_by_error,
    sql_placeholders,
    sql_identifiers,
)
