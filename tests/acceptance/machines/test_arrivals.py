"""The press knows when a request arrived, and not only when it came to look at it."""

from __future__ import annotations

import asyncio
import socket
import time

from tests.acceptance.machines.arrivals import Arrival, ArrivalServer, Response

ADDRESS = "127.77.3.9"
REQUEST = b"GET /a/b.html HTTP/1.1\r\nHost: press\r\nUser-Agent: worker-1\r\n\r\n"


def free_port() -> int:
    with socket.socket() as found:
        found.bind((ADDRESS, 0))
        port: int = found.getsockname()[1]
        return port


async def test_a_server_that_was_kept_from_its_work_knows_when_requests_came() -> None:
    seen: list[Arrival] = []

    def answer(request: Arrival) -> Response:
        seen.append(request)
        return Response(status=200, body=b"well", headers={"ETag": '"1"'})

    port = free_port()
    server = ArrivalServer(answer)
    server.listen([ADDRESS], port)
    with socket.create_connection((ADDRESS, port)) as client:
        in_time = 0
        # The kernel begins to note times a moment after the first socket asks for them: a few may be late at first.
        for _ in range(30):
            before = time.monotonic()
            client.sendall(REQUEST)
            sent = time.monotonic()
            # The server is of this very thread: it looks at the request so much later.
            time.sleep(0.3)
            client.setblocking(False)
            answered = await asyncio.get_running_loop().sock_recv(client, 1000)
            assert answered.endswith(b"\r\n\r\nwell")
            in_time = in_time + 1 if before - 0.01 <= seen[-1].at <= sent + 0.01 else 0
            if in_time == 3:
                break
    await server.close()
    assert in_time == 3
    assert (seen[0].address, seen[0].path, seen[0].headers["user-agent"]) == (
        ADDRESS,
        "/a/b.html",
        "worker-1",
    )


async def test_a_request_may_come_in_pieces_and_with_another_one() -> None:
    paths: list[str] = []

    def answer(request: Arrival) -> Response:
        paths.append(request.path)
        return Response(status=404)

    port = free_port()
    server = ArrivalServer(answer)
    server.listen([ADDRESS], port)
    reader, writer = await asyncio.open_connection(ADDRESS, port)
    whole = REQUEST + REQUEST.replace(b"/a/b.html", b"/c")
    writer.write(whole[:20])
    await writer.drain()
    await asyncio.sleep(0)
    writer.write(whole[20:])
    for _ in range(2):
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 404 ")
    assert paths == ["/a/b.html", "/c"]
    writer.close()
    await writer.wait_closed()
    await server.close()
