#!/usr/bin/env python3
"""Makes the files of Lightning's profilers beside it: record.py, with pytorch-lightning 2.6 and torch 2.15 on a CPU.

A loop over a loader whose samples take 4 ms each, eight of them in a batch, and whose step sleeps for 20 ms. The tables
are cut to the actions of the training loop and the functions that matter, so that they stay small.
"""

import gzip
import pathlib
import re
import tempfile
import time

import pytorch_lightning as pl
import torch
from pytorch_lightning.profilers import AdvancedProfiler, PyTorchProfiler, SimpleProfiler
from torch.utils.data import DataLoader, Dataset

HERE = pathlib.Path(__file__).parent
torch.set_num_threads(1)


class Samples(Dataset):
    def __len__(self):
        return 160

    def __getitem__(self, index):
        time.sleep(0.004)
        return torch.randn(32), torch.tensor(index % 2)


class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.layer = torch.nn.Linear(32, 2)

    def training_step(self, batch, _):
        x, y = batch
        time.sleep(0.02)
        return torch.nn.functional.cross_entropy(self.layer(x), y)

    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), lr=0.01)


def fit(profiler, workers):
    trainer = pl.Trainer(
        max_epochs=2, accelerator="cpu", profiler=profiler, logger=False, enable_checkpointing=False,
        enable_progress_bar=False, enable_model_summary=False)
    trainer.fit(Model(), DataLoader(Samples(), batch_size=8, num_workers=workers))


def text(directory):
    (file,) = pathlib.Path(directory).glob("*.txt")
    return file.read_text()


def table(name, profiler, workers, cut):
    with tempfile.TemporaryDirectory() as directory:
        fit(profiler(dirpath=directory, filename="f"), workers)
        (HERE / name).write_text(cut(text(directory)))


def rows(report):
    """The actions that take most time."""
    return "\n".join(report.split("\n")[:24]) + "\n"


def blocks(report):
    """The actions of the training loop, each with its first functions and the one that ends its calls."""
    kept = []
    for block in re.split(r"(?=Profile stats for: )", report)[1:]:
        name = block.split("\n")[0]
        if re.search(r"train_dataloader_next|run_training_batch|optimizer_step|\.training_step|backward$|batch_to_device", name):
            lines = block.rstrip().split("\n")
            kept.append("\n".join(lines[:10] + [line for line in lines[10:] if "'disable'" in line]))
    return "FIT Profiler Report\n" + "\n\n\n".join(kept) + "\n"


def trace(workers):
    with tempfile.TemporaryDirectory() as directory:
        schedule = torch.profiler.schedule(wait=1, warmup=1, active=30)
        fit(PyTorchProfiler(dirpath=directory, filename="f", export_to_chrome=True, schedule=schedule), workers)
        (file,) = pathlib.Path(directory).glob("*training_step*.json")
        packed = gzip.compress(file.read_bytes(), 9, mtime=0)
        (HERE / f"lightning-workers-{workers}.pt.trace.json.gz").write_bytes(packed)


table("lightning-simple.txt", SimpleProfiler, 0, rows)
table("lightning-plain.txt", lambda **place: SimpleProfiler(extended=False, **place), 2, rows)
table("lightning-advanced.txt", AdvancedProfiler, 0, blocks)
for number in (0, 2):
    trace(number)
