"""What goes wrong in an exam does so as it is planned: the schedule, a partition, a restart of the database."""

from __future__ import annotations

import socket
import subprocess
from collections import Counter
from itertools import pairwise

import psycopg
import pytest

from tests.acceptance.machines import network, postgres
from tests.acceptance.machines.chaos import FIRST, Harm, Partition, schedule

SECONDS = 1500.0


def ends(happening: object) -> float:
    assert hasattr(happening, "at")
    lasts = getattr(happening, "seconds", None) or getattr(happening, "away", 0.0)
    return float(happening.at + lasts)


@pytest.mark.parametrize("seed", range(20))
def test_all_that_is_asked_for_happens_while_the_press_publishes(seed: int) -> None:
    plan = schedule(seed, Harm(kills=100, restarts=3, partition=True), machines=3, seconds=SECONDS)
    assert len(plan.first) == 100 // FIRST
    assert len(plan.first) + len(plan.kills) == 100
    assert 0.8 * SECONDS < sum(kill.after for kill in plan.kills) < 1.2 * SECONDS
    killed = Counter(kill.machine for kill in (*plan.first, *plan.kills))
    assert killed.keys() == {1, 2, 3}
    assert [type(one) is Partition for one in plan.others] == [False, False, True, False]
    assert all(ends(before) < after.at for before, after in pairwise(plan.others))
    assert ends(plan.others[-1]) < SECONDS
    assert any(isinstance(one, Partition) and 60 <= one.seconds <= 90 for one in plan.others)


def reached(net: network.Network, address: str) -> bool:
    """Whether the machine apart gets an answer from there, within a second."""
    with socket.create_server((address, 0)) as server:
        port = server.getsockname()[1]
        program = f"import socket; socket.create_connection(('{address}', {port}), 1)"
        asked = subprocess.run(
            ["nsenter", f"--net=/run/netns/{net.namespace}", "python3", "-c", program],
            capture_output=True,
            check=False,
        )
        return asked.returncode == 0


def test_a_machine_that_is_cut_off_reaches_the_press_and_not_the_database() -> None:
    try:
        with network.built() as net:
            press, database = f"{net.prefix}.1.7", net.database
            assert reached(net, press)
            assert reached(net, database)
            net.cut()
            assert reached(net, press)
            assert not reached(net, database)
            net.heal()
            assert reached(net, database)
    except network.NoNamespacesError as error:
        pytest.skip(str(error))


def test_a_database_that_crashed_comes_back_with_what_it_had() -> None:
    with postgres.served(["127.0.0.1"], trusted="127.77.0.0/16") as server:
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS number")
        server.stop("immediate")
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(server.url)
        server.start()
        with psycopg.connect(server.url) as connection:
            assert connection.execute("SELECT number FROM kept").fetchone() == (1,)
