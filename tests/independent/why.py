"""Takes changes apart with fractions of plain Python, for `tests/all/why.rs` to agree with.

Writes `why.json` beside itself: plans with their rows, and what `kpi why` must say of them, exactly. Nothing is needed
but Python:

    python3 tests/independent/why.py

Shapley values are worked out here as their definition says them: the mean, over all orders of the factors, of what each
adds when it changes (over all sets of the others where there are too many orders). Mix and rate effects are summed up from
the rows themselves.
"""

import itertools
import json
import math
import pathlib
import random
import re
from fractions import Fraction

random.seed(20261122)

OLD, NEW = "2026-08", "2026-09"


def value(formula, numbers):
    names = {name: number for name, number in numbers.items()}
    whole = re.sub(r"(?<![\w.])(\d+)(?![\w.])", r"Fraction(\1)", formula)
    return eval(whole, {"Fraction": Fraction}, names)


def shapley(formula, old, new):
    names = list(old)
    known = {}

    def worth(changed):
        if changed not in known:
            known[changed] = value(formula, {name: (new if name in changed else old)[name] for name in names})
        return known[changed]

    parts = dict.fromkeys(names, Fraction(0))
    if len(names) <= 6:
        orders = list(itertools.permutations(names))
        for order in orders:
            changed = frozenset()
            for name in order:
                parts[name] += worth(changed | {name}) - worth(changed)
                changed |= {name}
        return {name: part / len(orders) for name, part in parts.items()}
    count = len(names)
    for name in names:
        others = [other for other in names if other != name]
        for size in range(count):
            weight = Fraction(math.factorial(size) * math.factorial(count - 1 - size), math.factorial(count))
            for chosen in itertools.combinations(others, size):
                changed = frozenset(chosen)
                parts[name] += weight * (worth(changed | {name}) - worth(changed))
    return parts


def plan(dimension, declarations):
    by = f"; by {dimension}" if dimension else ""
    return f'plan "independent" {{}}\nsource rows from "rows.csv" {{ time day{by} }}\n' + "\n".join(declarations) + "\n"


def of_formula(formula, names, old=None, new=None):
    """A metric over sums of rows, one row for each sum and month; with zeros and negative numbers."""
    draw = lambda: Fraction(random.randint(-40, 60), random.choice([1, 1, 2, 4]))
    old = old or {name: draw() for name in names}
    new = new or {name: draw() for name in names}
    rows = ["day,name,amount"]
    for month, numbers in ((OLD, old), (NEW, new)):
        rows += [f"{month}-03,{name},{float(number)}" for name, number in numbers.items()]
    declared = [f'measure {name} = sum(rows.amount where name == "{name}")' for name in names]
    text = plan(None, declared + [f"metric result = {formula}", "kpi result {}"])
    parts = shapley(formula, old, new)
    change = value(formula, new) - value(formula, old)
    assert sum(parts.values()) == change
    return {
        "about": formula, "plan": text, "rows": "\n".join(rows) + "\n", "metric": "result",
        "change": str(change), "factors": {name: str(part) for name, part in parts.items()},
    }


def of_members(about, members):
    """A rate of counted rows by the members of a dimension: (successes, trials) of each, old and new."""
    rows = ["day,member,kind"]
    for place, month in enumerate((OLD, NEW)):
        for member, sides in members.items():
            successes, trials = sides[place]
            rows += [f"{month}-07,{member},success"] * successes + [f"{month}-07,{member},trial"] * trials
    text = plan("member", [
        'measure successes = count(rows where kind == "success")',
        'measure trials = count(rows where kind == "trial")',
        "kpi result = successes / trials {}",
    ])
    total = [[sum(sides[place][side] for sides in members.values()) for side in (0, 1)] for place in (0, 1)]
    whole = [Fraction(*total[place]) for place in (0, 1)]
    mix = rate = Fraction(0)
    parts = {}
    for member, sides in members.items():
        shares = [Fraction(sides[place][1], total[place][1]) for place in (0, 1)]
        rates = [Fraction(*sides[place]) if sides[place][1] else None for place in (0, 1)]
        rates = [own if own is not None else rates[1 - place] for place, own in enumerate(rates)]
        if rates == [None, None]:
            rates = [Fraction(0), Fraction(0)]
        # What has nothing below the line on one side has there the rate of the other.
        came = (shares[1] - shares[0]) * (sum(rates) / 2 - sum(whole) / 2)
        stayed = Fraction(sides[1][0], total[1][1]) - Fraction(sides[0][0], total[0][1])
        stayed -= (shares[1] - shares[0]) * sum(rates) / 2
        mix, rate, parts[member] = mix + came, rate + stayed, str(came + stayed)
    assert mix + rate == whole[1] - whole[0]
    return {
        "about": about, "plan": text, "rows": "\n".join(rows) + "\n", "metric": "result", "by": "member",
        "change": str(whole[1] - whole[0]), "mix": str(mix), "rate": str(rate), "members": parts,
    }


def cases():
    letters = "abcdefghijkl"
    yield of_formula("a / b", "ab", {"a": Fraction(8), "b": Fraction(100)}, {"a": Fraction(12), "b": Fraction(200)})
    yield of_formula("a + b - c", "abc")
    yield of_formula("a * b - c * (a + 2)", "abc")
    yield of_formula("(a - b) / (a * a + 1)", "ab")
    yield of_formula("1 - a / (b * b + 3)", "ab")
    yield of_formula("-(a + b) * (c - d) / (e * e + 7)", "abcde")
    yield of_formula("a * b * c * d * e * f", "abcdef")
    yield of_formula("a * b", "ab", {"a": Fraction(0), "b": Fraction(0)}, {"a": Fraction(-3), "b": Fraction(5, 2)})
    yield of_formula(" * ".join(letters), letters, {name: Fraction(2 + place % 3) for place, name in enumerate(letters)},
                     {name: Fraction(4 - place % 4) for place, name in enumerate(letters)})
    yield of_formula("(" + " + ".join(letters[:9]) + ") / (j * j + k * k + 1)", letters[:11])
    yield of_members("a rate that falls by the mix alone", {"cold": ((5, 50), (15, 150)), "warm": ((40, 200), (20, 100))})
    yield of_members("a rate that falls in every member", {"cold": ((10, 100), (5, 100)), "warm": ((20, 100), (12, 100))})
    yield of_members("members that come and go", {"old": ((9, 60), (0, 0)), "new": ((0, 0), (14, 80)), "kept": ((10, 40), (7, 50))})
    yield of_members("successes without trials", {"left": ((6, 30), (4, 20)), "late": ((3, 0), (5, 25)), "lost": ((0, 0), (2, 0))})
    yield of_members("many members", {
        f"m{place:02}": tuple((random.randint(0, 9), random.randint(9, 40)) for _ in (0, 1)) for place in range(25)
    })


if __name__ == "__main__":
    target = pathlib.Path(__file__).with_suffix(".json")
    target.write_text(json.dumps(list(cases()), indent=1, ensure_ascii=False) + "\n")
