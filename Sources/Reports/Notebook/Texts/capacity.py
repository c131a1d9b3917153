# Throughput and memory over calls at a time and places of a buffer. `overlap export notebooks` fills in passages and parameters.

# %% [markdown]
# # More workers, or more buffer?
#
# {{subject}}: throughput over {{calls}}, how many calls or worker processes there are at a time, and {{buffer}}, the places of
# the buffer. This command, run in the notebook's folder, makes the data, and makes the same bytes again:
#
# {{commands}}
#
# **Commit before you look.** What is the cheapest pair that comes within 5 % of the fastest? Cheapest is: the fewest workers,
# and with these the fewest places.

# %%
my_pair = None  # such as (4, 8): workers, places

# %% tags=["parameters"]
DATA = "04-capacity.csv"
TITLE = "ladder, all but cache"
BUFFER = "prefetch.buffer"
CALLS = "decode.parallelism"

# %%
import csv

import matplotlib.pyplot as plt

plt.rcParams.update({"figure.dpi": 80, "font.size": 15, "text.parse_math": False})

with open(DATA, newline="", encoding="utf-8") as file:
    rows = list(csv.DictReader(file))
workers = list(dict.fromkeys(row[CALLS] for row in rows))
places = list(dict.fromkeys(row[BUFFER] for row in rows))


def table(metric):
    """A figure for each number of workers (lines) and places (columns); NaN where there is none: out of memory."""
    known = {(row[CALLS], row[BUFFER]): float(row["mean"]) for row in rows if row["metric"] == metric}
    return [[known.get((w, p), float("nan")) for p in places] for w in workers]


rates, memory = table("samplesPerSecond"), table("peakBufferedBytes")
best = max(rate for line in rates for rate in line if rate == rate)

# %% [markdown]
# **The map.** Left the throughput, as a share of the fastest, with lines at 90, 95 and 99 %. Right what it costs: the most
# bytes that wait in buffers, in MiB.

# %%
LEVELS, STYLES = [90, 95, 99], [":", "--", "-"]


def show(axes, values, title, text):
    """Draws a table with a number in each field, dark on light and light on dark."""
    axes.imshow(values, cmap="cividis", origin="lower", aspect="auto")  # grows lighter evenly: it prints in grey
    known = [v for line in values for v in line if v == v]
    middle = (min(known) + max(known)) / 2
    for row, line in enumerate(values):
        for column, value in enumerate(line):
            shown = text(value) if value == value else "out"
            axes.text(column, row, shown, ha="center", va="center", zorder=3, color="white" if value <= middle else "black", fontsize=13)
    axes.set_xticks(range(len(places)), places)
    axes.set_yticks(range(len(workers)), workers)
    axes.set_xlabel(f"{BUFFER} (places)")
    axes.set_ylabel(CALLS)
    axes.set_title(title, fontsize=15)


picture, (left, right) = plt.subplots(1, 2, figsize=(14, 5.5), layout="constrained")
shares = [[100 * rate / best for rate in line] for line in rates]
show(left, shares, f"throughput, % of {best:.4g} samples/s", lambda value: f"{value:.0f}")
left.contour(shares, levels=LEVELS, colors="#D55E00", linestyles=STYLES, linewidths=3)
for level, style in zip(LEVELS, STYLES):
    left.plot([], [], style, color="#D55E00", linewidth=3, label=f"{level} %")
left.legend(loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=3, frameon=False)
show(right, [[b / 2**20 for b in line] for line in memory], "most bytes in buffers, MiB", lambda value: f"{value:.3g}")
picture.suptitle(TITLE, fontsize=16)
plt.show()

for level in LEVELS:
    # Workers cost more than places: the fewest of them first.
    row, column = next((r, c) for r, line in enumerate(shares) for c, share in enumerate(line) if share >= level)
    print(f"{level} %: workers {workers[row]}, places {places[column]}, {memory[row][column] / 2**20:.3g} MiB in buffers")
print(f"You said: {my_pair}." if my_pair else "You have not committed: `my_pair` is None.")

# %% [markdown]
# A line that runs from left to right says: more workers bring it, more buffer does not. A line that runs upwards says the
# opposite.
#
# ## Change something
#
# 1. Add 97 to `LEVELS` (and a style, `"-."`). Does it bend where you expect?
# 2. Run the command with `--set cpu.cores=2`, then the notebook (*Run All*). Where the workers compute, expect that the rows of
#    more workers become alike: beyond the cores, workers only share them.
# 3. Which pair would you buy, if a worker costs as much as 100 MiB? Write the cost of each field as a formula and look for the
#    smallest among those above 95 %.
