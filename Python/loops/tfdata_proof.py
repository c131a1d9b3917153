# SPDX-License-Identifier: GPL-3.0-or-later
"""Loops of tf.data: what a setting of the pipeline changes in a scenario."""

import glob
import gzip
import tempfile
from typing import Any, Dict

from framework import Framework, Setting


class TFData(Framework):
    PROGRAM = "tf_loops.py"
    KIND = "tfprofile"
    SUFFIX = "xplane.pb.gz"
    FIGURE = "samplesPerSecond"
    VARIANT = "as profiled"

    def record(self, loop: str, default: Setting) -> None:
        with tempfile.TemporaryDirectory() as folder:
            self.start(loop, default, "--profile", folder)
            (profile,) = glob.glob(f"{folder}/plugins/profile/*/*.xplane.pb")
            with open(profile, "rb") as file, gzip.open(self.recording(loop), "wb") as packed:
                packed.write(file.read())

    def changes(self, loop: str, setting: Setting) -> Dict[str, Any]:
        maps = ["map", "map-2"] if loop.startswith("records") else ["map"]
        changes: Dict[str, Any] = {"prefetch.buffer": automatic(setting["prefetch"])}
        for name in maps:
            changes[f"{name}.parallelism"] = automatic(setting["parallelism"])
            changes[f"{name}.order"] = "ordered" if setting.get("deterministic", True) else "unordered"
        if len(maps) == 2:
            # A profile does not tell that the first one waits for storage.
            changes["map.use"] = "wait"
        scale = setting.get("batch_scale", 1)
        if scale != 1:
            changes["batch.size"] = int(self.batch(loop) * scale)
            changes["train.step"] = f"{self.step(loop) * scale:.1f} us"
        return changes

    def step(self, loop: str) -> float:
        """The mean step of a profile (µs): what is not waiting for batches."""
        figures = self.simulated(loop, {})
        return (1 - figures["stallFraction"]["mean"]) * self.batch(loop) / figures["samplesPerSecond"]["mean"] * 1e6


def automatic(number: int) -> Any:
    return "auto" if number == -1 else number
