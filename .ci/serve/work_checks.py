"""Work: how much there is at a time, that it ends when nobody wants it, and that it takes no more than it may."""

import json
import socket
import time

from server import ANSWERED_SECONDS, LESSON, PATIENCE_SECONDS, expect, read
from scenarios import LONG, scenario

PLACES = 8
# One variant, and no more replications than a comparison of two needs.
SHORT = {"variants": ["one"], "set": ["run.replications=2"]}


def start_sweeps(server, count):
    connections = []
    for _ in range(count):
        connection = server.connect()
        connection.sendall(server.question("sweep", LONG))
        connections.append(connection)
    return connections


def ask_in_all_places(server, name, question, seconds=5):
    """Asks the same eight times at once, reads for some seconds, and goes: the server's work has to end too."""
    connections = []
    for _ in range(PLACES):
        connection = server.connect()
        connection.sendall(server.question(name, question, "Connection: close"))
        connections.append(connection)
    end = time.monotonic() + seconds
    for connection in connections:
        read(connection, end)
        connection.close()
    expect(settle(server), f"{name} goes on when nobody waits for it: {str(question)[:200]}")


def settle(server):
    """Waits until the server does nothing; says whether that happens in time."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        before = server.cpu_seconds()
        time.sleep(1)
        if server.cpu_seconds() - before < 0.1:
            return True
    return False


def nine_simulations(server):
    """Eight requests simulate at a time, and a ninth is answered with 429 at once."""
    sweeps = start_sweeps(server, PLACES)
    time.sleep(2)
    for name, question in (("simulate", {"name": LESSON}), ("sweep", LONG), ("timeline", {"name": LESSON}),
                           ("lesson/answer", {"step": "3"}), ("export", {"name": LESSON, "format": "svg"})):
        reply = server.ask(name, question, patience=PATIENCE_SECONDS)
        expect(reply.status == 429, f"beside eight simulations {name} is answered with {reply.status}, not 429")
    for path in ("/", "/api/scenarios", "/api/lesson"):
        reply = server.get(path)
        expect(reply.status == 200, f"beside eight simulations GET {path} is answered with {reply.status}")
        expect(reply.seconds < ANSWERED_SECONDS, f"beside eight simulations GET {path} takes {reply.seconds:.0f} s")
    for sweep in sweeps:
        sweep.close()
    expect(settle(server), "eight sweeps that were aborted go on")


def aborted(server):
    """Aborted requests end their work and give their places back: closed, reset, half closed, at any moment."""
    for round_number in range(4):
        sweeps = start_sweeps(server, PLACES)
        time.sleep([0, 0.01, 0.3, 2][round_number])
        for number, sweep in enumerate(sweeps):
            if number % 3 == 0:
                sweep.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            if number % 3 == 1:
                sweep.shutdown(socket.SHUT_WR)
                continue
            sweep.close()
        # Those that are half closed end after a second.
        for sweep in sweeps[1::3]:
            _, closed = read(sweep, time.monotonic() + PATIENCE_SECONDS)
            expect(closed, "a sweep whose client has half closed its connection goes on")
            sweep.close()
        expect(settle(server), f"of eight sweeps that were aborted some go on (round {round_number + 1})")
        sweeps = start_sweeps(server, PLACES)
        for sweep in sweeps:
            received, _ = read(sweep, time.monotonic() + 0.5)
            expect(b" 429 " not in received[:20], f"eight aborted sweeps still have places (round {round_number + 1})")
        for sweep in sweeps:
            sweep.close()
        expect(settle(server), f"eight sweeps go on although nobody reads them (round {round_number + 1})")
    status = server.ask("simulate", {"name": LESSON}).status
    expect(status == 200, f"after sweeps that were aborted, simulate is answered with {status}")


def long_lists(server):
    """Changes and variants that are repeated ten thousand times, in three requests at a time."""
    one = json.loads(server.ask("check", {"name": LESSON}).body)["variant"]
    lists = {"variants": [one] * 20_000, "set": ["source.elements=100"] * 15_000}
    for name, more in (("check", lists), ("bounds", lists), ("simulate", lists), ("sweep", lists | {"vary": ["cpu.cores=1,2"]}),
                       ("check", {"turn": [["source.elements", 100]] * 30_000})):
        connections = []
        for _ in range(3):
            connection = server.connect()
            connection.sendall(server.question(name, {"name": LESSON} | more, "Connection: close"))
            connections.append(connection)
        time.sleep(1)
        expect(server.get().seconds < ANSWERED_SECONDS, f"beside {name} with long lists nobody else is answered")
        end = time.monotonic() + PATIENCE_SECONDS
        for connection in connections:
            _, closed = read(connection, end)
            connection.close()
            expect(closed, f"{name} with long lists has not ended after {PATIENCE_SECONDS} s")
    expect(settle(server), "requests with long lists go on when they have been answered")


def large_scenarios(server):
    """Scenarios just below the limit: 100 at once, and such with a mistake in each word; above it they are refused."""
    text = scenario() + "# " + "x" * 200_000 + "\n"
    connections = [server.connect() for _ in range(100)]
    for connection in connections:
        connection.sendall(server.question("check", {"scenario": text}, "Connection: close"))
    began = time.monotonic()
    expect(server.get().status == 200, "beside 100 large scenarios nobody else is answered")
    expect(time.monotonic() - began < ANSWERED_SECONDS, "beside 100 large scenarios others wait")
    for connection in connections:
        connection.close()
    for text in (
        "{" + ",".join(f"k{i}: [1, 2]" for i in range(15_000)) + "}",
        scenario().replace("{cores: 4}", "{" + ", ".join(f"k{i}: 1" for i in range(20_000)) + "}"),
    ):
        reply = server.ask("check", {"scenario": text})
        expect(reply.status == 422, f"a scenario with thousands of mistakes is answered with {reply.status}")
        expect(reply.seconds < PATIENCE_SECONDS, f"a scenario with thousands of mistakes is answered after {reply.seconds:.0f} s")
        expect(len(reply.body) < 2 << 20, f"thousands of mistakes are answered with {len(reply.body) >> 20} MB")
    reply = server.ask("check", {"scenario": scenario() + "# " + "x" * 300_000 + "\n"})
    expect(reply.status == 422, f"a scenario of 300 kB is answered with {reply.status}")


def many_variants(server):
    """Scenarios with hundreds of variants, all of which are asked for: refused, or within the memory."""
    text = scenario().replace("variants:", "variants:\n" + "".join(f"  v{number}: {{}}\n" for number in range(300)), 1)
    for name, more in (("timeline", {"steps": 1000}), ("export", {"format": "trace", "steps": 1000}), ("compare", {}),
                       ("lesson/try", None)):
        question = {"step": "when-not/1", "value": "1 ns"} if more is None else {"scenario": text} | SHORT | more
        ask_in_all_places(server, name, question)


def large_buffers(server):
    """Buffers of 10^5 to 10^7 elements, in eight requests at a time: refused, or within the memory."""
    stages = "  - {}: {{buffer: {}}}\n"
    attacks = [
        (name, more, scenario(2 * size, stages.format(stage, size), step=step))
        for size in (99_000, 199_000, 10_000_000)
        for name, more, stage, step in (("sweep", {"vary": ["cpu.cores=4,5"]}, "shuffle", "1 ms"),
                                        ("timeline", {"from": "100 s", "to": "101 s"}, "prefetch", "1 s"))
    ]
    for name, more, text in attacks:
        ask_in_all_places(server, name, {"scenario": text} | SHORT | more)
        if server.peak_mib() > 1000:
            break  # It is known by now.


def large_trees(server):
    """Scenarios with 24,000 numbers: eight checks, sweeps and knees of them at a time."""
    numbers = range(12_000)
    edges, counts = ", ".join(f"{number} us" for number in numbers), ", ".join("1" for _ in numbers[1:])
    measured = f"{{histogram: {{edges: [{edges}], counts: [{counts}]}}}}"
    text = scenario(stages=f"  - map: {{name: decode, cost: {measured}}}\n")
    part = "{weight: 1, of: {gamma: {mean: 1 ms, cv: 0.3}}}"
    mixed = scenario().replace("latency: 1 us", f"latency: {{mixture: [{', '.join([part] * 4_500)}]}}")
    ask_in_all_places(server, "check", {"scenario": mixed})
    for name, more in (("check", {"turn": [["train.step", 0.1]] * 100}), ("sweep", {"vary": ["cpu.cores=1..800"]}),
                       ("knee", {"vary": "cpu.cores=1..800", "variants": ["one"]})):
        ask_in_all_places(server, name, {"scenario": text} | more)


def long_pipelines(server):
    """Pipelines of 900 stages, with 60 accelerators too, in eight requests at a time: refused, or within the memory."""
    stages = "".join(f"  - map: {{name: m{number}, cost: 1 us}}\n" for number in range(900))
    text = scenario(stages=stages)
    for name, text in (("simulate", text), ("timeline", text), ("simulate", text.replace("  cpu:", "  gpu: {count: 60}\n  cpu:")),
                       ("timeline", text.replace("  cpu:", "  gpu: {count: 60}\n  cpu:"))):
        ask_in_all_places(server, name, {"scenario": text} | SHORT)
        if server.peak_mib() > 1000:
            break  # It is known by now.


CHECKS = [nine_simulations, aborted, long_lists, large_scenarios, large_buffers, large_trees, long_pipelines,
          many_variants]
