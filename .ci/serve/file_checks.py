"""Files that a scenario names: only those below the folder of the scenario that the server was started with."""

import json
import os
import pathlib
import tempfile

from server import Server, expect, has_strace
from scenarios import naming, scenario

SECRET = "4711.25"


def ask_for(server, path, where):
    for name, question in naming(path):
        reply = server.ask(name, question)
        expect(reply.status in (400, 404, 422), f"{name} of `{path}` {where} is answered with {reply.status}: {question}")
        for text in (b"root:", b"4711"):
            expect(text not in reply.body, f"{name} of `{path}` {where} shows what is in the file: {question}")


def opened(trace, paths):
    text = pathlib.Path(trace).read_text(errors="replace")
    for path in paths:
        expect(f'"{path}"' not in text, f"it opened {path}")


def measured_files(binary):
    """No file is opened but those below the folder of the scenario that it was started with."""
    with tempfile.TemporaryDirectory() as root:
        root = pathlib.Path(root).resolve()
        folder = root / "folder"
        (folder / "below").mkdir(parents=True)
        secret = root / "secret.csv"
        secret.write_text(f"cost\n{SECRET}\n{SECRET}\n")
        for name in ("times.csv", "below/times.csv"):
            (folder / name).write_text("cost\n1\n2\n3\n")
        (folder / "out.csv").symlink_to(secret)
        (folder / "outside").symlink_to(root)
        os.mkfifo(folder / "pipe.csv")
        mine = folder / "mine.yaml"
        named = scenario(stages="  - map: {name: decode, cost: {recorded: {file: times.csv, unit: ms}}}\n")
        mine.write_text(named)
        outside = ["/etc/passwd", str(secret), "../secret.csv", "below/../../secret.csv", "out.csv", "outside/secret.csv",
                   "/proc/self/environ", "/dev/stdin", "-", "pipe.csv", "below", "times.csv\0", "~/secret.csv",
                   f"file://{secret}", "/proc/self/cwd/../secret.csv"]
        trace = str(root / "trace") if has_strace() else None
        # In the folder of the secret: the current directory says nothing either.
        server = Server(binary, trace=trace, folder=root)
        try:
            for path in [*outside, "secret.csv", "folder/times.csv"]:
                ask_for(server, path, "of a server that was started without a scenario")
        finally:
            server.stop()
        if trace:
            opened(trace, ["/etc/passwd", str(secret), "./secret.csv", "secret.csv", "./folder/times.csv"])
        server = Server(binary, str(mine), trace=trace, folder=root)
        try:
            for path in outside:
                ask_for(server, path, "of a server that was started with a scenario")
            for question in ({"name": str(mine)}, {"scenario": named}, {"scenario": named.replace("times", "below/times")},
                             {"scenario": named.replace("times.csv", str(folder / "times.csv"))}):
                reply = server.ask("check", question)
                expect(reply.status == 200, f"a file beside the scenario is refused: {reply.body[:200]!r}")
            started = json.loads(server.get("/api/scenarios").body)["started"]
            expect(started == str(mine), f"it was started with {mine}, and says {started}")
        finally:
            server.stop()
        if trace:
            opened(trace, ["/etc/passwd", str(secret), f"{folder}/../secret.csv", f"{folder}/out.csv"])
            expect(f'"{folder}/times.csv"' in pathlib.Path(trace).read_text(errors="replace"), "strace has seen nothing")


CHECKS = [measured_files]
