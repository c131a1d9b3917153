"""Makes the notebooks of notebooks-export anew, runs them and compares; with --renew, replaces them."""

import difflib
import pathlib
import platform
import shutil
import subprocess
import sys

import nbformat
from nbclient import NotebookClient

COMMITTED = pathlib.Path("notebooks-export")
WORK = pathlib.Path(".build/notebooks")
# Names that would do something if a notebook took them for Markdown, HTML, mathematics or Python.
HOSTILE = r"""
overlap: 1
name: "it's \"$\\frac{1}$\" <b>`x`</b> {{commands}} # %%"
pipeline: [{source: {elements: 800}}, {map: {name: "my work_1-", cost: 2 ms}}, {prefetch: 0}]
train: {step: 1 ms}
variants: {"_$v$ ```\\": {}, other: {prefetch: 1}}
"""


def execute(path):
    """Runs a notebook in its folder: the same cells with what they print and draw."""
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    resources = {"metadata": {"path": str(path.parent)}}
    # What the kernel itself says is nothing about the notebook: the mistakes of cells come as exceptions.
    NotebookClient(notebook, timeout=60, record_timing=False, resources=resources).execute(stderr=subprocess.DEVNULL)
    notebook.metadata.language_info.pop("version", None)
    return notebook


def pictures(notebook):
    return sum("image/png" in output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", []))


def texts(notebook):
    """What people read: the lines of all cells, and what these print; errors of cells were told before."""
    lines = []
    for cell in notebook.cells:
        lines += cell.source.splitlines()
        lines += [line for output in cell.get("outputs", []) for line in output.get("text", "").splitlines()]
    return lines


def compare(name, committed, made):
    """Whether two lists of lines are the same; shows the difference."""
    if committed == made:
        return True
    print(f"{COMMITTED / name} is not what is made now; make notebooks-renew writes it:", file=sys.stderr)
    print("\n".join(list(difflib.unified_diff(committed, made, "committed", "now", lineterm=""))[:20]), file=sys.stderr)
    return False


def same(made, is_here):
    """Whether a file is as it is committed; figures of other processors differ in their last digits."""
    committed = COMMITTED / made.name
    if not committed.exists():
        return compare(made.name, [], ["a new file"])
    if made.suffix == ".ipynb":
        notebook = execute(made)
        before = nbformat.read(committed, as_version=4)
        nbformat.validate(before)
        if pictures(notebook) != pictures(before) or not pictures(notebook):
            print(f"{committed} has {pictures(before)} pictures, and {pictures(notebook)} are drawn now", file=sys.stderr)
            return False
        return not is_here or compare(made.name, texts(before), texts(notebook))
    if not is_here and made.name[:2] in ("01", "02", "03", "04", "05"):
        return True
    return compare(made.name, committed.read_text().splitlines(), made.read_text().splitlines()) and (
        committed.read_bytes() == made.read_bytes())


def check_own(overlap):
    """Notebooks about a user's scenario run too, whatever the user calls things."""
    scenario = WORK / "hostile.yaml"
    scenario.write_text(HOSTILE)
    subprocess.run([overlap, "export", "notebooks", WORK / "own", "--scenario", scenario, "--quiet"], check=True)
    sweep = [overlap, "sweep", scenario, "--quiet", "--vary", "prefetch.buffer=0..4:log2", "--replications", "3"]
    subprocess.run([*sweep, "--notebook", WORK / "own/curve.ipynb"], check=True)
    second = ["--vary", "my work_1-.parallelism=1,2", "--notebook", WORK / "own/map.ipynb"]
    subprocess.run([*sweep, *second], check=True)
    made = sorted((WORK / "own").glob("*.ipynb"))
    assert all(pictures(execute(path)) == 1 for path in made)
    return len(made)


def main(overlap, *options):
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    subprocess.run([overlap, "export", "notebooks", WORK / "class", "--quiet"], check=True)
    made = sorted((WORK / "class").iterdir())
    if "--renew" in options:
        for path in made:
            if path.suffix == ".ipynb":
                nbformat.write(execute(path), COMMITTED / path.name)
            else:
                shutil.copyfile(path, COMMITTED / path.name)
        print(f"{COMMITTED} has {len(made)} new files")
        return 0
    is_here = platform.machine() == "x86_64"
    if not all([same(path, is_here) for path in made]):
        return 1
    own = check_own(overlap)
    what = "data and figures are those that are committed" if is_here else "figures are not compared on this processor"
    print(f"{len(made)} files of notebooks-export are made anew, and all notebooks run: {what}; so do {own} of a user's own")
    return 0


sys.exit(main(*sys.argv[1:]))
