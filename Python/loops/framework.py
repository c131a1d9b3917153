# SPDX-License-Identifier: GPL-3.0-or-later
"""A framework whose loops are recorded, predicted and run."""

import json
import os
import subprocess
import sys
from typing import Any, Dict

HERE = os.path.dirname(os.path.abspath(__file__))
Setting = Dict[str, Any]


class Framework:
    """What `own_loop.py` asks of PyTorch and of tf.data."""

    PROGRAM: str
    """The file of its loops."""
    KIND: str
    """What `overlap import` calls its recordings."""
    SUFFIX: str
    """How their names end."""
    FIGURE: str
    """What a simulation calls the rate that a run prints."""
    VARIANT: str
    """The variant that is the loop as it was recorded."""

    def __init__(self, overlap: str, scratch: str, output: str) -> None:
        self.overlap = overlap
        self.scratch = scratch
        self.output = output

    def scenario(self, loop: str) -> str:
        """Where a loop's scenario is."""
        return os.path.join(self.output, f"{loop}.yaml")

    def recording(self, loop: str) -> str:
        """Where a loop's recording is."""
        return os.path.join(self.output, f"{loop}.{self.SUFFIX}")

    def record(self, loop: str, default: Setting) -> None:
        """Record a loop once, at its default settings."""
        raise NotImplementedError

    def imported(self, loop: str) -> str:
        """Import a loop's recording; what the import says first."""
        command = [self.overlap, "import", self.KIND, self.recording(loop), "-o", self.scenario(loop), "--force"]
        ended = subprocess.run(command, capture_output=True, text=True, check=True)
        return ended.stderr.splitlines()[0]

    def changes(self, loop: str, setting: Setting) -> Dict[str, Any]:
        """A setting as values of the imported scenario, by their paths."""
        raise NotImplementedError

    def arguments(self, loop: str, setting: Setting) -> Setting:
        """A setting as arguments of the loop."""
        arguments = dict(setting)
        scale = arguments.pop("batch_scale", 1)
        return {**arguments, "batch_size": int(self.batch(loop) * scale)}

    def batch(self, loop: str) -> int:
        """Samples of a batch of a loop, unless its settings say otherwise."""
        return 64 if loop.startswith("text") else 16

    def start(self, loop: str, setting: Setting, *more: str) -> str:
        """Run a loop; what it prints."""
        command = [sys.executable, os.path.join(HERE, self.PROGRAM), loop, self.scratch]
        command += ["--settings", json.dumps(self.arguments(loop, setting)), *more]
        ended = subprocess.run(command, capture_output=True, text=True)
        if ended.returncode:
            sys.exit(f"{' '.join(command)}\n{ended.stderr}")
        return ended.stdout

    def run(self, loop: str, setting: Setting) -> float:
        """Samples per second of a run."""
        return json.loads(self.start(loop, setting))["samples_per_second"]

    def predicted(self, loop: str, setting: Setting) -> float:
        """Samples per second as simulated."""
        return self.simulated(loop, self.changes(loop, setting))[self.FIGURE]["mean"]

    def simulated(self, loop: str, changes: Dict[str, Any]) -> Dict[str, Any]:
        """The figures of a loop's scenario with changes, by their names."""
        command = [self.overlap, "simulate", self.scenario(loop), "--json", "--quiet", "--variants", self.VARIANT]
        for path, value in changes.items():
            command += ["--set", f"{path}={value}"]
        ended = subprocess.run(command, capture_output=True, text=True)
        if ended.returncode:
            sys.exit(f"{' '.join(command)}\n{ended.stderr}")
        return json.loads(ended.stdout)["variants"][0]["metrics"]
