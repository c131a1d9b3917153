# Lanes and buffers over the same time. `overlap export notebooks` fills in passages and parameters.

# %% [markdown]
# # Who waits for whom?
#
# {{subject}}: what each lane does in one window of one run, and how full the buffers are meanwhile. This command, run in the
# notebook's folder, makes the data, and makes the same bytes again:
#
# {{commands}}
#
# {{note}}
#
# **Commit before you look.** Which lane is busy for the largest share of the window? Write its name, as `GPU`, `worker 1`
# or `disk`.

# %%
my_busiest = None

# %% tags=["parameters"]
DATA = "02-timeline.json"

# %% [markdown]
# The file has, in nanoseconds, the pieces of each lane (begin, end, what it does) and the steps of each buffer (time,
# elements ready).

# %%
import json

import matplotlib.pyplot as plt

BLUE, ORANGE, GREEN, GREY = "#0072B2", "#E69F00", "#009E73", "#999999"  # Okabe and Ito: for every colour vision
plt.rcParams.update({
    "figure.dpi": 80, "font.size": 15, "axes.grid": True, "axes.grid.axis": "x", "grid.color": "#dddddd",
    "axes.axisbelow": True, "text.parse_math": False, "hatch.linewidth": 1.5,
})

with open(DATA, encoding="utf-8") as file:
    timeline = json.load(file)["timelines"][0]
lanes, buffers = timeline["lanes"], timeline["buffers"]
begin, end = timeline["from"], timeline["to"]

print(timeline["window"])

# %% [markdown]
# **The picture.** Lanes above, buffers below, over the same time. Look for what happens in the buffer just before the GPU
# (or the lane of the training step) pauses, and why other lanes pause while it works.

# %%
MOST = 8  # lanes of a kind that are shown
LOOKS = {  # colour and hatching: the hatching is for print in grey
    "work": (BLUE, None), "setup": ("#CC79A7", "xx"), "starved": ("#f5c6a8", "//"), "blocked": ("#fbe3ac", "||"),
    "turn": ("#c9e5f6", "--"), "start-up": ("#eeeeee", ".."), "host": ("#f0d5e3", "xx"), "others": ("#dddddd", "\\\\"),
}
KINDS = {"accelerator": GREEN, "stepCores": GREEN, "copyEngine": "#CC79A7"}  # what works there has a colour of its own

kinds = {}
for lane in lanes:
    kinds.setdefault(lane["kind"], []).append(lane)
lanes = [lane for own in kinds.values() for lane in own[:MOST]]
words = list(dict.fromkeys(what for lane in lanes for _, _, what in lane["pieces"] if what != "no work"))

height = 0.42 * len(lanes) + 1.1 * len(buffers) + 1.5
ratios = [0.42 * len(lanes) + 0.5] + [1.1] * len(buffers)
picture, axes = plt.subplots(
    len(ratios), 1, sharex=True, squeeze=False, figsize=(12, height), gridspec_kw={"height_ratios": ratios})
top, strips = axes[0][0], [row[0] for row in axes[1:]]
named = set()
for row, lane in enumerate(lanes):
    for what in words:
        colour, hatch = LOOKS[what]
        colour = KINDS.get(lane["kind"], colour) if what == "work" else colour
        spans = [((a - begin) / 1e6, (b - a) / 1e6) for a, b, kind in lane["pieces"] if kind == what]
        if spans:
            label = what if what != "work" and what not in named else None
            named.add(what)
            edge = None if hatch is None else "#666666"
            top.broken_barh(spans, (row - 0.4, 0.8), facecolor=colour, hatch=hatch, edgecolor=edge, linewidth=0, label=label)
top.set_yticks(range(len(lanes)), [lane["name"] for lane in lanes])
top.set_ylim(len(lanes) - 0.4, -0.6)
top.set_title(f"{timeline['title']}", fontsize=15, loc="left")
if top.get_legend_handles_labels()[1]:
    top.legend(loc="lower right", bbox_to_anchor=(1, 1), fontsize=13, frameon=False, ncols=4, borderpad=0)
for strip, buffer in zip(strips, buffers):
    times = [(time - begin) / 1e6 for time, _ in buffer["steps"]] + [(end - begin) / 1e6]
    levels = [level for _, level in buffer["steps"]]
    strip.fill_between(times, levels + levels[-1:], step="post", color=ORANGE)
    strip.axhline(buffer["capacity"], color="black", linestyle="--", linewidth=1)
    strip.set_ylim(0, max(1, buffer["capacity"]) * 1.15)
    strip.set_yticks([0, buffer["capacity"]])
    strip.set_ylabel(buffer["name"], rotation=0, ha="right", va="center", labelpad=12)
axes[-1][0].set_xlim(0, (end - begin) / 1e6)
axes[-1][0].set_xlabel("ms from the start of the window")
plt.show()

busiest = max(timeline["lanes"], key=lambda lane: lane["busy"])
print(f"Busiest: {busiest['name']}, for {100 * busiest['busy']:.0f} % of the window.")
for sentence in timeline["sentences"]:
    print("-", sentence)
print(f"You said: {my_busiest}." if my_busiest else "You have not committed: `my_busiest` is None.")

# %% [markdown]
# Filled: busy. *starved*: it waits for input. *blocked*: what it has made has no room. *turn*: its consumer works, and takes turns
# with it. *setup*: launching, copying. *start-up*: nothing has arrived yet. White: there is nothing for it to do.
#
# ## Change something
#
# 1. Run the command with one place more in the buffer (`--set`, with the name of its parameter), then the notebook
#    (*Run All*). Expect less *starved* where the training step runs only if the buffer was empty there before; and
#    the same if the lanes before it are always busy, because a rate cannot be buffered.
# 2. Move the window: `--from "0 s" --to "600 ms"` shows the start. Until when does the buffer stay empty, and how long would
#    a buffer of a hundred places take to fill?
