# Words that several rules use.
every =
    .day =
        { $count ->
            [one] every day
           *[other] every { $count } days
        }
    .week =
        { $count ->
            [one] weekly
           *[other] every { $count } weeks
        }
    .month =
        { $count ->
            [one] monthly
           *[other] every { $count } months
        }
    .quarter =
        { $count ->
            [one] quarterly
           *[other] every { $count } quarters
        }
    .half =
        { $count ->
            [one] every half year
           *[other] every { $count } half years
        }
    .year =
        { $count ->
            [one] yearly
           *[other] every { $count } years
        }
grain =
    .day = day
    .week = week
    .month = month
    .quarter = quarter
    .half = half year
    .year = year

# What is said of a project's own rules.
custom-rule = { $text }
    .unsaid = `{ $name }` doesn't meet this project's rule `{ $rule }`
    .label = found here
    .place = asked for here
    .help = { $text }
    .help-unsaid = what the rule asks for: `{ $require }`
rules-group =
    .shape = is it a plan at all?
    .balance = does it steer people well?
    .arithmetic = does it add up?
    .operation = will anybody use it?
    .data = what does the history say?
    .custom = this project's own
rules-legend = + can mend what it finds (kpi check --fix). kpi explain RULE says why a rule is there and how to mend what it finds. Levels: kpi.toml, --deny, --warn, --note, --allow.
