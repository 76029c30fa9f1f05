"""The questions of `scan.rs`, asked of DuckDB and Polars over the same files.

    cargo bench --bench scan           # makes the files under target/bench/
    pip install duckdb polars pytz     # in an environment of your own
    python benches/peers.py [ROWS]

Prints the best of three times for each engine that is installed. Both get the time zone's months right, as `kpi` does:
a call at 15:00 UTC on the last day of a month belongs to the next month in Tokyo.
"""

import pathlib
import sys
import time

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000_000
FOLDER = pathlib.Path(__file__).parent.parent / "target" / "bench"
FILES = [FOLDER / f"{ROWS}-facts.csv", FOLDER / f"{ROWS}-facts.parquet"]

FIVE = """
    count(*) filter (kind = 'call'), count(*) filter (kind = 'appointment'), count(*) filter (kind = 'order'),
    sum(amount) filter (kind = 'order'), avg(amount) filter (kind = 'order')
"""


def best_of_three(ask):
    times = []
    for _ in range(3):
        start = time.perf_counter()
        ask()
        times.append(time.perf_counter() - start)
    return min(times)


def duckdb_questions(path):
    import duckdb

    connection = duckdb.connect()
    connection.execute("set timezone = 'Asia/Tokyo'")
    table = f"read_csv('{path}', types = {{'occurred_at': 'TIMESTAMPTZ'}})" if path.suffix == ".csv" else f"'{path}'"
    month = "date_trunc('month', occurred_at)"

    def ask(columns, keys):
        return lambda: connection.execute(f"select {keys}, {columns} from {table} group by {keys}").fetchall()

    return {
        "five measures per month": ask(FIVE, month),
        "five measures per month and rep": ask(FIVE, f"{month}, rep"),
        "the five and count(distinct lead_id)": ask(FIVE + ", count(distinct lead_id)", month),
        "one count per month": ask("count(*)", month),
        "median(amount) per month": ask("median(amount) filter (kind = 'order')", month),
    }


def polars_questions(path):
    import polars as pl

    def of_kind(kind):
        return pl.col("kind") == kind

    orders = pl.col("amount").filter(of_kind("order"))
    five = [
        of_kind("call").sum().alias("calls"),
        of_kind("appointment").sum().alias("appointments"),
        of_kind("order").sum().alias("orders"),
        orders.sum().alias("revenue"),
        orders.mean().alias("average"),
    ]
    occurred_at = pl.col("occurred_at")
    if path.suffix == ".csv":
        # A fixed form, which is faster than finding it out.
        occurred_at = occurred_at.str.to_datetime("%Y-%m-%dT%H:%M:%SZ").dt.replace_time_zone("UTC")
    month = occurred_at.dt.convert_time_zone("Asia/Tokyo").dt.truncate("1mo").alias("month")

    def ask(columns, keys):
        scan = pl.scan_csv(path) if path.suffix == ".csv" else pl.scan_parquet(path)
        query = scan.with_columns(month).group_by(keys).agg(columns)
        return lambda: query.collect(engine="streaming")

    return {
        "five measures per month": ask(five, ["month"]),
        "five measures per month and rep": ask(five, ["month", "rep"]),
        "the five and count(distinct lead_id)": ask([*five, pl.col("lead_id").n_unique().alias("leads")], ["month"]),
        "one count per month": ask([pl.len()], ["month"]),
        "median(amount) per month": ask([orders.median()], ["month"]),
    }


def main():
    for name, questions in [("duckdb", duckdb_questions), ("polars", polars_questions)]:
        try:
            __import__(name)
        except ImportError:
            print(f"{name} is not installed")
            continue
        for path in FILES:
            print(f"{name}, {path.name}")
            for what, ask in questions(path).items():
                print(f"  {what:<40} {best_of_three(ask):.2f} s")


if __name__ == "__main__":
    main()
