"""Clients that are slow, many, silent, or gone: none of them keeps the server from others, or its memory."""

import http.client
import json
import socket
import threading
import time

from server import LESSON, PATIENCE_SECONDS, expect, read
from scenarios import LONG


def drip(server, beginning, drops):
    """Sends a byte a second: seconds until the server ends it."""
    connection = server.connect()
    connection.sendall(beginning)
    began = time.monotonic()
    for drop in drops:
        try:
            connection.sendall(drop)
        except OSError:
            break
        _, closed = read(connection, time.monotonic() + 1)
        if closed or time.monotonic() - began > PATIENCE_SECONDS:
            break
    connection.close()
    return time.monotonic() - began


def slow_senders(server):
    """A byte a second, in the request line, a header, a body or its chunks: ended after 10 s or so."""
    typed = server.head("POST /api/check", "Content-Type: application/json", "Content-Length: 1000")
    chunked = server.head("POST /api/check", "Content-Type: application/json", "Transfer-Encoding: chunked")
    attacks = {
        "in the request line": (b"GET /", [b"a"] * 1000),
        "in a header": (server.head("GET /")[:-2] + b"X: ", [b"a"] * 1000),
        "in headers": (server.head("GET /")[:-2], [b"X: a\r\n"] * 90),
        "in a body": (typed, [b" "] * 1000),
        "in chunks": (chunked, [b"1\r\n \r\n"] * 1000),
        "in a body that nobody reads": (server.head("GET /", "Content-Length: 1000"), [b" "] * 1000),
        "nothing": (b"", [b""] * 1000),
    }
    seconds = {}
    threads = [
        threading.Thread(target=lambda name=name, attack=attack: seconds.update({name: drip(server, *attack)}))
        for name, attack in attacks.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name, time_taken in seconds.items():
        expect(time_taken < PATIENCE_SECONDS, f"a byte a second {name} keeps a connection for {time_taken:.0f} s")


def many_connections(server):
    """200 connections at once, idle, then each with requests: others are answered, and all descriptors come back."""
    before = server.descriptors()
    idle = [server.connect() for _ in range(200)]
    expect(server.get().status == 200, "beside 200 idle connections nobody else is answered")
    for connection in idle:
        connection.sendall(server.head("GET /api/scenarios", "Connection: close"))
    for connection in idle:
        received, _ = read(connection, time.monotonic() + PATIENCE_SECONDS)
        expect(b" 200 OK" in received[:20], "of 200 connections at once some are not answered")
        connection.close()
    for _ in range(1000):
        server.connect().close()
    end = time.monotonic() + PATIENCE_SECONDS
    while server.descriptors() > before + 20 and time.monotonic() < end:
        time.sleep(0.2)
    expect(server.descriptors() <= before + 20, f"of 1,200 connections {server.descriptors() - before} stay open")


def half_closed(server):
    """A client that has sent its request and closes its half gets its answer, or at least its end."""
    reply = server.send(server.head("GET /api/scenarios"), half_closes=True)
    expect(reply.status == 200, f"a half-closed connection is answered with {reply.status}")
    expect(reply.closed, "a half-closed connection stays open")
    for data in (b"", b"GET / HT", server.head("POST /api/check", "Content-Length: 5", "Content-Type: application/json") + b"{"):
        reply = server.send(data, half_closes=True)
        expect(reply.closed, f"a connection that is half closed after {data[:20]!r} stays open for {reply.seconds:.0f} s")


def held_bodies(server):
    """200 bodies whose last byte does not come: of 1 MB, and of what is left of the server's room for them."""
    for size in (1 << 20, 300_000, 1 << 16, 5000):
        head = server.head("POST /api/check", "Content-Type: application/json", f"Content-Length: {size}")
        connections = [server.connect() for _ in range(200)]
        for connection in connections:
            try:
                connection.sendall(head + b" " * (size - 1))
            except OSError:
                pass  # It may refuse some of them.
        time.sleep(0.5)
        for path in ("/", "/api/scenarios"):
            status = server.get(path).status
            expect(status == 200, f"beside 200 bodies of {size >> 10} kB that do not end GET {path} is answered with {status}")
        reply = server.ask("lesson/step", {"step": "3"})
        expect(reply.status in (200, 429), f"beside 200 bodies that do not end a question is answered with {reply.status}")
        for connection in connections:
            connection.close()


def never_reads(server):
    """200 clients that ask for megabytes and read nothing: their answers are dropped."""
    question = server.question("timeline", {"name": LESSON, "steps": 1000})
    connections = []
    for _ in range(200):
        connection = server.connect(receive_bytes=4096)
        connection.sendall(question)
        connections.append(connection)
        time.sleep(0.05)
    time.sleep(1)
    expect(server.get().status == 200, "beside 200 clients that do not read nobody else is answered")
    long = server.connect(receive_bytes=4096)
    long.sendall(server.question("sweep", LONG))
    time.sleep(1)
    for connection in [*connections, long]:
        connection.close()


def kept_connection(server):
    """200 answers of megabytes on one connection leave nothing behind."""
    client = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE_SECONDS)
    body = json.dumps({"name": LESSON, "steps": 200})
    for _ in range(200):
        client.request("POST", "/api/timeline", body, {"Content-Type": "application/json"})
        response = client.getresponse()
        response.read()
        expect(response.status == 200, f"a timeline is answered with {response.status}")
        if server.peak_mib() > 1000:
            break  # It is known by now.
    client.close()


def resets(server):
    """Connections that are reset at any moment of a request."""
    request = server.question("simulate", {"name": LESSON})
    for position in range(0, len(request), 7):
        connection = server.connect()
        connection.sendall(request[:position])
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        connection.close()
    expect(server.get().status == 200, "after connections that were reset nobody is answered")


CHECKS = [slow_senders, many_connections, half_closed, held_bodies, never_reads, kept_connection, resets]
