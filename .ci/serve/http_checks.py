"""What a hostile page or a broken client sends: each request is refused, and the server goes on."""

import json

from server import LESSON, PATIENCE_SECONDS, REQUEST_SECONDS, expect
from scenarios import scenario

LARGE = 50 << 20


def only_its_own_name(server):
    """Another Host is refused, as after DNS rebinding."""
    for host in ("evil.example", f"evil.example:{server.port}", "127.0.0.1", f"127.0.0.1.evil.example:{server.port}"):
        for path in ("/", "/api/scenarios", "/api/openapi.json"):
            status = server.get(path, host=host).status
            expect(status == 403, f"GET {path} for the host `{host}` is answered with {status}, not 403")
    status = server.send(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n").status
    expect(status in (400, 403), f"a request without a host is answered with {status}")
    both = server.head("GET /", f"Host: {server.host}", "Connection: close", host=f"evil.example:{server.port}")
    status = server.send(both).status
    expect(status in (400, 403), f"a request with another host and this one is answered with {status}")


def only_its_own_page(server):
    """Another Origin and Sec-Fetch-Site are refused, and a POST that needs no consent of the server (no JSON)."""
    foreign = ["Origin: http://evil.example", "Origin: null", f"Origin: https://{server.host}", "Sec-Fetch-Site: cross-site",
               "Sec-Fetch-Site: same-site"]
    for field in foreign:
        status = server.send(server.question("simulate", {"name": LESSON}, field, "Connection: close")).status
        expect(status == 403, f"a request with `{field}` is answered with {status}, not 403")
    body = json.dumps({"name": LESSON}).encode()
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", None):
        fields = [f"Content-Type: {kind}"] if kind else []
        head = server.head("POST /api/simulate", *fields, f"Content-Length: {len(body)}", "Connection: close")
        status = server.send(head + body).status
        expect(status == 415, f"a POST of {kind or 'no type'} is answered with {status}, not 415")
    status = server.get("/api/scenarios", f"Origin: http://{server.host}", "Sec-Fetch-Site: same-origin").status
    expect(status == 200, f"the page's own request is answered with {status}")


def paths(server):
    """Paths that lead elsewhere or are no UTF-8 are not found, and nothing of a file comes back."""
    for path in ("/../etc/passwd", "/..%2f..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/etc/passwd",
                 "/api/../../../etc/passwd", "/page.css/../../../etc/passwd", "/..%5c..%5cetc%5cpasswd", "/%00", "/%ff%fe",
                 "/api/%c3%28", "/index.html%00.css", "/file:///etc/passwd"):
        reply = server.get(path)
        expect(reply.status in (400, 404), f"GET {path} is answered with {reply.status}")
        expect(b"root:" not in reply.body, f"GET {path} shows a file")
    for path in (b"/\xff\xfe", b"/api/\xc3\x28"):
        reply = server.send(b"GET " + path + server.head("", "Connection: close")[1:])
        expect(reply.status in (400, 404), f"a path that is no UTF-8 is answered with {reply.status}")


def bodies(server):
    """Bodies that are no JSON or no UTF-8, or nest very deeply, are refused with 4xx."""
    for body in (b"", b"{", b"[]", b"null", b'{"name": "\xff\xfe"}', b'{"name": "\\ud800"}', b'{"name": 1e999}', b"[" * 10**6,
                 b'{"a":' * 150_000, b"\0" * 1000, b'{"name": "\\u0000"}'):
        reply = server.ask("check", body)
        expect(reply.status in (400, 404, 422), f"the body {body[:20]!r} is answered with {reply.status}")
        expect("error" in json.loads(reply.body), f"the answer to the body {body[:20]!r} has no `error`")
    for text in ("[" * 500_000, "a: &a [x]\n" + "".join(f"b{i}: &a [*a, *a, *a, *a]\n" for i in range(40)), "\x00", "é" * 1000):
        status = server.ask("check", {"scenario": text}).status
        expect(status == 422, f"the scenario {text[:20]!r} is answered with {status}, not 422")


def large_bodies(server):
    """A body of 50 MB is answered with 413: by its length, in chunks, in one chunk."""
    head = server.head("POST /api/check", "Content-Type: application/json", f"Content-Length: {LARGE}")
    chunked = server.head("POST /api/check", "Content-Type: application/json", "Transfer-Encoding: chunked")
    chunk = b"%x\r\n" % (1 << 16) + b"x" * (1 << 16) + b"\r\n"
    for name, data in (
        ("announced", head), ("sent", head + b"x" * LARGE), ("in chunks", chunked + chunk * (LARGE >> 16) + b"0\r\n\r\n"),
        ("in one chunk", chunked + b"%x\r\n" % LARGE + b"x" * LARGE + b"\r\n0\r\n\r\n"),
    ):
        reply = server.send(data)
        expect(reply.status == 413, f"50 MB {name} are answered with {reply.status}, not 413")
        expect(reply.seconds < REQUEST_SECONDS, f"50 MB {name} are answered after {reply.seconds:.0f} s")


def headers(server):
    """Headers of 1 MB, many, folded or broken; lengths that contradict each other; requests that are none: 400, and closed."""
    def question(*fields):
        return server.head("POST /api/check", "Content-Type: application/json", *fields)

    smuggled = b"0\r\n\r\n" + server.head("GET /api/scenarios")
    attacks = {
        "a header of 1 MB": server.head("GET /", "X: " + "a" * (1 << 20)),
        "25,000 headers": server.head("GET /", *(f"X{i}: {'a' * 32}" for i in range(25_000))),
        "a path of 200 kB": server.head("GET /" + "a" * 200_000),
        "a folded header": server.head("GET /", "X: a", " b"),
        "a space before the colon": server.head("GET /", "X : a"),
        "Content-Length and Transfer-Encoding": question("Content-Length: 5", "Transfer-Encoding: chunked") + smuggled,
        "Transfer-Encoding and Content-Length": question("Transfer-Encoding: chunked", "Content-Length: 5") + smuggled,
        "two lengths": question("Content-Length: 2", "Content-Length: 50") + b"{}",
        "a negative length": question("Content-Length: -2") + b"{}",
        "a length beyond integers": question("Content-Length: 99999999999999999999") + b"{}",
        "a chunk beyond integers": question("Transfer-Encoding: chunked") + b"ffffffffffffffffff\r\nx",
        "a negative chunk": question("Transfer-Encoding: chunked") + b"-5\r\nx",
        "a chunk that ends too late": question("Transfer-Encoding: chunked") + b"2\r\n{}xx\r\n0\r\n\r\n",
        "an extension of 1 MB": question("Transfer-Encoding: chunked") + b"2;" + b"a" * (1 << 20) + b"\r\n{}\r\n0\r\n\r\n",
        "unknown Transfer-Encoding": question("Transfer-Encoding: chunked, x") + b"0\r\n\r\n",
        "zeros": b"\0" * 100 + b"\r\n\r\n",
        "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x7f" * 100,
        "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "HTTP/0.9": b"GET /\r\n\r\n",
        "HTTP/9.9": b"GET / HTTP/9.9\r\n\r\n",
        "words": b"HELO evil.example\r\n\r\n",
    }
    for name, data in attacks.items():
        reply = server.send(data)
        expect(reply.status in (400, 413, 431), f"{name}: answered with {reply.status}, not 400")
        expect(reply.closed, f"{name}: the connection stays open")
        expect(reply.received.count(b"HTTP/1.1 ") == 1, f"{name}: {reply.received.count(b'HTTP/1.1 ')} answers to one request")
    reply = server.send(b"\r\n" * 1000)
    expect(reply.closed, f"lines without a request keep a connection for {reply.seconds:.0f} s")


def pipelining(server):
    """1,000 requests at once on a connection are answered, in turn."""
    reply = server.send(server.head("GET /api/scenarios") * 999 + server.head("GET /", "Connection: close"))
    count = reply.received.count(b"HTTP/1.1 200 OK")
    expect(count == 1000, f"of 1,000 requests on one connection {count} are answered")
    expect(b"<html" in reply.received[-20_000:].lower(), "the answers are not in the order of the requests")


def methods(server):
    """Methods that a path does not have are refused."""
    for line in ("TRACE /", "CONNECT 127.0.0.1:22", "DELETE /", "PUT /api/check", "GET /api/check", "OPTIONS /api/check"):
        status = server.send(server.head(line, "Connection: close")).status
        expect(status in (400, 404, 405, 501), f"{line} is answered with {status}")


def too_much(server):
    """10^12 elements are refused with 422 before anything is simulated; where only a window is wanted, that is simulated."""
    much = {"scenario": scenario(elements=10**12)}
    for name, more in (("simulate", {}), ("compare", {}), ("explain", {}), ("sweep", {"vary": ["cpu.cores=1,2"]}),
                       ("knee", {"vary": "cpu.cores=1,2", "variants": ["one"]}), ("export", {"format": "csv"})):
        reply = server.ask(name, much | more)
        expect(reply.status == 422, f"{name} of 10^12 elements is answered with {reply.status}, not 422")
        expect(reply.seconds < 3, f"{name} of 10^12 elements is refused after {reply.seconds:.0f} s")
    reply = server.ask("timeline", much | {"from": "100 h", "to": "101 h"})
    expect(reply.status in (408, 422), f"a timeline after 100 hours is answered with {reply.status}, not 408 or 422")
    expect(reply.seconds < PATIENCE_SECONDS, f"a timeline after 100 hours ends after {reply.seconds:.0f} s")
    for vary in ("cpu.cores=1..1000000000", "cpu.cores=1..9223372036854775807", "cpu.cores=" + ",".join(["1"] * 100_000)):
        status = server.ask("sweep", {"name": LESSON, "vary": [vary]}).status
        expect(status == 422, f"a sweep of `{vary[:40]}` is answered with {status}, not 422")


CHECKS = [only_its_own_name, only_its_own_page, paths, bodies, large_bodies, headers, pipelining, methods, too_much]
