"""Twisted's reactor with a guard in front of `connect`: the last step that every connection of a crawl takes."""

from __future__ import annotations

from typing import Any

from twisted.internet.interfaces import IReactorPluggableNameResolver, IReactorTCP, IReactorTime
from twisted.internet.tcp import Client, Connector
from zope.interface import implementer

from egress import EgressRefusedError, Policy


class GuardedClient(Client):
    """A socket that asks the policy about the address it is about to connect to, names resolved."""

    def doConnect(self) -> None:
        untyped: Any = super()
        connector = getattr(self, "connector", None)
        if isinstance(connector, GuardedConnector):
            try:
                connector.policy.check(connector.asked, connector.port, self.realAddress[0])
            except EgressRefusedError as error:
                untyped.failIfNotConnected(error)
                return
        untyped.doConnect()


class GuardedConnector(Connector):
    """Makes guarded sockets. `asked` is the host that somebody asked for, which `host` may be an address of."""

    def __init__(self, policy: Policy, asked: str, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.policy = policy
        self.asked = asked

    def _makeTransport(self) -> GuardedClient:
        untyped: Any = GuardedClient
        made: GuardedClient = untyped(self.host, self.port, self.bindAddress, self, self.reactor)
        return made


@implementer(IReactorTCP, IReactorTime, IReactorPluggableNameResolver)
class GuardedReactor:
    """The reactor as the connections to one host see it: its `connectTCP` is guarded, all else is the reactor's."""

    def __init__(self, reactor: Any, policy: Policy, asked: str) -> None:
        self._reactor = reactor
        self._policy = policy
        self._asked = asked

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reactor, name)

    def connectTCP(
        self, host: str, port: int, factory: Any, timeout: float = 30, bindAddress: Any = None
    ) -> GuardedConnector:
        connector = GuardedConnector(
            self._policy, self._asked, host, port, factory, timeout, bindAddress, self._reactor
        )
        connector.connect()
        return connector
