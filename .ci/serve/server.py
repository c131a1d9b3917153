"""A server that is attacked, and what its clients send."""

import atexit
import http.client
import json
import pathlib
import shutil
import socket
import subprocess
import tempfile
import threading
import time

LESSON = "scenarios/lesson/3-prefetch.yaml"
MEMORY_MIB = 300
# The server's limits, and three times as much for machines that are slow or shared.
REQUEST_SECONDS = 10
PATIENCE_SECONDS = 3 * REQUEST_SECONDS
ANSWERED_SECONDS = 10


class Fault(Exception):
    """A sentence about what does not hold."""


def expect(holds, sentence):
    if not holds:
        raise Fault(sentence)


class Reply:
    """What came back: a status (None where nothing did), headers, a body; and whether the server closed the connection."""

    def __init__(self, received, closed, seconds):
        head, _, self.body = received.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        words = lines[0].split(" ")
        self.status = int(words[1]) if len(words) > 1 and words[1].isdigit() else None
        self.headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
        self.received, self.closed, self.seconds = received, closed, seconds


class Server:
    """`overlap serve`, and how it is spoken to."""

    def __init__(self, binary, *arguments, trace=None, folder=None):
        self.arguments = arguments
        traced = ["strace", "-D", "-f", "-qq", "-e", "trace=open,openat,openat2", "-o", trace] if trace else []
        self.errors = tempfile.TemporaryFile()
        atexit.register(self.stop)
        self.process = subprocess.Popen(
            [*traced, binary, "serve", "--port", "0", *arguments], stdout=subprocess.PIPE, stderr=self.errors, text=True,
            cwd=folder)
        self.address = self.process.stdout.readline().strip()
        expect(self.address.startswith("http://"), "it does not print its address")
        self.port = int(self.address.split(":")[2].split("/")[0])
        self.host = f"127.0.0.1:{self.port}"

    # What the system knows of it.

    def runs(self):
        return self.process.poll() is None

    def peak_mib(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024

    def cpu_seconds(self):
        words = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(words[11]) + int(words[12])) / 100

    def descriptors(self):
        return len(list(pathlib.Path(f"/proc/{self.process.pid}/fd").iterdir()))

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.errors.close()
        atexit.unregister(self.stop)

    # Requests.

    def connect(self, receive_bytes=None):
        connection = socket.socket()
        if receive_bytes:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
        connection.settimeout(PATIENCE_SECONDS)
        connection.connect(("127.0.0.1", self.port))
        return connection

    def head(self, line, *fields, host=None):
        return "\r\n".join([f"{line} HTTP/1.1", f"Host: {host or self.host}", *fields, "", ""]).encode()

    def get(self, path="/", *fields, host=None):
        return self.send(self.head(f"GET {path}", *fields, "Connection: close", host=host))

    def question(self, name, question, *fields):
        body = question if isinstance(question, bytes) else json.dumps(question).encode()
        return self.head(
            f"POST /api/{name}", "Content-Type: application/json", f"Content-Length: {len(body)}", *fields) + body

    def ask(self, name, question, patience=PATIENCE_SECONDS):
        return self.send(self.question(name, question, "Connection: close"), patience=patience)

    def send(self, data, *, half_closes=False, patience=PATIENCE_SECONDS):
        """Sends bytes, and reads until the server closes the connection or patience ends."""
        began = time.monotonic()
        connection = self.connect()
        try:
            connection.sendall(data)
            if half_closes:
                connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # It may answer and close before everything is sent.
        received, closed = read(connection, began + patience)
        connection.close()
        return Reply(received, closed, time.monotonic() - began)


def read(connection, end):
    """What arrives until a time, and whether the other side closed the connection."""
    received = bytearray()
    try:
        while (left := end - time.monotonic()) > 0:
            connection.settimeout(left)
            data = connection.recv(1 << 16)
            if not data:
                return bytes(received), True
            received += data
    except TimeoutError:
        pass
    except OSError:
        return bytes(received), True
    return bytes(received), False


class Bystander:
    """Somebody else who uses the page all the time: how long the slowest answer takes."""

    def __init__(self, server):
        self.server, self.slowest, self.stopped = server, 0.0, threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stopped.set()
        self.thread.join(PATIENCE_SECONDS)

    def watch(self):
        while not self.stopped.is_set():
            for path in ("/", "/api/scenarios"):
                began = time.monotonic()
                try:
                    client = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE_SECONDS)
                    client.request("GET", path)
                    response = client.getresponse()
                    answered = response.read() and response.status == 200
                    client.close()
                except OSError:
                    answered = False
                if self.stopped.is_set() and not answered:
                    return
                seconds = time.monotonic() - began if answered else float("inf")
                self.slowest = max(self.slowest, seconds)
            self.stopped.wait(0.1)


def has_strace():
    return shutil.which("strace") is not None
