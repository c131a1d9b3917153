"""Scenarios that ask for much, and such that name files."""


def scenario(elements=1000, stages="", step="1 ms", size="1 kB", memory="64 TB"):
    return f"""overlap: 1
platform:
  disk: {{latency: 1 us, bandwidth: 1 GB/s}}
  cpu: {{cores: 4}}
  memory: {memory}
pipeline:
  - source: {{elements: {elements}, size: {size}}}
{stages}  - batch: 1
train: {{step: {step}}}
variants:
  one: {{}}
  other: {{train.step: 2 s}}
"""


# Some minutes of simulation in a sweep; nobody waits for its end.
LONG = {
    "scenario": scenario(elements=2_000_000),
    "variants": ["one"],
    "set": ["run.replications=2"],
    "vary": ["cpu.cores=1..32"],
}


def naming(path):
    """Questions that name a file in each way in which a scenario can: the interface's name, and what it is asked."""
    recorded = f"{{recorded: {{file: '{path}', unit: ms}}}}"
    histogram = f"{{histogram: {{fio: '{path}', direction: read}}}}"
    built = f"{{stragglers: {{of: {recorded}, share: 1 %, factor: 2}}}}"
    plain = scenario(stages="  - map: {name: decode, cost: 1 ms}\n")
    for value in (recorded, histogram, built):
        yield "check", {"scenario": plain.replace("cost: 1 ms", f"cost: {value}")}
        yield "check", {"scenario": plain.replace("latency: 1 us", f"latency: {value}")}
        yield "check", {"scenario": plain.replace("one: {}", f"one: {{decode.cost: {value}}}")}
        yield "check", {"scenario": plain, "set": [f"decode.cost={value}"]}
        yield "timeline", {"scenario": plain, "set": [f"decode.cost={value}"]}
        yield "sweep", {"scenario": plain, "vary": [f"decode.cost={value},1 ms"]}
        yield "lesson/try", {"step": "3", "value": value}
    yield "check", {"scenario": plain.replace("size: 1 kB", f"size: {recorded.replace('unit: ms', 'unit: kB')}")}
    yield "check", {"scenario": plain, "turn": [["decode.cost", recorded]]}
    yield "check", {"name": path}
    yield "check", {"scenario": f"!include {path}"}
