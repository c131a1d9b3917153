#!/usr/bin/env python3
"""Makes `trace.json.gz`, what a trace viewer gets of `autotune.xplane.pb.gz`: convert.py, with xprof 2.24 from PyPI."""

import gzip
import pathlib
import tempfile

from xprof.convert import raw_to_tool_data

HERE = pathlib.Path(__file__).parent

with tempfile.TemporaryDirectory() as directory:
    file = pathlib.Path(directory) / "host.xplane.pb"
    file.write_bytes(gzip.decompress((HERE / "autotune.xplane.pb.gz").read_bytes()))
    data, _ = raw_to_tool_data.xspace_to_tool_data([str(file)], "trace_viewer", {})
data = data if isinstance(data, bytes) else data.encode()
(HERE / "trace.json.gz").write_bytes(gzip.compress(data, 9, mtime=0))
