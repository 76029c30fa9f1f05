"""Computes quantiles and intervals with SciPy and statsmodels, for `tests/all/statistics.rs` to agree with.

Writes `intervals.csv` beside itself. It needs the two packages of the Python package index:

    pip install scipy statsmodels
    python3 tests/independent/intervals.py
"""

import csv
import itertools
import math
import pathlib

from scipy.stats import chi2_contingency, multivariate_hypergeom, norm, t
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

CONFIDENCES = ["0.5", "0.8", "0.9", "0.95", "0.99", "0.999"]
TRIALS = [1, 2, 3, 5, 10, 42, 100, 682, 1081, 10_000, 1_000_000, 10**12]
PAIRS = [
    ((0, 10), (0, 10)), ((0, 10), (10, 10)), ((56, 70), (48, 80)), ((9, 10), (3, 10)), ((1, 1), (0, 1)),
    ((122, 1081), (84, 682)), ((5, 56), (0, 29)), ((100_000, 1_000_000), (101_000, 1_000_000)),
]
# (successes, trials) of each member. Large ones go by the distribution, small ones are counted out.
LARGE = [
    [(30, 172), (27, 186), (18, 169), (21, 217), (26, 337)],
    [(21, 114), (16, 123), (16, 125), (15, 120), (16, 200)],
    [(50 + place % 7, 100 + place) for place in range(30)],
    [(10, 100), (20, 100)], [(100_000, 1_000_000), (101_000, 1_000_000)], [(5, 10), (5, 10)],
]
SMALL = [
    [(16, 16), (15, 16), (14, 16), (12, 15), (16, 21)],
    [(20, 21), (15, 16), (15, 16), (13, 15), (13, 16)],
    [(3, 3), (0, 3)], [(9, 10), (3, 10)], [(1, 10), (0, 1000), (2, 30)], [(0, 5), (1, 5), (5, 5), (3, 4)],
]


def exact(members):
    """Of all ways in which the successes could have fallen to the members, how many differ as much or more."""
    trials = [of for _, of in members]
    total = sum(count for count, _ in members)

    def statistic(counts):
        return sum(count * count / of for count, of in zip(counts, trials))

    seen = statistic([count for count, _ in members])
    ways = (way for way in itertools.product(*(range(min(of, total) + 1) for of in trials[:-1]))
            if 0 <= total - sum(way) <= trials[-1])
    ways = ([*way, total - sum(way)] for way in ways)
    return math.fsum(multivariate_hypergeom.pmf(way, trials, total) for way in ways
                     if statistic(way) >= seen - 1e-9)


def homogeneity():
    for members in LARGE:
        table = [[count, of - count] for count, of in members]
        yield members, chi2_contingency(table, correction=False).pvalue
    for members in SMALL:
        # The rarer kind is enumerated: there are fewer ways.
        rare = sum(count for count, _ in members) * 2 > sum(of for _, of in members)
        yield members, exact([(of - count, of) if rare else (count, of) for count, of in members])


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
    for members, chance in homogeneity():
        counts, trials = (" ".join(str(number) for number in column) for column in zip(*members))
        yield "homogeneity", "", counts, trials, "", "", chance, ""


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
