# Simulation against exact results. `overlap export notebooks` fills in passages.

# %% [markdown]
# # Is the simulator right?
#
# `line.yaml` has two stations, loading and training, and a buffer between them. For such a line the throughput is known
# exactly, so that a simulation can be held against it. This command, run in the notebook's folder, makes the data, and makes
# the same bytes again:
#
# {{commands}}
#
# **Commit before you look.** The simulation has 27 points with 95 % intervals. Of the 18 with random times, how many intervals
# will contain the exact value? All points have the same random numbers: does that make your answer more certain, or less?

# %%
my_count = None

# %% tags=["parameters"]
DATA = "05-check.csv"

# %% [markdown]
# **What is exact**, for mean times *l* (loading) and *s* (step), *b* places, and *m* the longer of *l* and *s*:
#
# - Without a place they take turns: 1 ÷ (*l* + *s*), however the times vary.
# - Constant times, one place or more: 1 ÷ *m*. Everything but the slower station disappears.
# - Exponential times, *b* ≥ 1: the number of elements made but not used up is a birth-death chain with states 0 … *K* + 1, where
#   *K* = *b* + 1 (one is in the step's hands). With ρ = the shorter time ÷ *m*, the rate is
#   (1 − ρ^*K*) ÷ (1 − ρ^(*K* + 1)) ÷ *m*, and (*b* + 1) ÷ (*b* + 2) ÷ *m* where both are equal
#   (J. A. Buzacott, J. G. Shanthikumar 1993, §4.2).

# %%
import csv

import matplotlib.pyplot as plt

MEANS = {"even": (0.010, 0.010), "uneven": (0.008, 0.010), "constant": (0.008, 0.010)}  # seconds: loading, step


def exact(variant, places):
    """Elements per second."""
    load, step = MEANS[variant]
    longer, ratio = max(load, step), min(load, step) / max(load, step)
    if places == 0:
        return 1 / (load + step)
    if variant == "constant":
        return 1 / longer
    if ratio == 1:
        return (places + 1) / (places + 2) / longer
    return (1 - ratio ** (places + 1)) / (1 - ratio ** (places + 2)) / longer


with open(DATA, newline="", encoding="utf-8") as file:
    points = [
        (row["variant"], int(row["prefetch.buffer"]), *(float(row[key]) for key in ("mean", "ci_low", "ci_high")))
        for row in csv.DictReader(file)
    ]

inside = {}
print("variant    places   exact   simulated   95 % interval")
for variant, places, mean, low, high in points:
    value = exact(variant, places)
    slack = 1e-9 * value  # constant times have an interval without width
    inside[variant, places] = low - slack <= value <= high + slack
    mark = "" if inside[variant, places] else "   not inside"
    print(f"{variant:10} {places:6} {value:8.3f} {mean:10.3f}   {low:.3f} to {high:.3f}{mark}")

# %% [markdown]
# **The picture.** Lines are exact, points with bars are simulated. Below, the difference in percent: on the upper scale it could
# not be seen.

# %%
plt.rcParams.update({
    "figure.dpi": 80, "font.size": 16, "lines.linewidth": 2.5, "lines.markersize": 8, "axes.grid": True,
    "grid.color": "#dddddd", "axes.axisbelow": True, "text.parse_math": False,
})
LOOKS = {"even": ("#0072B2", "o", "-"), "uneven": ("#D55E00", "s", "--"), "constant": ("#009E73", "^", ":")}  # Okabe and Ito

picture, (upper, lower) = plt.subplots(2, 1, sharex=True, figsize=(10, 7.5), height_ratios=[3, 2], layout="constrained")
for shift, (variant, (colour, marker, line)) in enumerate(LOOKS.items()):
    own = [point[1:] for point in points if point[0] == variant]
    values = [exact(variant, places) for places, *_ in own]
    x = [place + 0.15 * (shift - 1) for place in range(len(own))]  # beside each other, not on top
    upper.plot(x, values, line, color=colour)
    errors = [[mean - low for _, mean, low, _ in own], [high - mean for _, mean, _, high in own]]
    upper.errorbar(x, [mean for _, mean, *_ in own], errors, fmt=marker, color=colour, capsize=5, label=variant)
    percent = [[100 * (number / value - 1) for number in numbers] for (_, *numbers), value in zip(own, values)]
    errors = [[mean - low for mean, low, _ in percent], [high - mean for mean, _, high in percent]]
    lower.errorbar(x, [mean for mean, *_ in percent], errors, fmt=marker, color=colour, capsize=5)
upper.set_ylim(0, 108)
upper.set_ylabel("samples/s")
upper.legend(loc="lower right", title="lines: exact")
lower.axhline(0, color="black", linewidth=1)
lower.set_ylabel("off by (%)")
lower.set_xticks(range(len(own)), [places for places, *_ in own])
lower.set_xlabel("prefetch.buffer (places)")
plt.show()

random = [value for (variant, _), value in inside.items() if variant != "constant"]
constant = [value for (variant, _), value in inside.items() if variant == "constant"]
print(f"Random times: {sum(random)} of {len(random)} intervals contain the exact value.")
print(f"Constant times: {sum(constant)} of {len(constant)} are exact, to nine digits.")
print(f"You said: {my_count}." if my_count else "You have not committed: `my_count` is None.")

# %% [markdown]
# Points of one variant are off in the same direction, because they share their random numbers: together they are one try, not
# nine. That is wanted: two points differ by what was changed, and not by luck.
#
# ## Change something
#
# 1. Add `--seed 2`, then 3, 4, … to the command, and run the notebook each time (*Run All*). Expect that in about one try of
#    twenty most intervals miss, all to the same side: that is what 95 % means.
# 2. Change `even` in `line.yaml` to gamma times of variability 0.5 (`{gamma: {mean: 10 ms, cv: 0.5}}`, both). The formula is
#    then for other times than the simulation's. Which is faster, and by how much with one place?
# 3. Break the formula on purpose: (*b*) ÷ (*b* + 1), as if the element in the step's hands did not count. Does the picture
#    notice at 16 places?
