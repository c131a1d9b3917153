# SPDX-License-Identifier: GPL-3.0-or-later
"""Loops of PyTorch: what a setting of the loader changes in a scenario."""

import json
import statistics
from typing import Any, Dict

from framework import Framework, Setting


class Torch(Framework):
    PROGRAM = "torch_loops.py"
    KIND = "loop"
    SUFFIX = "json"
    FIGURE = "runSamplesPerSecond"
    VARIANT = "as recorded"

    def record(self, loop: str, default: Setting) -> None:
        self.start(loop, default, "--record", self.recording(loop))

    def changes(self, loop: str, setting: Setting) -> Dict[str, Any]:
        changes: Dict[str, Any] = {
            "dataLoader.workers": setting["num_workers"],
            "dataLoader.prefetchFactor": setting.get("prefetch_factor", 2),
            "dataLoader.workersLive": "run" if setting.get("persistent_workers") else "epoch",
            "dataLoader.order": "ordered" if setting.get("in_order", True) else "unordered",
        }
        scale = setting.get("batch_scale", 1)
        if scale != 1:
            changes["dataLoader.batchSize"] = int(self.batch(loop) * scale)
            changes.update(self.scaled(loop, scale))
        if setting.get("cache"):
            changes.update({"dataLoader.cost": "0 s", "disk.latency": "0 s"})
        return changes

    def scaled(self, loop: str, scale: float) -> Dict[str, Any]:
        """Steps and joining in proportion to the batch, by their means."""
        with open(self.recording(loop), encoding="utf-8") as file:
            recording = json.load(file)
        step = known_mean(recording, "step_us") - known_mean(recording, "step_delay_us")
        core = known_mean(recording, "step_core_us")
        changes = {"dataLoader.collate": f"{joining(recording) * scale:.1f} us"}
        if core >= 0.8 * step:
            return {**changes, "train.step": f"{step * scale:.1f} us"}
        return {**changes, "train.step": f"{(step - core) * scale:.1f} us", "train.hostOverhead": f"{core * scale:.1f} us"}


def known_mean(recording: Dict[str, Any], name: str) -> float:
    """The mean of a column of the epochs (µs) over the steps of which it is known; 0 where the system does not tell it."""
    return statistics.mean(value for epoch in recording["epochs"] for value in epoch.get(name, [0]) if value >= 0)


def joining(recording: Dict[str, Any]) -> float:
    """Computation to join a batch in the loop's own process, on average (µs)."""
    runs = [recording] + recording["probes"]
    alone = next((run for run in runs if run["loader"]["num_workers"] == 0), recording)
    return statistics.mean(time for notes in alone["workers"] for time in notes["batches"]["collate_core_us"])
