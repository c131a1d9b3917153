# Throughput against the places of a buffer. `overlap export notebooks` fills in passages and parameters.

# %% [markdown]
# # How large must the buffer be?
#
# {{subject}}: throughput against {{buffer}}, the places of the buffer that feeds the training loop. This command, run in
# the notebook's folder, makes the data, and makes the same bytes again:
#
# {{commands}}
#
# **Commit before you look.** Two numbers, in the next cell: how many places are enough to be within 1 % of the fastest, and
# how many times as fast that is as the smallest buffer.

# %%
my_places = None
my_gain = None

# %% tags=["parameters"]
DATA = "01-curve.csv"
TITLE = "ladder, all but cache"
BUFFER = "prefetch.buffer"

# %% [markdown]
# Each row of the CSV is one figure at one point: its mean over replications, and a 95 % confidence interval.

# %%
import csv

import matplotlib.pyplot as plt

BLUE, ORANGE, GREEN, RED = "#0072B2", "#E69F00", "#009E73", "#D55E00"  # Okabe and Ito: for every colour vision
plt.rcParams.update({
    "figure.figsize": (10, 5.5), "figure.dpi": 80, "font.size": 16, "lines.linewidth": 2.5, "lines.markersize": 9,
    "axes.grid": True, "grid.color": "#dddddd", "axes.axisbelow": True, "text.parse_math": False,
})

with open(DATA, newline="", encoding="utf-8") as file:
    rows = list(csv.DictReader(file))


def figure(name):
    """A figure at each point: {places: (mean, low, high)}."""
    return {
        row[BUFFER]: tuple(float(row[key] or row["mean"]) for key in ("mean", "ci_low", "ci_high"))
        for row in rows if row["metric"] == name
    }


rates, busy = figure("samplesPerSecond"), figure("trainerUtilisation")
print("places   samples/s   95 % interval")
for places, (mean, low, high) in rates.items():
    print(f"{places:>6} {mean:11.4g}   {low:.4g} to {high:.4g}")

# %% [markdown]
# **The ceiling.** A trainer that is busy for a share *U* of the time, at a rate *X*, would do *X* ÷ *U* if it were always
# busy (the utilisation law). No buffer can bring more.
#
# **The knee.** The smallest buffer within 1 % of the fastest: what is beyond it costs memory and brings nothing.

# %%
ENOUGH = 0.01

best = max(mean for mean, _, _ in rates.values())
knee = next(places for places in rates if rates[places][0] >= (1 - ENOUGH) * best)
ceilings = [rates[places][0] / busy[places][0] for places in rates if busy.get(places, (0,))[0] > 0]

x = range(len(rates))  # one step for each value: from 1 on each doubles the one before
mean, low, high = zip(*rates.values())
plt.plot(x, mean, "o-", color=BLUE, label="simulated")
plt.fill_between(x, low, high, color=BLUE, alpha=0.3, label="95 % interval")
if ceilings and max(ceilings) < 2.5 * best:  # farther away it would press the curve flat
    plt.plot(x, ceilings, "--", color=RED, label="ceiling: the step alone")
at = list(rates).index(knee)
plt.plot(at, rates[knee][0], "D", color=ORANGE, markersize=15, markeredgecolor="black", label=f"enough: {knee}")
plt.xticks(x, list(rates))
plt.ylim(0, 1.1 * plt.ylim()[1])
plt.xlabel(f"{BUFFER} (places)")
plt.ylabel("samples/s")
plt.title(TITLE)
plt.legend(loc="lower right", fontsize=14)
plt.show()

first = next(iter(rates))
print(f"Enough: {knee}, with {rates[knee][0]:.4g} samples/s, {rates[knee][0] / rates[first][0]:.2f} times those with {first}.")
if ceilings:
    print(f"The fastest reaches {100 * best / max(ceilings):.0f} % of the ceiling, {max(ceilings):.4g} samples/s.")
print(f"You said: {my_places} places, {my_gain} times." if my_places else "You have not committed: `my_places` is None.")

# %% [markdown]
# ## Change something
#
# 1. Set `ENOUGH = 0.05` and run that cell again. Which buffer is enough now? Most of what a buffer brings comes with its
#    first places.
# 2. The band is from 10 replications. Run the command with `--replications 40`, then the notebook (*Run All*). Expect a
#    band about half as wide, because the width goes with 1 ÷ √n, and a knee that may move by one place: where the band is
#    wider than 1 %, ten replications cannot tell.
# 3. Halve the time of the step in the command (`--set train.step="60 ms"` where it took 120 ms). Is more buffer needed, or less?
#    Say why before you look: which of the two sides is the slower one now?
