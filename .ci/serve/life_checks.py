"""How it begins and ends, and who may use it from elsewhere."""

import signal
import subprocess
import time

from server import ANSWERED_SECONDS, LESSON, Server, expect
from work_checks import PLACES, start_sweeps


def interrupted(binary):
    """Ctrl-C ends it within a second or so, whatever it does, with exit code 130 (SIGTERM: 143)."""
    for name, number, busy in (("idle", signal.SIGINT, False), ("busy", signal.SIGINT, True), ("busy", signal.SIGTERM, True)):
        server = Server(binary)
        try:
            connections = start_sweeps(server, PLACES) if busy else []
            connections += [server.connect() for _ in range(20)]
            time.sleep(2 if busy else 0.2)
            began = time.monotonic()
            server.process.send_signal(number)
            try:
                code = server.process.wait(10)
            except subprocess.TimeoutExpired:
                code = None
            seconds = time.monotonic() - began
            expect(code is not None and seconds < ANSWERED_SECONDS, f"{name}, it ends {seconds:.1f} s after {number.name}")
            expect(code in (128 + number, -number), f"{name}, it ends with exit code {code}, not {128 + number}")
            for connection in connections:
                connection.close()
        finally:
            server.stop()


def token(binary):
    """With another --host nobody is answered without the token."""
    server = Server(binary, "--host", "0.0.0.0")
    try:
        address, _, secret = server.address.partition("?token=")
        expect(len(secret) >= 32, f"`{address}…` has a token of {len(secret)} characters")
        for path in ("/", "/page.css", "/api/scenarios", "/api/openapi.json", "/?token=", f"/?token={secret[:-1]}", "/?token=x",
                     f"/?token={secret}x", f"/?nottoken={secret}", f"/?token=x&token={secret}"):
            status = server.get(path).status
            expect(status == 403, f"GET {path} without the token is answered with {status}, not 403")
        for cookie in ("overlap=", "overlap=x", f"overlap={secret[:-1]}", f"other={secret}"):
            status = server.get("/", f"Cookie: {cookie}").status
            expect(status == 403, f"`Cookie: {cookie}` is answered with {status}, not 403")
        status = server.ask("simulate", {"name": LESSON}).status
        expect(status == 403, f"simulate without the token is answered with {status}, not 403")
        reply = server.get(f"/?token={secret}")
        expect(reply.status == 303, f"the address that is printed is answered with {reply.status}, not 303")
        cookie = reply.headers.get("set-cookie", "")
        for word in ("httponly", "samesite=", "path=/"):
            expect(word in cookie and "samesite=none" not in cookie, f"the cookie is not {word}: {cookie}")
        expect("token" not in reply.headers.get("location", "token"), "the address that it leads to has the token")
        for path in ("/", "/api/scenarios"):
            status = server.get(path, f"Cookie: a=b; overlap={secret}; c=d").status
            expect(status == 200, f"GET {path} with the cookie is answered with {status}")
        status = server.get("/", f"Cookie: overlap={secret}", "Origin: http://evil.example").status
        expect(status == 403, f"another page that has the cookie is answered with {status}, not 403")
    finally:
        server.stop()


CHECKS = [interrupted, token]
