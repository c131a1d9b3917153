"""Checks scenarios against the schema that `overlap schema` writes, by a validator that is not ours."""

import json
import pathlib
import subprocess
import sys

import jsonschema
from ruamel.yaml import YAML

ROOT = pathlib.Path(__file__).resolve().parent.parent
OVERLAP = ROOT / ".build/release/overlap"
MISTAKES = {
    "trian: 1 ms": "an unknown key",
    "run: {sed: 1}": "an unknown parameter",
    "run: {precision: 0.5 ms}": "a wrong unit",
    "platform: {gpu: {count: 0}}": "a count out of range",
    "variants: {a: {train.stpe: 1 s}}": "a path that leads nowhere",
}


def main() -> int:
    schema = json.loads(subprocess.run([OVERLAP, "schema"], check=True, capture_output=True).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    load = YAML(typ="safe", pure=True).load  # YAML 1.2, as editors read it: `off` is a text
    files = sorted((ROOT / "scenarios").rglob("*.yaml"))
    failures = [f"no scenario in {ROOT / 'scenarios'}"] if not files else []
    for file in files:
        for error in validator.iter_errors(load(file)):
            failures.append(f"{file.relative_to(ROOT)}: {error.json_path}: {error.message[:200]}")
    for line, mistake in MISTAKES.items():
        if validator.is_valid(load(f"overlap: 1\npipeline: [source: 9]\ntrain: 1 ms\n{line}\n")):
            failures.append(f"`{line}` is accepted: {mistake}")
    print("\n".join(failures) or f"the schema accepts {len(files)} scenarios and refuses {len(MISTAKES)} mistakes")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
