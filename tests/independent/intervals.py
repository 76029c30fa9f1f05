"""Computes quantiles and intervals with SciPy and statsmodels, for `tests/all/statistics.rs` to agree with.

Writes `intervals.csv` beside itself. It needs the two packages of the Python package index:

    pip install scipy statsmodels
    python3 tests/independent/intervals.py
"""

import csv
import pathlib

from scipy.stats import norm, t
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

CONFIDENCES = ["0.5", "0.8", "0.9", "0.95", "0.99", "0.999"]
TRIALS = [1, 2, 3, 5, 10, 42, 100, 682, 1081, 10_000, 1_000_000, 10**12]
PAIRS = [
    ((0, 10), (0, 10)), ((0, 10), (10, 10)), ((56, 70), (48, 80)), ((9, 10), (3, 10)), ((1, 1), (0, 1)),
    ((122, 1081), (84, 682)), ((5, 56), (0, 29)), ((100_000, 1_000_000), (101_000, 1_000_000)),
]


def successes(trials):
    """None, one, a tenth, a half, all but one, all."""
    return sorted({0, 1, trials // 10, trials // 2, trials - 1, trials})


def rows():
    for level in CONFIDENCES:
        alpha = 1 - float(level)
        yield "normal", level, "", "", "", "", norm.isf(alpha / 2), ""
        for degrees in [1, 2, 3, 5, 10, 30, 100, 1000, 1_000_000]:
            yield "student", level, degrees, "", "", "", t.isf(alpha / 2, degrees), ""
        for trials in TRIALS:
            for count in successes(trials):
                low, high = proportion_confint(count, trials, alpha=alpha, method="wilson")
                yield "wilson", level, count, trials, "", "", low, high
        for (before, n_before), (after, n_after) in PAIRS:
            low, high = confint_proportions_2indep(
                after, n_after, before, n_before, compare="diff", method="newcomb", alpha=alpha)
            yield "newcombe", level, before, n_before, after, n_after, low, high


def main():
    path = pathlib.Path(__file__).with_name("intervals.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["kind", "confidence", "count", "trials", "count_after", "trials_after", "low", "high"])
        for row in rows():
            table.writerow([format(float(cell), ".12g") if type(cell).__name__.startswith("float") else cell
                            for cell in row])


if __name__ == "__main__":
    main()
