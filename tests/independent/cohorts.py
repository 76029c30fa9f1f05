"""Cohorts of the inside sales reference, computed without the program: plain CSV reading, one lead after the other.

    python3 cohorts.py FOLDER > cohorts.csv

FOLDER has activities-*.csv. A lead's cohort is the month of its first call, in Japan. It has reached a stage if it has a
row of it from the day of that call up to the last day of its window, and has reached the stage before.
"""

import csv
import sys
from collections import defaultdict
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path

AS_OF = date(2026, 11, 22)
STAGES = ["call", "appointment", "meeting", "order"]
TOKYO = timezone(timedelta(hours=9))

rows = []
for path in sorted(Path(sys.argv[1]).glob("activities-*.csv")):
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            day = datetime.fromisoformat(row["occurred_at"].replace("Z", "+00:00")).astimezone(TOKYO).date()
            if day <= AS_OF:
                rows.append({**row, "day": day})

leads = defaultdict(list)
for row in rows:
    if row["lead_id"]:
        leads[row["lead_id"]].append(row)

out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["within", "by", "period", "entered", "open", *STAGES, "revenue"])
for days in [14, 60]:
    for dimension in ["", "rep", "list"]:
        cohorts = defaultdict(lambda: defaultdict(Fraction))
        for events in leads.values():
            calls = [event for event in events if event["kind"] == "call"]
            if not calls:
                continue
            entry = min(event["day"] for event in calls)
            last = entry + timedelta(days=days)
            # Of several calls on the first day the first member by name is taken.
            member = min(event[dimension] for event in calls if event["day"] == entry) if dimension else ""
            cohort = cohorts[f"{dimension}={member}" if dimension else "", f"{entry:%Y-%m}"]
            cohort["entered"] += 1
            cohort["open"] += last > AS_OF
            within = [event for event in events if entry <= event["day"] <= last]
            for stage in STAGES:
                if not any(event["kind"] == stage for event in within):
                    break
                cohort[stage] += 1
            reached_meeting = all(any(event["kind"] == stage for event in within) for stage in STAGES[:3])
            if reached_meeting:
                cohort["revenue"] += sum(Fraction(event["amount"]) for event in within if event["kind"] == "order")
        for (group, period), cohort in sorted(cohorts.items()):
            out.writerow([days, group, period, *(cohort[name] for name in ["entered", "open", *STAGES, "revenue"])])
