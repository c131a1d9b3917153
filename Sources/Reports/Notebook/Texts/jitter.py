# The curve over the buffer, for times that vary more and more. `overlap export notebooks` fills in passages and parameters.

# %% [markdown]
# # How much buffer does jitter need?
#
# {{subject}}: the mean of {{work}} stays what it is, and its variability changes: the coefficient of variation, standard
# deviation ÷ mean. For each the curve over {{buffer}} is drawn. This command, run in the notebook's folder, makes the data,
# and makes the same bytes again:
#
# {{commands}}
#
# It is the time whose jitter moves a step the most: the jitter of many small pieces of work in one step evens out. The varied
# times are log-normal: most are short, a few are very long.
#
# **Commit before you look.** How many places make up for the jitter, so that the throughput is within 5 % of the best with
# constant times, where the standard deviation is as large as the mean?

# %%
my_places = None

# %% tags=["parameters"]
DATA = "03-jitter.csv"
TITLE = "two stations, steady"
BUFFER = "prefetch.buffer"
WORK = "load.cost"
VARIABILITIES = [0.0, 0.5, 1.0, 2.0]

# %%
import csv

import matplotlib.pyplot as plt

plt.rcParams.update({
    "figure.figsize": (10, 5.5), "figure.dpi": 80, "font.size": 16, "lines.linewidth": 2.5, "lines.markersize": 9,
    "axes.grid": True, "grid.color": "#dddddd", "axes.axisbelow": True, "text.parse_math": False,
})
# Okabe and Ito's colours, for every colour vision; the line style and the marker tell the curves apart in grey.
LOOKS = [("#0072B2", "o-"), ("#E69F00", "s--"), ("#009E73", "^-."), ("#D55E00", "D:"), ("#CC79A7", "v-")]

curves = {}  # {distribution: {places: (mean, low, high)}}, in the order of the file
with open(DATA, newline="", encoding="utf-8") as file:
    for row in csv.DictReader(file):
        if row["metric"] == "samplesPerSecond":
            interval = tuple(float(row[key] or row["mean"]) for key in ("mean", "ci_low", "ci_high"))
            curves.setdefault(row[WORK], {})[row[BUFFER]] = interval
curves = dict(zip(VARIABILITIES, curves.values()))

# %%
ENOUGH = 0.05

best = max(mean for mean, _, _ in curves[VARIABILITIES[0]].values())  # with constant times


def enough(curve):
    """The smallest number of places that comes within `ENOUGH` of that; None where none does."""
    return next((places for places, (mean, _, _) in curve.items() if mean >= (1 - ENOUGH) * best), None)


for (variability, curve), (colour, look) in zip(curves.items(), LOOKS):
    x = range(len(curve))
    mean, low, high = zip(*curve.values())
    plt.plot(x, mean, look, color=colour, label=f"variability {variability:g}")
    plt.fill_between(x, low, high, color=colour, alpha=0.25)
plt.axhline((1 - ENOUGH) * best, color="black", linewidth=1.5, label=f"{100 * ENOUGH:g} % below constant times")
plt.xticks(x, list(curve))
plt.ylim(0, 1.1 * plt.ylim()[1])
plt.xlabel(f"{BUFFER} (places)")
plt.ylabel("samples/s")
plt.title(f"{TITLE}: {WORK} varies")
plt.legend(loc="lower right", fontsize=14)
plt.show()

for variability, curve in curves.items():
    places = enough(curve)
    first, last = (list(curve.values())[index][0] for index in (0, -1))
    print(f"variability {variability:g}: {first:.4g} to {last:.4g} samples/s; enough: {places or 'none of these'}")
print(f"You said: {my_places} places." if my_places else "You have not committed: `my_places` is None.")

# %% [markdown]
# Where loading and training take turns, the curves begin together: a mean of sums does not depend on how the parts vary. What
# jitter costs, it costs because two things go on at the same time, and one must now and then wait for the other. Several
# accelerators wait for the slowest in each step: no buffer makes up for that. A band that is as wide as the differences says
# that ten short runs cannot tell: a few very long times decide each of them.
#
# ## Change something
#
# 1. Set `ENOUGH = 0.01` and run that cell again. Expect several times as many places: to halve what is lost takes about twice
#    the places.
# 2. For two stations of the same mean time, a buffer of *b* places lets the line run at about 2*K* ÷ (2*K* + *c*²) of the
#    rate, where *K* = *b* + 1 and *c*² is the sum of the squared variabilities. Add that curve for 0.5 and 1. Where does it
#    fit, and for how few places does it not?
# 3. Make one station 20 % faster (`--set train.step="8 ms"` where the other takes 10 ms). Expect curves that reach the top
#    sooner: what is faster catches up by itself.
