"""Measures actions on the reference data with NumPy and SciPy, for `tests/all/actions.rs` to agree with.

Writes `actions.csv` and `actions-monthly.csv` beside itself. It needs the two packages of the Python package index, and the reference plans
beside the repository:

    pip install numpy scipy
    python3 tests/independent/actions.py
"""

import collections
import csv
import datetime as dt
import glob
import pathlib
import zoneinfo

import numpy as np
from scipy import stats

HERE = pathlib.Path(__file__).parent
SHARED = HERE / "../../../shared/reference"
DATA = SHARED / "inside-sales"
AS_OF = dt.date(2026, 11, 22)
TOKYO = zoneinfo.ZoneInfo("Asia/Tokyo")
# From when, and by when at the latest.
WINDOWS = [
    ("2026-10-15", "2026-11-30"), ("2026-10-15", "2026-10-31"), ("2026-09-01", "2026-09-30"),
    ("2026-08-03", "2026-08-14"), ("2026-07-20", "2026-11-22"), ("2026-11-16", "2026-11-22"),
]
RATES = {"appointment_rate": ("appointments", "calls"), "meeting_rate": ("meetings", "appointments"),
         "show_rate": ("attended", "appointments")}
SUMS = ["calls", "orders", "revenue"]
QUOTIENTS = {"order_value": ("revenue", "orders"), "calls_per_order": ("calls", "orders")}


def rows():
    for name in sorted(glob.glob(str(DATA / "data/*.csv"))):
        with open(name, encoding="utf-8") as file:
            for row in csv.DictReader(file):
                time = dt.datetime.fromisoformat(row["occurred_at"].replace("Z", "+00:00"))
                yield time.astimezone(TOKYO).date(), row


def holidays():
    lines = (DATA / "holidays.csv").read_bytes().decode("cp932").splitlines()[1:]
    return {dt.date(*map(int, line.split(",")[0].split("/"))) for line in lines}


ROWS = [(day, row) for day, row in rows() if day <= AS_OF]
HOLIDAYS = holidays()
DAYS = {day for day, _ in ROWS}
MEASURES = {
    "calls": lambda row: row["kind"] == "call",
    "appointments": lambda row: row["kind"] == "appointment",
    "attended": lambda row: row["kind"] == "appointment" and row["attended"] == "true",
    "meetings": lambda row: row["kind"] == "meeting",
    "orders": lambda row: row["kind"] == "order",
    "revenue": lambda row: int(row["amount"]) if row["kind"] == "order" else 0,
}


def by(measure, first, last, key):
    total = collections.Counter()
    for day, row in ROWS:
        if first <= day <= last:
            total[key(day, row)] += int(MEASURES[measure](row))
    return total


def is_worked(day):
    return day.weekday() < 5 and day not in HOLIDAYS


def each(first, last):
    return [first + dt.timedelta(n) for n in range((last - first).days + 1)]


def rate(above, below, before, after):
    """Direct standardisation to the mix of lists before; 1.96 standard errors of stratified binomial samples."""
    counts = [{side: by(measure, *window, lambda day, row: row["list"]) for side, measure in
               (("above", above), ("below", below))} for window in (before, after)]
    lists = [name for name in sorted(counts[0]["below"]) if all(side["below"][name] > 0 for side in counts)]
    n, k = (np.array([[side[which][name] for name in lists] for side in counts], float) for which in ("below", "above"))
    if (k > n).any():  # Meetings of earlier appointments: no share of them.
        return quotient(above, below, before, after)
    weights = n[0] / n[0].sum()
    shares = k / n
    values = (weights * shares).sum(axis=1)
    half = 1.96 * np.sqrt((weights**2 * shares * (1 - shares) / n).sum())
    if (k.sum(axis=1) < 5).any() or ((n - k).sum(axis=1) < 5).any():
        half = np.nan
    raw = sum(counts[1]["above"].values()) / sum(counts[1]["below"].values())
    return values[0], raw, values[1], values[1] - values[0], half


def known(first, last):
    days = [day for day in each(first, last) if day in DAYS]
    return days[0], days[-1]


def worked(measure, first, last):
    first, last = known(first, last)
    amounts = by(measure, first, last, lambda day, row: day)
    days, early = [], 0
    for day in each(first, last):
        if is_worked(day):
            days.append(amounts[day] + early)
            early = 0
        elif days:
            days[-1] += amounts[day]
        else:
            early += amounts[day]
    return np.array(days, float)


def total(measure, before, after):
    """Welch's t-test over working days, for the month that the last day with numbers lies in."""
    start = known(*after)[1].replace(day=1)
    end = (start + dt.timedelta(32)).replace(day=1) - dt.timedelta(1)
    month = sum(map(is_worked, each(start, end)))
    old, new = worked(measure, *before), worked(measure, *after)
    half = np.nan
    if min(len(old), len(new)) > 1:
        low, high = stats.ttest_ind(new, old, equal_var=False).confidence_interval(0.95)
        half = (high - low) / 2
    return old.mean() * month, new.mean() * month, np.nan, (new.mean() - old.mean()) * month, half * month


def quotient(above, below, before, after):
    """The delta method over days with numbers, and Welch's degrees of freedom."""
    values, variances, degrees = [], [], []
    for window in (before, after):
        days = [day for day in each(*window) if day in DAYS]
        a, b = (np.array([by(m, day, day, lambda *_: 0)[0] for day in days], float) for m in (above, below))
        used = (a != 0) | (b != 0)
        a, b = a[used], b[used]
        value = a.sum() / b.sum() if b.sum() else np.nan
        values.append(value)
        degrees.append(len(a) - 1)
        variances.append(np.var(a - value * b, ddof=1) / len(a) / b.mean() ** 2 if len(a) > 1 else np.nan)
    freedom = sum(variances) ** 2 / sum(v**2 / d for v, d in zip(variances, degrees))
    half = stats.t.ppf(0.975, freedom) * np.sqrt(sum(variances))
    return values[0], values[1], np.nan, values[1] - values[0], half


def main():
    with (HERE / "actions.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow("metric from by before after after_standardised effect low95 high95".split())
        for start, by_day in WINDOWS:
            first = dt.date.fromisoformat(start)
            after = first, min(AS_OF, dt.date.fromisoformat(by_day))
            before = first - (after[1] - first + dt.timedelta(1)), first - dt.timedelta(1)
            found = [(name, rate(*sides, before, after)) for name, sides in RATES.items()]
            found += [(name, total(name, before, after)) for name in SUMS]
            found += [(name, quotient(*sides, before, after)) for name, sides in QUOTIENTS.items()]
            for name, (old, new, standardised, effect, half) in found:
                numbers = [old, new, standardised, effect, effect - half, effect + half]
                cells = ["" if np.isnan(number) else format(number, ".12g") for number in numbers]
                table.writerow([name, start, by_day, *cells])


def monthly():
    """A report with a row for each month: whole months against as many, by Welch's t."""
    with (SHARED / "contractor/agency-report.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with (HERE / "actions-monthly.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow("metric from before after effect low95 high95".split())
        for start in ("2026-08", "2026-09"):
            for metric in ("appointments", "deals", "orders"):
                new = [int(row[metric]) for row in rows if row["month"] >= start]
                old = [int(row[metric]) for row in rows if row["month"] < start][-len(new) :]
                interval = stats.ttest_ind(new, old, equal_var=False).confidence_interval(0.95)
                before, after = np.mean(old), np.mean(new)
                numbers = [before, after, after - before, interval.low, interval.high]
                table.writerow([metric, start + "-01", *(format(number, ".12g") for number in numbers)])


if __name__ == "__main__":
    main()
    monthly()
