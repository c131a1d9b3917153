# A user's sweep of two parameters. `overlap sweep --notebook` fills in passages and parameters.

# %% [markdown]
# # {{axis}}, or {{second}}?
#
# {{subject}}: {{metric}} over {{axis}} and {{second}}. {{question}} This command, run in the folder in which it was run first,
# makes the data, and makes the same bytes again:
#
# {{commands}}
#
# **Commit before you look.** Which pair of values is the cheapest that comes within 5 % of the best?

# %%
my_pair = None

# %% tags=["parameters"]
DATA = "sweep.csv"
TITLE = "scenario"
VARIANT = "base"
METRIC = "samplesPerSecond"
BETTER = "higher"
AXIS = "decode.parallelism"
SECOND_AXIS = "prefetch.buffer"

# %%
import csv

import matplotlib.pyplot as plt

plt.rcParams.update({"figure.dpi": 80, "font.size": 15, "text.parse_math": False})

with open(DATA, newline="", encoding="utf-8") as file:
    rows = [row for row in csv.DictReader(file) if row["variant"] == VARIANT]
ups, acrosses = (list(dict.fromkeys(row[axis] for row in rows)) for axis in (AXIS, SECOND_AXIS))


def table(metric):
    """A figure for each value of the first parameter (lines) and the second (columns); NaN where there is none."""
    known = {(row[AXIS], row[SECOND_AXIS]): float(row["mean"]) for row in rows if row["metric"] == metric}
    return [[known.get((up, across), float("nan")) for across in acrosses] for up in ups]


figures, memory = table(METRIC), table("peakBufferedBytes")
unit = next((row["unit"] for row in rows if row["metric"] == METRIC), "").replace("1", "share")
known = [value for line in figures for value in line if value == value]
best = min(known, default=0) if BETTER == "lower" else max(known, default=0)

# %%
# How near the best counts: of what should be low, so much above it.
LEVELS = [90, 95, 99] if BETTER != "lower" else [101, 105, 110]
STYLES = [":", "--", "-"]


def show(axes, values, title, text):
    """Draws a table with a number in each field, dark on light and light on dark."""
    axes.imshow(values, cmap="cividis", origin="lower", aspect="auto")  # grows lighter evenly: it prints in grey
    known = [v for line in values for v in line if v == v]
    middle = (min(known) + max(known)) / 2 if known else 0
    for row, line in enumerate(values):
        for column, value in enumerate(line):
            shown = text(value) if value == value else "none"
            axes.text(column, row, shown, ha="center", va="center", zorder=3, color="white" if value <= middle else "black", fontsize=13)
    axes.set_xticks(range(len(acrosses)), acrosses, rotation=30 if max(map(len, acrosses)) > 6 else 0)
    axes.set_yticks(range(len(ups)), ups)
    axes.set_xlabel(SECOND_AXIS)
    axes.set_ylabel(AXIS)
    axes.set_title(title, fontsize=15)


has_memory = any(value == value for line in memory for value in line)
picture, fields = plt.subplots(1, 1 + has_memory, figsize=(14 if has_memory else 9, 5.5), squeeze=False, layout="constrained")
shares = [[100 * value / best if best else value for value in line] for line in figures]
show(fields[0][0], shares, f"{METRIC}, % of {best:.4g} {unit}", lambda value: f"{value:.0f}")
if min(len(ups), len(acrosses)) > 1 and best:
    fields[0][0].contour(shares, levels=LEVELS, colors="#D55E00", linestyles=STYLES, linewidths=3)
    for level, style in zip(LEVELS, STYLES):
        fields[0][0].plot([], [], style, color="#D55E00", linewidth=3, label=f"{level} %")
    fields[0][0].legend(loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=3, frameon=False)
if has_memory:
    show(fields[0][1], [[b / 2**20 for b in line] for line in memory], "most bytes in buffers, MiB", lambda value: f"{value:.3g}")
picture.suptitle(f"{TITLE}, {VARIANT}", fontsize=16)
plt.show()

for level in LEVELS:
    near = [
        (up, across) for up, line in zip(ups, shares) for across, share in zip(acrosses, line)
        if (share <= level if BETTER == "lower" else share >= level)
    ]
    if near:
        print(f"{level} % of the best: {AXIS} = {near[0][0]}, {SECOND_AXIS} = {near[0][1]} is the first of {len(near)}")
print(f"You said: {my_pair}." if my_pair else "You have not committed: `my_pair` is None.")

# %% [markdown]
# ## Change something
#
# 1. Set `VARIANT` to another variant of the CSV, if there is one, and run all cells. Do the lines turn?
# 2. Set `METRIC = "stallFraction"` and `BETTER = "lower"`. Are the pairs with the least stall those with the most throughput?
# 3. Run the command with more values where the lines bend, then the notebook (*Run All*).
