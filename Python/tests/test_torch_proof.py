# SPDX-License-Identifier: GPL-3.0-or-later
"""What the proof makes of a recording for other sizes of batches."""

import json
import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "loops"))

from torch_proof import Torch  # noqa: E402


class TorchProofTests(unittest.TestCase):
    def test_what_is_not_known_has_no_part_in_means(self):
        """Of short steps processor time is known for some only; where it is not, the file has -1."""
        cases = [
            ({"step_core_us": [8, -1, 28], "step_delay_us": [1, -1, 1]}, {"train.step": "9.5 us"}),
            ({"step_core_us": [8, -1, 28]}, {"train.step": "10.0 us"}),
            ({"step_core_us": [4, -1, 8]}, {"train.step": "7.0 us", "train.hostOverhead": "3.0 us"}),
        ]
        for columns, changes in cases:
            with self.subTest(**columns), tempfile.TemporaryDirectory() as folder:
                recording = {
                    "epochs": [{"step_us": [10, 20, 30], **columns}], "probes": [], "loader": {"num_workers": 0},
                    "workers": [{"batches": {"collate_core_us": [2, 4]}}],
                }
                with open(os.path.join(folder, "text-core.json"), "w", encoding="utf-8") as file:
                    json.dump(recording, file)
                scaled = Torch("overlap", folder, folder).scaled("text-core", 0.5)
                self.assertEqual(scaled, {"dataLoader.collate": "1.5 us", **changes})


if __name__ == "__main__":
    unittest.main()
