"""A machine with a network of its own (a namespace), which can be cut from the database and not from the press."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_NOBODY = "02:00:00:00:00:99"
#: One run at a time uses one of these, so that several may run beside one another.
_NETS = range(77, 100)


class NoNamespacesError(Exception):
    """This machine has no network namespaces for us. One line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Every machine reaches the press at `prefix`.x.y and the database at `database`; one of them from `namespace`."""

    namespace: str
    inner: str
    outer: str
    prefix: str

    @property
    def database(self) -> str:
        return f"{self.prefix}.254.1"

    @property
    def receiver(self) -> str:
        return f"{self.prefix}.255.1"

    def cut(self) -> None:
        """Drop without a word what goes from the namespace to the database, and back."""
        for place, address, device in self._neighbours():
            _ip(*place, "neigh", "replace", address, "lladdr", _NOBODY, "dev", device, "nud", "permanent")

    def heal(self) -> None:
        for place, address, device in self._neighbours():
            _ip(*place, "neigh", "del", address, "dev", device)

    def _neighbours(self) -> Iterator[tuple[tuple[str, ...], str, str]]:
        # A packet to an Ethernet address that nobody has is lost like one in a broken switch: no error comes back.
        yield ("-n", self.namespace), self.database, self.inner
        yield (), f"{self.prefix}.254.2", self.outer


@contextmanager
def built() -> Iterator[Network]:
    """A namespace, joined to this machine by a pair of devices; all is gone at the end.

    Raises:
        NoNamespacesError: no `ip`, no rights, or no address is free.
    """
    if shutil.which("ip", path=_path()) is None or os.geteuid() != 0:
        raise NoNamespacesError("network namespaces need root and the program `ip`")
    mark = f"ww{os.getpid()}"
    network = None
    try:
        _ip("netns", "add", mark)
        network = _joined(mark)
        yield network
    except subprocess.CalledProcessError as error:
        raise NoNamespacesError(f"no network namespace: {error.stderr.strip()}") from error
    finally:
        if network is not None:
            _quietly("route", "del", "local", f"{network.prefix}.0.0/17", "dev", "lo")
        _quietly("netns", "del", mark)
        _quietly("link", "del", f"{mark}o")


def _joined(mark: str) -> Network:
    prefix = f"10.{_claimed()}"
    network = Network(namespace=mark, inner=f"{mark}i", outer=f"{mark}o", prefix=prefix)
    inside = ("-n", mark)
    _ip("link", "add", network.outer, "type", "veth", "peer", "name", network.inner, "netns", mark)
    for part in (254, 255):
        _ip("addr", "add", f"{prefix}.{part}.1/30", "dev", network.outer)
        _ip(*inside, "addr", "add", f"{prefix}.{part}.2/30", "dev", network.inner)
    _ip("link", "set", network.outer, "up")
    _ip(*inside, "link", "set", network.inner, "up")
    _ip(*inside, "link", "set", "lo", "up")
    _ip(*inside, "route", "add", f"{prefix}.0.0/17", "via", f"{prefix}.255.1")
    return network


def _claimed() -> int:
    """A net whose lower half is this machine itself from now on."""
    refused = None
    for number in _NETS:
        try:
            _ip("route", "add", "local", f"10.{number}.0.0/17", "dev", "lo")
        except subprocess.CalledProcessError as error:
            refused = error
            continue
        return number
    assert refused is not None
    raise refused


def _ip(*words: str) -> None:
    subprocess.run(
        ["ip", *words], check=True, capture_output=True, text=True, env={**os.environ, "PATH": _path()}
    )


def _quietly(*words: str) -> None:
    subprocess.run(["ip", *words], check=False, capture_output=True, env={**os.environ, "PATH": _path()})


def _path() -> str:
    return f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
