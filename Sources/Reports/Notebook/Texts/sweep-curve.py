# A user's sweep of one parameter. `overlap sweep --notebook` fills in passages and parameters.

# %% [markdown]
# # What does {{axis}} bring?
#
# {{subject}}: {{metric}} against {{axis}}. {{question}} This command, run in the folder in which it was run first, makes the
# data, and makes the same bytes again:
#
# {{commands}}
#
# **Commit before you look.** Which value is the smallest that is nearly as good as the best?

# %%
my_value = None

# %% tags=["parameters"]
DATA = "sweep.csv"
TITLE = "scenario"
METRIC = "samplesPerSecond"
BETTER = "higher"
AXIS = "prefetch.buffer"

# %%
import csv

import matplotlib.pyplot as plt

plt.rcParams.update({
    "figure.figsize": (10, 5.5), "figure.dpi": 80, "font.size": 16, "lines.linewidth": 2.5, "lines.markersize": 9,
    "axes.grid": True, "grid.color": "#dddddd", "axes.axisbelow": True, "text.parse_math": False,
})
# Okabe and Ito's colours, for every colour vision; the line style and the marker tell the curves apart in grey.
LOOKS = [("#0072B2", "o-"), ("#E69F00", "s--"), ("#009E73", "^-."), ("#D55E00", "D:"), ("#CC79A7", "v-"), ("#56B4E9", "P--")]

with open(DATA, newline="", encoding="utf-8") as file:
    rows = list(csv.DictReader(file))
values = list(dict.fromkeys(row[AXIS] for row in rows))  # all points, those without the figure too: out of memory
unit = next((row["unit"] for row in rows if row["metric"] == METRIC), "").replace("1", "share")


def curves(metric):
    """A figure at each point: {variant: {value: (mean, low, high)}}."""
    found = {}
    for row in rows:
        if row["metric"] == metric:
            interval = tuple(float(row[key] or row["mean"]) for key in ("mean", "ci_low", "ci_high"))
            found.setdefault(row["variant"], {})[row[AXIS]] = interval
    return found


rates, busy = curves(METRIC), curves("trainerUtilisation")

# %%
ENOUGH = 0.01


def number(value):
    """The value as a number; a word as its place in the list."""
    try:
        return float(value)
    except ValueError:
        return values.index(value)


def enough(curve):
    """The smallest value that is nearly the best; None where nothing says what is better."""
    if BETTER is None:
        return None
    means = [mean for mean, _, _ in curve.values()]
    best = max(means) if BETTER == "higher" else min(means)
    return next(v for v in sorted(curve, key=number) if abs(curve[v][0] - best) <= ENOUGH * abs(best))


for index, (variant, curve) in enumerate(rates.items()):
    colour, look = LOOKS[index % len(LOOKS)]
    x = [values.index(value) for value in curve]
    mean, low, high = zip(*curve.values())
    plt.plot(x, mean, look, color=colour, label=f"variant {variant}")
    plt.fill_between(x, low, high, color=colour, alpha=0.25)
    knee = enough(curve)
    if knee is not None:
        at = (values.index(knee), curve[knee][0])
        plt.plot(*at, "D", markersize=15, markerfacecolor="none", markeredgecolor="black", markeredgewidth=2)
if METRIC == "samplesPerSecond" and len(rates) == 1 and busy:
    # The utilisation law: a trainer that is busy for a share U at a rate X would do X ÷ U if it were always busy.
    (curve,), (share,) = rates.values(), busy.values()
    ceiling = {value: curve[value][0] / share[value][0] for value in curve if share.get(value, (0,))[0] > 0}
    if ceiling and max(ceiling.values()) < 2.5 * max(mean for mean, _, _ in curve.values()):
        plt.plot([values.index(value) for value in ceiling], list(ceiling.values()), "k:", label="the step alone")
plt.xticks(range(len(values)), values, rotation=30 if max(map(len, values)) > 6 else 0)
plt.ylim(-0.03 * plt.ylim()[1], 1.1 * plt.ylim()[1])
plt.xlabel(AXIS)
plt.ylabel(f"{METRIC} ({unit})")
plt.title(TITLE)
plt.legend(fontsize=13)
plt.show()

for variant, curve in rates.items():
    knee = enough(curve)
    if knee is not None:
        print(f"{variant}: enough is {AXIS} = {knee}, with {curve[knee][0]:.4g} {unit} (◇)")
if not rates:
    print(f"No point has {METRIC}.")
print(f"You said: {my_value}." if my_value else "You have not committed: `my_value` is None.")

# %% [markdown]
# ## Change something
#
# 1. Set `ENOUGH = 0.05` and run that cell again. What does the last percent cost?
# 2. Set `METRIC` to another figure of the CSV, such as `"stallFraction"` or `"peakBufferedBytes"`, and `BETTER` to `"lower"`.
#    Does the same value look like enough?
# 3. Run the command with `--replications 40`, then the notebook (*Run All*). Where bands were wider than the differences, expect
#    the answer to move.
