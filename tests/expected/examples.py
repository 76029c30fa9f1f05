"""Computes what the four examples must come to, apart from the program: plain Python, fractions, no shared code.

Writes `expected.csv` (every number by period and group) and `expected-check.csv` (what `kpi check` says on the day that
the folder's kpi.toml fixes) beside each plan. Run it from the repository's root after the data changes:

    python3 tests/expected/examples.py
"""

import csv
import datetime as dt
import io
import json
import pathlib
import statistics
from collections import defaultdict
from fractions import Fraction as F
from zoneinfo import ZoneInfo

EXAMPLES = pathlib.Path(__file__).parents[2] / "examples"


def month(day):
    return f"{day:%Y-%m}"


def week(day):
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02}"


def days(first, last):
    while first <= last:
        yield first
        first += dt.timedelta(1)


def bounds(period):
    """First and last day of a month or an ISO week."""
    if "W" in period:
        first = dt.date.fromisocalendar(int(period[:4]), int(period[6:]), 1)
        return first, first + dt.timedelta(6)
    first = dt.date(int(period[:4]), int(period[5:]), 1)
    return first, (first.replace(day=28) + dt.timedelta(4)).replace(day=1) - dt.timedelta(1)


def ratio(a, b):
    """value, numerator, denominator; nothing where there is nothing to divide."""
    return (F(a) / F(b), a, b) if a is not None and b not in (None, 0) else None


def plain(a):
    return (F(a), None, None) if a is not None else None


def text(number):
    if number is None:
        return ""
    number = F(number)
    return str(number.numerator) if number.denominator == 1 else repr(float(number))


def write(folder, name, first_line, header, rows):
    out = io.StringIO()
    if first_line:
        out.write(first_line + "\n")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(header)
    table.writerows(rows)
    (EXAMPLES / folder / name).write_text(out.getvalue(), encoding="utf-8")


def write_values(folder, values):
    """values: {(period, by, name): (value, numerator, denominator) or None}"""
    rows = [[*key, *(text(part) for part in value)] for key, value in values.items() if value is not None]
    write(folder, "expected.csv", None, ["period", "by", "name", "value", "numerator", "denominator"], rows)


HEADER = "period complete name value target target_from expected attainment forecast status".split()


def verdict(value, target, as_of, period, workday, *, additive, source, warn=F(1), fail=F(8, 10), most=False, few=False):
    """One line of expected-check.csv. `warn` and `fail` are shares of the target."""
    first, last = bounds(period)
    whole = last <= as_of
    gone = sum(map(workday, days(first, min(last, as_of))))
    total = sum(map(workday, days(first, last)))
    part = F(gone, total) if additive and not whole else F(1)
    expected = target * part
    if few or (not whole and F(gone, total) < F(1, 5)):
        status = "too-few"
    elif most:
        status = "fail" if value > fail * expected else "warn" if value > warn * expected else "ok"
    else:
        status = "fail" if value < fail * expected else "warn" if value < warn * expected else "ok"
    attainment = None if most else value / expected
    forecast = value / part if additive and not whole else None
    return [period, str(whole).lower(), "", text(value), text(target), source, text(expected), text(attainment), text(forecast), status]


def named(name, line):
    line[2] = name
    return line


# ---- inside-sales ---------------------------------------------------------------------------------------------

def inside_sales():
    folder, as_of = "inside-sales", dt.date(2026, 11, 20)
    lines = (EXAMPLES / folder / "日報.csv").read_bytes().decode("cp932").splitlines()[2:]
    off = {dt.date.fromisoformat(r["日付"]) for r in csv.DictReader(open(EXAMPLES / folder / "休日.csv", encoding="utf-8"))}
    off |= set(days(dt.date(2026, 12, 29), dt.date(2027, 1, 3)))
    workday = lambda day: day.weekday() < 5 and day not in off
    names = ["架電数", "アポ数", "商談数", "受注数", "受注額"]
    sums = defaultdict(lambda: dict.fromkeys(names, 0))
    for row in csv.DictReader(lines):
        if row["担当"] == "合計":
            continue
        day = dt.date(*map(int, row["日付"].split("/")))
        for by in ("", f"担当={row['担当']}"):
            for period in (month(day), week(day)):
                for name in names:
                    cell = row["受注額(千円)"] if name == "受注額" else row[name]
                    sums[period, by][name] += int(cell.replace(",", "")) * (1000 if name == "受注額" else 1)
    steps = {"アポ率": ("アポ数", "架電数"), "商談化率": ("商談数", "アポ数"), "受注率": ("受注数", "商談数"), "平均受注単価": ("受注額", "受注数")}
    values = {}
    for (period, by), row in sorted(sums.items()):
        wanted = ["アポ数"] if "W" in period else names
        for name in wanted:
            values[period, by, name] = plain(row[name])
        if "W" not in period:
            for name, (above, below) in steps.items():
                values[period, by, name] = ratio(row[above], row[below])
    write_values(folder, values)

    orders = F(6_000_000, 400_000)
    need = {"受注数": orders, "商談数": orders / F(25, 100)}
    need["アポ数"] = need["商談数"] / F(75, 100)
    need["架電数"] = need["アポ数"] / F(8, 100)

    def weekly(period):
        """The days' shares of the months' numbers."""
        share = lambda day: need["アポ数"] / sum(map(workday, days(*bounds(month(day)))))
        return sum((share(day) for day in days(*bounds(period)) if workday(day)), F(0))

    def lines_of(period, names):
        row = sums[period, ""]
        judge = lambda name, value, target, **more: named(name, verdict(F(value), F(target), as_of, period, workday, **more))
        rate = lambda name: ratio(row[steps[name][0]], row[steps[name][1]])[0]
        every = {
            "受注額": lambda: judge("受注額", row["受注額"], 6_000_000, additive=True, source="stated"),
            "架電数": lambda: judge("架電数", row["架電数"], need["架電数"], additive=True, source="derived"),
            "アポ数": lambda: judge("アポ数", row["アポ数"], weekly(period), additive=True, source="derived"),
            "アポ率": lambda: judge("アポ率", rate("アポ率"), F(8, 100), additive=False, source="stated", warn=F(75, 80), fail=F(6, 8), few=row["架電数"] < 100),
            "商談化率": lambda: judge("商談化率", rate("商談化率"), F(75, 100), additive=False, source="stated"),
        }
        return [every[name]() for name in names]

    monthly = ["受注額", "架電数", "アポ率", "商談化率"]
    table = lines_of("2026-11", monthly) + lines_of("2026-W47", ["アポ数"]) + lines_of("2026-10", monthly) + lines_of("2026-W46", ["アポ数"])
    write(folder, "expected-check.csv", "# kpi check plan.kpi ; as of 2026-11-20, which kpi.toml fixes", HEADER, table)


# ---- crm-pipeline ---------------------------------------------------------------------------------------------

def crm_pipeline():
    folder, as_of = "crm-pipeline", dt.date(2026, 11, 15)
    zone = ZoneInfo("America/New_York")
    off = {dt.date(2026, *d) for d in ((5, 25), (6, 19), (7, 3), (9, 7), (11, 26), (11, 27), (12, 25))}
    workday = lambda day: day.weekday() < 5 and day not in off
    leads = [json.loads(line) for line in open(EXAMPLES / folder / "leads.jsonl", encoding="utf-8")]
    deals = list(csv.DictReader(open(EXAMPLES / folder / "deals.csv", encoding="utf-8-sig"), delimiter=";"))
    british = lambda cell: dt.datetime.strptime(cell, "%d/%m/%Y").date() if cell else None
    sums = defaultdict(lambda: defaultdict(int))
    cycles = defaultdict(list)
    seen = {"lead": set(), "opened": set(), "closed": set()}
    for lead in leads:
        day = dt.datetime.fromisoformat(lead["created_at"].replace("Z", "+00:00")).astimezone(zone).date()
        for period in (month(day), week(day)):
            seen["lead"].add(period)
            for by in ("", f"channel={lead['channel']}"):
                sums[period, by]["inquiries"] += 1
                sums[period, by]["qualified"] += lead["qualified"]
    for deal in deals:
        opened, closed = british(deal["Opened"]), british(deal["Closed"])
        for by in ("", f"channel={deal['Channel']}", f"owner={deal['Owner']}"):
            seen["opened"].add(month(opened))
            sums[month(opened), by]["opened"] += 1
            if closed:
                seen["closed"].add(month(closed))
                cell = sums[month(closed), by]
                won = deal["Stage"] == "Won"
                cell["won"] += won
                cell["bookings"] += int(deal["Amount"].replace("$", "").replace(",", "")) if won else 0
                if won:
                    cycles[month(closed), by].append((closed - opened).days)
    of = {"inquiries": "lead", "qualified": "lead", "opened": "opened", "won": "closed", "bookings": "closed"}
    steps = {"qualification_rate": ("qualified", "inquiries"), "acceptance_rate": ("opened", "qualified"), "win_rate": ("won", "opened"), "deal_size": ("bookings", "won")}

    def number(period, by, name):
        """None where the source has no rows in the period, or no such dimension."""
        if period not in seen[of[name]] or (by.startswith("owner=") and of[name] == "lead"):
            return None
        return sums[period, by][name]

    values = {}
    for period, by in sorted(sums):
        if "W" in period:
            values[period, by, "inquiries"] = plain(number(period, by, "inquiries"))
            continue
        for name in of:
            values[period, by, name] = plain(number(period, by, name))
        for name, (above, below) in steps.items():
            values[period, by, name] = ratio(number(period, by, above), number(period, by, below))
        if cycles[period, by]:
            values[period, by, "cycle"] = plain(statistics.median(map(F, cycles[period, by])))
    write_values(folder, values)

    goal = {4: 34_000, 5: 34_000, 6: 34_000, 7: 36_000, 8: 36_000, 9: 36_000, 10: 40_000, 11: 40_000, 12: 40_000}

    def inquiries_needed(day):
        return F(goal[day.month]) / 10_000 / F(26, 100) / F(50, 100) / F(35, 100)

    def weekly(period):
        share = lambda day: inquiries_needed(day) / sum(map(workday, days(*bounds(month(day)))))
        return sum((share(day) for day in days(*bounds(period)) if workday(day)), F(0))

    def lines_of(period):
        judge = lambda name, value, target, **more: named(name, verdict(F(value), F(target), as_of, period, workday, **more))
        rate = lambda name: values[period, "", name][0]
        newest = period == "2026-11"
        drop = lambda p: values[p, "", "acceptance_rate"][0]
        falls = lambda p, q: drop(p) < drop(q) - F(15, 100)
        both = falls("2026-11", "2026-10") and falls("2026-10", "2026-09") if newest else falls("2026-10", "2026-09") and falls("2026-09", "2026-08")
        accepted = named("acceptance_rate", verdict(rate("acceptance_rate"), F(50, 100), as_of, period, workday, additive=False, source="stated", warn=F(0), few=newest))
        if both and accepted[-1] == "ok":
            accepted[-1] = "warn"
        return [
            judge("bookings", sums[period, ""]["bookings"], goal[int(period[5:])], additive=True, source="schedule", fail=F(7, 10)),
            judge("qualification_rate", rate("qualification_rate"), F(35, 100), additive=False, source="stated", warn=F(32, 35), fail=F(25, 35), few=sums[period, ""]["inquiries"] < 40),
            accepted,
            judge("win_rate", rate("win_rate"), F(26, 100), additive=False, source="stated", fail=F(15, 26)),
            judge("cycle", rate("cycle"), 40, additive=False, source="stated", warn=F(45, 40), fail=F(60, 40), most=True),
        ]

    def inquiries_of(period):
        return [named("inquiries", verdict(F(sums[period, ""]["inquiries"]), weekly(period), as_of, period, workday, additive=True, source="derived"))]

    table = lines_of("2026-11") + lines_of("2026-10") + inquiries_of("2026-W46")
    write(folder, "expected-check.csv", "# kpi check plan.kpi ; as of 2026-11-15, which kpi.toml fixes", HEADER, table)


# ---- contractor -----------------------------------------------------------------------------------------------

def contractor():
    folder, as_of = "contractor", dt.date(2026, 10, 31)
    workday = lambda day: day.weekday() < 5
    table = {row.pop("項目"): row for row in csv.DictReader(open(EXAMPLES / folder / "月次報告.csv", encoding="utf-8"))}
    values = {}
    for number in range(4, 11):
        period = f"2026-{number:02}"
        cell = {name: int(row[f"{number}月"]) for name, row in table.items()}
        for name, value in cell.items():
            values[period, "", name] = plain(value)
        for name, (above, below) in {"出席率": ("出席数", "アポ件数"), "商談化率": ("商談化数", "アポ件数"), "受注率": ("受注数", "商談化数")}.items():
            values[period, "", name] = ratio(cell[above], cell[below])
    write_values(folder, values)
    period = "2026-10"
    judge = lambda name, target, additive: named(name, verdict(values[period, "", name][0], F(target), as_of, period, workday, additive=additive, source="stated"))
    lines = [judge("受注数", 10, True), judge("アポ件数", 100, True), judge("出席率", F(80, 100), False), judge("商談化率", F(50, 100), False)]
    write(folder, "expected-check.csv", "# kpi check plan.kpi ; as of 2026-10-31, which kpi.toml fixes", HEADER, lines)


# ---- company --------------------------------------------------------------------------------------------------

def company():
    folder, as_of = "company", dt.date(2026, 11, 20)
    read = lambda name: csv.DictReader(open(EXAMPLES / folder / name, encoding="utf-8"))
    off = {dt.date.fromisoformat(row["日付"]) for row in read("休日.csv")}
    off |= set(days(dt.date(2026, 12, 29), dt.date(2027, 1, 3)))
    workday = lambda day: day.weekday() < 5 and day not in off
    shared = ["商談数", "受注数", "受注額"]
    periods = ["2026-09", "2026-10", "2026-11"]
    sums = defaultdict(F)
    people = set()
    for row in read("東京_日報.csv"):
        people.add(row["担当"])
        for by in ("", f"担当={row['担当']}"):
            for name in shared:
                cell = row["受注額(千円)"] if name == "受注額" else row[name]
                sums[row["日付"][:7], by, f"東京.{name}"] += int(cell) * (1000 if name == "受注額" else 1)
    for row in read("大阪_案件.csv"):
        people.add(row["担当"])
        for by in ("", f"担当={row['担当']}"):
            if row["商談日"]:
                sums[row["商談日"][:7], by, "大阪.商談数"] += 1
            if row["受注日"]:
                sums[row["受注日"][:7], by, "大阪.受注数"] += 1
                sums[row["受注日"][:7], by, "大阪.受注額"] += int(row["受注額"])
    values = {}
    for period in periods:
        for by in [""] + [f"担当={name}" for name in sorted(people)]:
            of = lambda name: sums[period, by, name]
            for name in shared:
                for part in ("東京", "大阪"):
                    values[period, by, f"{part}.{name}"] = plain(of(f"{part}.{name}"))
            for name in ("受注額", "商談数"):
                values[period, by, name] = plain(of(f"東京.{name}") + of(f"大阪.{name}"))
            values[period, by, "受注率"] = ratio(of("東京.受注数") + of("大阪.受注数"), of("東京.商談数") + of("大阪.商談数"))
    write_values(folder, values)

    need = {"東京.受注数": F(6_000_000, 400_000), "大阪.受注数": F(7_000_000, 500_000)}
    need |= {"東京.商談数": need["東京.受注数"] / F(30, 100), "大阪.商談数": need["大阪.受注数"] / F(35, 100)}
    lines = []
    for period in reversed(periods[1:]):
        judge = lambda name, target, source, additive=True: named(
            name, verdict(values[period, "", name][0], F(target), as_of, period, workday, additive=additive, source=source)
        )
        lines += [
            judge("受注額", 13_000_000, "stated"),
            judge("商談数", need["東京.商談数"] + need["大阪.商談数"], "derived"),
            judge("受注率", F(30, 100), "stated", additive=False),
            judge("東京.受注額", 6_000_000, "stated"),
            judge("大阪.受注額", 7_000_000, "stated"),
            *(judge(name, target, "derived") for name, target in need.items()),
        ]
    write(folder, "expected-check.csv", "# kpi check plan.kpi ; as of 2026-11-20, which kpi.toml fixes", HEADER, lines)


inside_sales()
crm_pipeline()
contractor()
company()
