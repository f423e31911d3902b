"""`[route]`: what it may hold, what it means, and what is said of mistakes in it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from alerts.routing.tree import GroupBy, Route, RouteTree
from app.config.cautions import cautions
from app.config.projection import watchlist
from app.config.routing import route_tree
from app.config.showing import as_toml, shown
from storage.records import RoutedHit, Severity
from tests.app.config.files import SIGNING_KEY, complaints, load_text

_HOOK = '[[channels]]\nname = "{}"\ntype = "webhook"\nurl = "https://h.test/"\nsecret = "{}"\n'
CHANNELS = "".join(_HOOK.format(name, SIGNING_KEY) for name in ("desk", "phone"))
FULL = """
[route]
channels = ["desk"]
group_by = "story"
group_wait = "5m"
repeat_interval = "6h"
corroboration = [3, 2]
digest = "weekly Mon 07:30"
empty_digest = true
quiet = ["22:00-06:00", "Sat-Sun 00:00-24:00"]
quiet_unless = "critical"
zone = "Europe/Berlin"
[[route.routes]]
name = "phone"
match = {watch = ["North*"], severity = "critical", source = ["*wire"], language = ["ko"], country = ["KR"]}
channels = ["phone"]
digest = "never"
repeat_interval = "never"
quiet_unless = "never"
continue = true
[[route.routes.routes]]
match = {source = ["Yonhap*"]}
quiet = []
[[route.routes]]
group_by = "watch"
"""
WATCHES = """
[[watches]]
name = "North drills"
query = "drill*"
severity = "critical"
[[watches]]
name = "Own"
query = "own"
channels = ["phone"]
"""


def routes(folder: Path, text: str) -> RouteTree:
    return route_tree(load_text(folder, text))


def test_every_key_arrives_and_what_is_not_said_is_inherited(tmp_path: Path) -> None:
    tree = routes(tmp_path, FULL + WATCHES + CHANNELS)
    root, phone, below, second, own = tree.by_name.values()
    assert (root.name, phone.name, below.name, second.name, own.name) == (
        "root",
        "phone",
        "root.1.1",
        "root.2",
        "watch Own",
    )
    assert (root.group_wait, root.repeat_interval, root.corroboration) == (
        timedelta(minutes=5),
        timedelta(hours=6),
        (2, 3),
    )
    assert (str(root.digest), root.empty_digest, root.zone.key) == ("weekly Mon 07:30", True, "Europe/Berlin")
    assert list(map(str, root.quiet)) == ["22:00-06:00", "Sat,Sun 00:00-24:00"]
    assert root.quiet_unless is Severity.CRITICAL
    assert (phone.channels, phone.digest, phone.repeat_interval, phone.quiet_unless) == (
        ("phone",),
        None,
        None,
        None,
    )
    assert (phone.match.severity, phone.match.countries, phone.goes_on) == (Severity.CRITICAL, ("KR",), True)
    assert (phone.quiet, phone.zone, phone.corroboration) == (root.quiet, root.zone, root.corroboration)
    assert (below.channels, below.quiet, below.digest, below.match.severity) == (("phone",), (), None, None)
    assert (second.group_by, second.channels) == (GroupBy.WATCH, ("desk",))
    assert (own.channels, own.digest, own.routes) == (("phone",), root.digest, ())


def test_without_the_table_all_goes_to_all_channels(tmp_path: Path) -> None:
    tree = routes(tmp_path, WATCHES + CHANNELS)
    assert tree.root == Route(name="root", channels=("desk", "phone"))
    assert tree.own == {"Own": Route(name="watch Own", channels=("phone",))}
    hit = RoutedHit(article="a", article_id=1, revision=1, watch="Own", source="wire")
    assert [route.name for route in tree.routes_for(hit)] == ["watch Own"]


def test_a_watch_has_a_severity(tmp_path: Path) -> None:
    drills, own = watchlist(load_text(tmp_path, WATCHES + CHANNELS))
    assert (drills.severity, own.severity) == (Severity.CRITICAL, Severity.WARNING)


@pytest.mark.parametrize("text", ["", FULL, "[route]\nchannels = []\n"])
def test_what_is_shown_means_the_same(tmp_path: Path, text: str) -> None:
    config = load_text(tmp_path, text + WATCHES + CHANNELS)
    written = as_toml({"route": shown(config)["route"]})
    assert routes(tmp_path, written + WATCHES + CHANNELS) == route_tree(config)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('channels = ["dsk"]', "route.channels.0: no channel has this name; did you mean desk?"),
        ('group_by = "stories"', 'route.group_by: must be "story" or "watch"'),
        ('group_wait = "2d"', "route.group_wait: must lie between 0s and 1d"),
        ("group_wait = 5", "route.group_wait: must be a time such as"),
        ('repeat_interval = "0s"', 'route.repeat_interval: must lie between 1s and 366d, or be "never"'),
        (
            'repeat_interval = "x"',
            'route.repeat_interval: must be a time such as "90s", "10m", "1h" or "2d", or',
        ),
        ("corroboration = [1]", "route.corroboration.0: must be at least 2"),
        ("corroboration = 2", "route.corroboration: must be a list"),
        ('digest = "7:30"', 'route.digest: must be a time such as "daily 07:30"'),
        ('digest = "weekly Mo 07:30"', "route.digest: must be a time such as"),
        ("empty_digest = 1", "route.empty_digest: must be true or false"),
        ('quiet = ["22-6"]', 'route.quiet.0: must be hours such as "22:00-06:00"'),
        ('quiet = ["06:00-06:00"]', "route.quiet.0: begins when it ends: a whole day is 00:00-24:00"),
        ('quiet = ["00:00-12:00", "12:00-24:00"]', "route.quiet: leaves no minute of the week"),
        ('quiet_unless = "grave"', 'route.quiet_unless: must be "info", "warning", "critical"'),
        ('zone = "Europe/Berln"', "route.zone: must be a time zone such as"),
        ('zone = "../etc"', "route.zone: must be a time zone such as"),
        ('match = {severity = "info"}', "route.match: is no key that stands here"),
        ('chanels = ["desk"]', "route.chanels: is no key that stands here; did you mean channels?"),
        ("[route.routes]", "route.routes: must be a list of tables: write [[route.routes]]"),
        ('[[route.routes]]\nname = "Root"', "route.routes.0.name: is the name of the root too"),
        ('[[route.routes]]\nname = "watch x"', 'route.routes.0.name: must not begin with "watch "'),
        (
            '[[route.routes]]\n[[route.routes]]\nname = "root.1"',
            "route.routes.1.name: is the name of route.routes.0 too; names differ by more than case",
        ),
        (
            '[[route.routes]]\nmatch = {severiti = "info"}',
            "route.routes.0.match.severiti: is no key that stands here; did you mean severity?",
        ),
        ('[[route.routes]]\nmatch = {watch = "a"}', "route.routes.0.match.watch: must be a list"),
        (
            "[[route.routes]]\nmatch = {watch = []}",
            "route.routes.0.match.watch: is empty: without this key any",
        ),
        ('[[route.routes]]\nmatch = {language = ["kor"]}', "route.routes.0.match.language.0: must be a"),
        (
            '[[route.routes]]\nname = "a"\n[[route.routes.routes]]\ncontinu = true',
            "route.routes.0.routes.0.continu: is no key that stands here; did you mean continue? (line 5)",
        ),
    ],
)
def test_what_is_wrong_is_said_of_its_key_and_line(tmp_path: Path, line: str, said: str) -> None:
    found = complaints(tmp_path, f"[route]\n{line}\n{CHANNELS}")
    assert [one.startswith(said) for one in found] == [True]
    assert "(line " in found[0]


def test_a_severity_is_one_of_three(tmp_path: Path) -> None:
    text = '[[watches]]\nname = "W"\nquery = "a"\nseverity = "high"\n'
    assert complaints(tmp_path, text) == [
        'watches.0.severity: must be "info", "warning" or "critical" (line 4)'
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FULL, "route.group_wait: does nothing beside a digest"),
        (
            '[route]\n[[route.routes]]\nname = "all"\n[[route.routes]]\nname = "none"\n',
            "route.routes.1: gets nothing: route.routes.0 takes every hit (line 4)",
        ),
        (
            '[route]\n[[route.routes]]\nmatch = {watch = ["North*", "South*"]}\n',
            "route.routes.0.match.watch.1: no watch has such a name (line 3)",
        ),
        (
            '[route]\n[[route.routes]]\nmatch = {source = ["Wire"]}\n',
            "route.routes.0.match.source.0: no source has such a name (line 3)",
        ),
        ("[route]\nchannels = []\n", "watches.0.channels: there is none: hits are kept, and nobody is told"),
    ],
)
def test_what_is_doubtful_is_said(tmp_path: Path, text: str, said: str) -> None:
    found = [problem.describe("") for problem in cautions(load_text(tmp_path, text + WATCHES + CHANNELS))]
    assert [one for one in found if one.startswith(said)], found


def test_a_route_with_channels_is_enough(tmp_path: Path) -> None:
    text = '[route]\nchannels = []\n[[route.routes]]\nchannels = ["desk"]\n'
    found = cautions(load_text(tmp_path, text + WATCHES + CHANNELS))
    assert not [one for one in found if "nobody is told" in one.message]
