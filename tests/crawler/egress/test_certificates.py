"""A site's certificate is checked, and why one does not hold is said in words."""

from __future__ import annotations

import asyncio
import ssl
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from storage.records import RunOutcome, SourceState
from tests.crawler.rigs.proxies import SocksProxy
from tests.crawler.rigs.raw import raw_server
from tests.crawler.rigs.texts import feed
from tests.crawler.rigs.worker import Ground, manners, toml
from tests.hostile.certificates import authority

KINDS = {
    "good": (RunOutcome.EMPTY, "no entries"),
    "self-signed": (RunOutcome.UNREACHABLE, "certificate is self-signed"),
    "expired": (RunOutcome.UNREACHABLE, "certificate has expired"),
    "wrong-name": (RunOutcome.UNREACHABLE, "certificate is not one of 127.0.0.1"),
    "forged": (RunOutcome.UNREACHABLE, "certificate is signed by somebody else than it says"),
}
#: What OpenSSL says where a SOCKS proxy stands between, and another library speaks TLS.
THROUGH_SOCKS = {
    "good": (RunOutcome.EMPTY, "no entries"),
    "self-signed": (RunOutcome.UNREACHABLE, "self-signed certificate"),
    "expired": (RunOutcome.UNREACHABLE, "certificate has expired"),
    "wrong-name": (RunOutcome.UNREACHABLE, "IP address mismatch"),
    "forged": (RunOutcome.UNREACHABLE, "certificate signature failure"),
}


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        await reader.readuntil(b"\r\n\r\n")
        body = feed([]).encode()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nConnection: close\r\n")
        writer.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()
    except (ConnectionError, ssl.SSLError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


async def one_pass(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, SourceState]:
    trusted, strange = authority(folder), authority(_made(folder / "strange"))
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted.path))
    contexts = {
        "good": trusted.context("good"),
        "self-signed": trusted.context("self-signed"),
        "expired": trusted.context("expired"),
        "wrong-name": trusted.context("wrong-name"),
        "forged": strange.context("good"),
    }
    socks = SocksProxy()
    tables = [manners(delay="0ms", timeout="5s", obey_robots=False)]
    async with AsyncExitStack() as stack:
        socks_port = await stack.enter_async_context(raw_server(socks.converse))
        for name, context in contexts.items():
            server = await asyncio.start_server(_answer, "127.0.0.1", 0, ssl=context)
            stack.callback(server.close)
            url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/feed"
            proxy = f"socks5://agent:word@127.0.0.1:{socks_port}"
            tables.append(toml(name=name, kind="feed", url=url))
            tables.append(toml(name=f"{name} through SOCKS", kind="feed", url=url, proxy=proxy))
        ground = Ground(folder=folder)
        ground.config.write_text("\n".join(tables), "utf-8")
        await ground.run_once()
        return ground.sources()


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, SourceState]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        return asyncio.run(one_pass(tmp_path_factory.mktemp("tls"), monkeypatch))


@pytest.mark.parametrize("kind", KINDS)
def test_a_certificate_that_does_not_hold_makes_its_source_unreachable(
    sources: dict[str, SourceState], kind: str
) -> None:
    outcome, said = KINDS[kind]
    assert sources[kind].last_outcome is outcome
    assert said in (sources[kind].last_detail or "")


@pytest.mark.parametrize("kind", THROUGH_SOCKS)
def test_and_so_through_a_socks_proxy(sources: dict[str, SourceState], kind: str) -> None:
    outcome, said = THROUGH_SOCKS[kind]
    source = sources[f"{kind} through SOCKS"]
    assert source.last_outcome is outcome
    assert said in (source.last_detail or "")
