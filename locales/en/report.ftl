# The report of `kpi check` for people.

# What is judged, and by what.
as-of = as of { $date }
    .flag = as of { $date }, as asked by `--as-of`
    .config = as of { $date }, fixed by `{ $path }`
    .yesterday = as of { $date }, yesterday in { $zone }

not-evaluated = not evaluated: its errors come first

source-file = { $file }
source-files = { $count ->
    [one] 1 file
   *[other] { $count } files
}
source-left-out-files = { $count ->
    [one] 1 lock file or outside link not read
   *[other] { $count } lock files or outside links not read
}
source-days = { $first } to { $newest }
source-skipped = { $count } skipped
source-none-skipped = none skipped
source-notes = { $count ->
    [one] 1 note below the table left out
   *[other] { $count } notes below the table left out
}
source-left-out-columns = { $count ->
    [one] 1 column of sub-totals left out
   *[other] { $count } columns of sub-totals left out
}
source-filtered = { $count } left out by `where`
source-later = { $count } after that date
source-unmatched = { $count } without a match in `{ $lookup }`
source-undated = { $count } without a date in `{ $column }`
source-encoding = read as { $encoding }

period-whole = { $period }
period-days = { $period } ({ $first } to { $last })
    .in-progress = { $period } ({ $first } to { $last }), in progress
    .to-come = { $period } ({ $first } to { $last }), not begun yet
period-in-progress = { $period }, in progress
period-to-come = { $period }, not begun yet

# The table.
heading = table
    .role = { "" }
    .name = indicator
    .value = value
    .target = target
    .expected = by now
    .attainment-by-now = of pace
    .attainment = attained
    .forecast = forecast
    .owner = owner
    .status = status
    .trend = trend
    .other = other numbers
    .proportion = rates
    .before = before
    .rank = #
    .share = share
    .interval = { $confidence } interval
    .sample = of
    .score = score
    .score-of = score ({ $role })
    .entered = entered
    .open = within time
# Behind a status.
doubt = mark
    .thin = the sample is too small to be sure of this status
    .unguarded = the number is fine, what keeps it honest is not
role-kgi = KGI
role-part = part
target = target
    .at-most = max { $value }
    .between = { $low } to { $high }
no-member = (none given)
    .of-lookup = (not in { $lookup })

# Whose numbers.
view = only { $members }

# Below a ranking.
not-ranked = not ranked, { $why }: { $names }
    .all = not ranked, { $why }
ranks-chance = the { $count } { $whom ->
    [people] who
   *[others] that
} are ranked differ no more than chance may bring about: were all alike, they would differ as much in { $chance } of cases
    .beyond = the { $count } { $whom ->
    [people] who
   *[others] that
} are ranked differ by more than chance: were all alike, they would differ as much in only { $chance } of cases
    .unknown = whether the { $count } { $whom ->
    [people] who
   *[others] that
} are ranked differ by more than chance can't be said: the samples are too small
ranks-chance-below = less than 0.1%
members-without-data = no data: { $names }

# The weighted score.
score = score { $score } = { $parts }
    .of-part = score { $score } = ({ $parts }) ÷ { $total }
    .role = score of { $role } { $score } = { $parts }
    .role-of-part = score of { $role } { $score } = ({ $parts }) ÷ { $total }
score-part = { $name } { $attainment } × { $weight }
score-left-out = without an attainment and not in the score: { $names }
score-none = no score: none of the KPIs with a weight has an attainment ({ $names })

# What contractors are owed.
payment = owed to { $contractor }: { $count } { $name } × { $fee } = { $amount }
    .so-far = owed to { $contractor } so far: { $count } { $name } × { $fee } = { $amount }
    .unknown = owed to { $contractor }: not known, for { $reason }

# Below the table.
reason = { $name }: { $reason }
when-missed = when missed
    .do = do:
    .ask = ask:
payment-of = { $name } ({ $whose })

# Cohorts.
cohorts = Cohorts of “{ $funnel }”: each `{ $key }` followed for { $within }
    .none = nobody has entered yet
    .expected = expected
    .share-note = in brackets: the share of the stage before; of money, the amount for each
    .short-note = short of what is expected
    .open-note = within time: so many have time left, those already decided among them, and may get further
    .of-groups = entered in { $period }, by { $by }
    .unkeyed = without a `{ $key }`, and so in no cohort: { $stages }
    .unkeyed-stage = { $count ->
        [one] 1 row of { $name }
       *[other] { $count } rows of { $name }
    }
length = length
    .seconds = { $amount ->
        [one] 1 second
       *[other] { $amount } seconds
    }
    .minutes = { $amount ->
        [one] 1 minute
       *[other] { $amount } minutes
    }
    .hours = { $amount ->
        [one] 1 hour
       *[other] { $amount } hours
    }
    .days = { $amount ->
        [one] 1 day
       *[other] { $amount } days
    }
    .weeks = { $amount ->
        [one] 1 week
       *[other] { $amount } weeks
    }
    .months = { $amount ->
        [one] 1 month
       *[other] { $amount } months
    }
    .working-days = { $amount ->
        [one] 1 working day
       *[other] { $amount } working days
    }

# The last line.
count-plans = { $count ->
    [one] 1 plan
   *[other] { $count } plans
}
count-results = { $count ->
    [one] 1 result
   *[other] { $count } results
}: { $statuses }
count-tests = { $count ->
    [one] 1 test passed
   *[other] { $count } tests passed
}
    .failed = { $count ->
    [one] 1 test failed
   *[other] { $count } tests: { $passed } passed, { $failed } failed
}
    .none = no tests
trial-of-period = { $test } ({ $period })
count-of-status = { $count } { $status }
count-errors = { $count ->
    [one] 1 error
   *[other] { $count } errors
}
count-deny = { $count } denied
count-warn = { $count ->
    [one] 1 warning
   *[other] { $count } warnings
}
count-note = { $count ->
    [one] 1 note
   *[other] { $count } notes
}
hidden = { $kinds } hidden (--show note)
hidden-findings = { $count ->
    [one] 1 finding
   *[other] { $count } findings
}
hidden-numbers = { $count ->
    [one] 1 other number
   *[other] { $count } other numbers
}
exit-status = exit { $status }
count-known = { $count } known
count-gone = { $count ->
    [one] 1 of the baseline is gone (--write-baseline takes it out)
   *[other] { $count } of the baseline are gone (--write-baseline takes them out)
}
count-suppressed = { $count } allowed
mended = { $count ->
    [0] nothing to mend
    [one] 1 finding mended in { $files ->
        [one] 1 file
       *[other] { $files } files
    }
   *[other] { $count } findings mended in { $files ->
        [one] 1 file
       *[other] { $files } files
    }
}
