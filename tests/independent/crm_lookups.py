"""Numbers of the CRM reference by its lookups, computed without the program: plain CSV reading and fractions.

    python3 crm_lookups.py FOLDER > crm-lookups.csv

FOLDER has sales_pipeline.csv, sales_teams.csv and products.csv. Rows that a lookup does not know count, with no member.
"""

import csv
import sys
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

folder = Path(sys.argv[1])


def rows(name):
    with open(folder / name, encoding="utf-8-sig", newline="") as file:
        return [{key: cell.strip() for key, cell in row.items()} for row in csv.DictReader(file)]


def quarter(day):
    year, month, _ = day.split("-")
    return f"{year}-Q{(int(month) + 2) // 3}"


teams = {row["sales_agent"]: row for row in rows("sales_teams.csv")}
products = {row["product"]: row for row in rows("products.csv")}
dimensions = {
    "agent": lambda row: row["sales_agent"],
    "product": lambda row: row["product"],
    "manager": lambda row: teams.get(row["sales_agent"], {}).get("manager", ""),
    "region": lambda row: teams.get(row["sales_agent"], {}).get("regional_office", ""),
    "series": lambda row: products.get(row["product"], {}).get("series", ""),
}
breakdowns = [["agent"], ["manager"], ["region"], ["series"], ["manager", "product"], ["region", "series"], ["agent", "manager"]]
measures = {
    "engaged": ("engage_date", lambda row: Fraction(1)),
    "won": ("close_date", lambda row: Fraction(row["deal_stage"] == "Won")),
    "revenue": ("close_date", lambda row: Fraction(row["close_value"]) if row["deal_stage"] == "Won" else Fraction(0)),
    "gtx_revenue": (
        "close_date",
        lambda row: Fraction(row["close_value"])
        if row["deal_stage"] == "Won" and products.get(row["product"], {}).get("series") == "GTX"
        else Fraction(0),
    ),
}
totals = defaultdict(Fraction)
for row in rows("sales_pipeline.csv"):
    for name, (time, amount) in measures.items():
        if row[time]:
            for names in breakdowns:
                group = ";".join(f"{dimension}={dimensions[dimension](row)}" for dimension in names)
                totals[quarter(row[time]), group, name] += amount(row)
# Members of the lookup without a single deal.
for agent, team in teams.items():
    for period in ["2017-Q1", "2017-Q2", "2017-Q3", "2017-Q4"]:
        for group in [f"agent={agent}", f"agent={agent};manager={team['manager']}"]:
            totals[period, group, "revenue"] += 0
out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["period", "by", "name", "value"])
for (period, group, name), value in sorted(totals.items()):
    assert value.denominator == 1
    if period.startswith("2017"):
        out.writerow([period, group, name, value])
