"""What it costs to have a result on the disk before the next is asked for: a file of lines against SQLite.

python3 Benchmarks/journal.py [FOLDER]     # a folder on the disk that is measured

A record has 4 KiB, about what `overlap sweep` stores of a point with seven stages. Printed are records per second: each
synchronised by itself, a hundred at a time, and as `overlap` does it, once a second.
"""

import os
import sqlite3
import sys
import tempfile
import time
import zlib

RECORD = os.urandom(2048).hex()
SECONDS = 3.0


def lines(folder: str, batch: int, every: float) -> float:
    """Records a second that are appended as lines with a checksum, synchronised after a batch or a time."""
    with open(os.path.join(folder, "lines"), "wb", buffering=0) as file:
        began = synchronised = time.monotonic()
        count = 0
        while (now := time.monotonic()) - began < SECONDS:
            key = f"summary:{count:032x}"
            file.write(f"{zlib.crc32(RECORD.encode()):08x} {len(RECORD)} {key} {RECORD}\n".encode())
            count += 1
            if (batch and count % batch == 0) or (every and now - synchronised >= every):
                os.fdatasync(file.fileno())
                synchronised = now
        return count / (time.monotonic() - began)


def sqlite(folder: str, batch: int, synchronous: str) -> float:
    """Records a second that are inserted into a table in write-ahead mode, committed after a batch."""
    path = os.path.join(folder, f"{synchronous}-{batch}.sqlite")
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("PRAGMA journal_mode=WAL")
    base.execute(f"PRAGMA synchronous={synchronous}")
    base.execute("CREATE TABLE results(key TEXT PRIMARY KEY, value TEXT)")
    began = time.monotonic()
    count = 0
    while time.monotonic() - began < SECONDS:
        base.execute("BEGIN")
        for _ in range(batch):
            base.execute("INSERT INTO results VALUES(?, ?)", (f"summary:{count:032x}", RECORD))
            count += 1
        base.execute("COMMIT")
    rate = count / (time.monotonic() - began)
    base.close()
    return rate


def main() -> None:
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else ".") as folder:
        print(f"SQLite {sqlite3.sqlite_version}; records of {len(RECORD)} bytes; records/s")
        print(f"lines, each synchronised        {lines(folder, 1, 0):10.0f}")
        print(f"lines, 100 at a time            {lines(folder, 100, 0):10.0f}")
        print(f"lines, once a second            {lines(folder, 0, 1):10.0f}")
        print(f"SQLite, each committed, FULL    {sqlite(folder, 1, 'FULL'):10.0f}")
        print(f"SQLite, 100 at a time, FULL     {sqlite(folder, 100, 'FULL'):10.0f}")
        print(f"SQLite, each committed, NORMAL  {sqlite(folder, 1, 'NORMAL'):10.0f}")


if __name__ == "__main__":
    main()
