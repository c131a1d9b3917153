# Prediction against measurement. `overlap export notebooks` writes the recorded data beside it.

# %% [markdown]
# # Is the model right about real runs?
#
# Notebook 05 holds the simulator against formulas of the same model. This one holds the model against a machine: pipelines were
# predicted, the predictions were written down, and then the same pipelines ran for real, on threads, files and OpenCL, five times
# each. The data are recorded: nobody's machine gives the same bytes again. These commands make yours, in a quarter of an hour for
# each group, and write `validation.csv` into a folder of its name:
#
# ```sh
# overlap datagen scenarios/validation/wait.yaml --data data/wait
# overlap validate scenarios/validation/wait.yaml --data data/wait --device emulated -o wait --yes
# ```
#
# They need the scenarios of the program's repository, where `notebooks-export/validation/README.md` says what was run on what, and
# where predictions fall short.
#
# **Commit before you look.** In percent: what is the median error of the predictions? And which group is predicted worst: where
# functions *wait*, where busy threads compute (*spin*), where they compute over their bytes (*work*), or on *opencl*?

# %%
my_median = None
my_worst = None

# %% tags=["parameters"]
GROUPS = ["wait", "spin", "work", "opencl"]

# %%
import csv
from statistics import median

import matplotlib.pyplot as plt

points = {}  # {group: [(variant, predicted, measured, low, high, error, spread), …]}
for group in GROUPS:
    with open(f"06-{group}.csv", newline="", encoding="utf-8") as file:
        keys = ("predicted", "measured", "measured_low", "measured_high", "error", "spread")
        points[group] = [
            (row["variant"], *(float(row[key]) for key in keys)) for row in csv.DictReader(file) if row["predicted"]
        ]

print("group    points   median error   worst   at                          spread of runs, median")
for group, rows in points.items():
    worst = max(rows, key=lambda row: abs(row[5]))
    print(
        f"{group:8} {len(rows):6} {100 * median(abs(row[5]) for row in rows):12.1f} % {100 * worst[5]:+6.1f} %"
        f"   {worst[0]:27} {100 * median(row[6] for row in rows):5.1f} %")

# %% [markdown]
# **The picture.** Left, predicted against measured; on the diagonal they are equal. A correlation looks good on such a picture
# even where errors are large, so look at the right one: the error of each point, beside the spread of its five runs, twice the
# standard deviation. A prediction cannot be better than runs agree with each other.

# %%
plt.rcParams.update({
    "figure.dpi": 80, "font.size": 15, "axes.grid": True, "grid.color": "#dddddd", "axes.axisbelow": True,
})
LOOKS = dict(zip(GROUPS, [("#0072B2", "o"), ("#E69F00", "s"), ("#009E73", "^"), ("#D55E00", "D")]))  # Okabe and Ito

picture, (left, right) = plt.subplots(1, 2, figsize=(14, 6), layout="constrained")
for group, (colour, marker) in LOOKS.items():
    rows = points[group]
    left.plot(
        [row[2] for row in rows], [row[1] for row in rows], marker, color=colour, markeredgecolor="black", markersize=9,
        label=group)
rates = [rate for rows in points.values() for row in rows for rate in row[1:3]]
left.plot([min(rates), max(rates)], [min(rates), max(rates)], "-", color="black", linewidth=1)
left.set_xscale("log")
left.set_yscale("log")
round_rates = [rate for rate in (20, 50, 100, 200, 500) if min(rates) <= rate <= max(rates)]
left.set_xticks(round_rates, round_rates)
left.set_yticks(round_rates, round_rates)
left.minorticks_off()
left.set_xlabel("measured samples/s")
left.set_ylabel("predicted samples/s")
left.legend()

place, ticks = 0, []
for group, (colour, marker) in LOOKS.items():
    rows = sorted(points[group], key=lambda row: row[5])
    x = range(place, place + len(rows))
    right.bar(x, [400 * row[6] for row in rows], bottom=[-200 * row[6] for row in rows], color="#cccccc", width=0.9)
    right.plot(x, [100 * row[5] for row in rows], marker, color=colour, markeredgecolor="black", markersize=8)
    ticks.append((place + len(rows) / 2, group))
    place += len(rows) + 2
right.axhline(0, color="black", linewidth=1)
right.set_xticks(*zip(*ticks))
right.grid(axis="x", visible=False)
right.set_ylabel("error of the prediction (%)")
right.set_title("grey: twice the spread of the runs", fontsize=15)
plt.show()

every = [abs(row[5]) for rows in points.values() for row in rows]
within = sum(abs(row[5]) <= 2 * row[6] for rows in points.values() for row in rows)
print(f"All {len(every)}: median error {100 * median(every):.1f} %; {within} are within twice the spread of their runs.")
said = f"You said: {my_median} %, worst {my_worst}." if my_median else "You have not committed: `my_median` is None."
print(said)

# %% [markdown]
# ## Change something
#
# 1. Which points are off by more than twice the spread? Print them. What do those of *spin* that are predicted too fast have in
#    common? (Their threads compute, and there are more of them than cores.)
# 2. What a planner needs is the order, more than the number: of all pairs of points in a group whose measured rates differ by
#    more than 5 %, count those that the predictions put the wrong way round. Expect very few.
# 3. Run the commands above on your machine, and draw your `wait/validation.csv` in place of `06-wait.csv`. Expect other rates, and
#    errors of the same size: the executor's overheads are measured on your machine first.
