# What is wrong with a plan's names, units and periods.

## Names

unknown-name = nothing here is called `{ $name }`
    .label = not declared in this plan
    .help-similar = did you mean `{ $similar }`?
    .help-list = there is { $names }; or declare it with `measure { $name } = …` or `metric { $name } = …`
    .help-declare = declare it with `measure { $name } = …` or `metric { $name } = …`
    .help-tables = the sources and lookups here are { $names }
    .help-source = declare it with `source { $name } from "file.csv"`
    .help-use = to speak of another plan's numbers, take it in with `use "{ $name }.kpi" as { $name }`
    .help-plan = that plan has { $names }
declared-twice = `{ $name }` is declared twice
    .label = declared again here
    .first = first declared here
    .help = give one of them another name, or delete it; the source `{ $name }` and the measure `{ $name }` may share a name, two measures or metrics may not
    .help-unit = say a column's unit once
    .help-dimension = name each dimension once: `by { $name }, other = COLUMN`
    .help-indicator = put everything that is asked of `{ $name }` into one block
not-a-metric = `{ $name }` is no measure or metric
    .label = a number is meant here, this is a table of rows
    .label-plan = a number is meant here, this is a whole plan
    .declared = declared here
    .help-source = count its rows with `count({ $name })`, or add up a column with `sum({ $name }.COLUMN)`
    .help-lookup = a lookup adds columns to a source's rows; it has no number of its own
    .help-plan = name one of its numbers: `{ $name }.METRIC`
not-a-source = `{ $name }` is a measure or metric, not a source
    .label = a source's name is meant here
    .declared = declared here
    .help = aggregates are over a source's rows; write `{ $name }` alone to use the number that it is
column-outside-aggregate = `{ $column }` is a column, and a column has many values
    .label = one number is meant here
    .source = `{ $source }` is a source of rows
    .help = say what is to be done with its values, for example `sum({ $column })` or `avg({ $column })`
unknown-contractor = no contractor is called `{ $name }`
    .label = a bare name is a contractor
    .help-similar = did you mean `{ $similar }`?
    .help-person = for a person, write the name in quotes: `"{ $name }"`; for somebody outside who is paid by result, declare `contractor { $name }`
unknown-dimension = no source has a dimension `{ $name }`
    .label = not a dimension
    .help-similar = did you mean `{ $similar }`?
    .help-list = the dimensions here are { $names }
    .help = add `by { $name }` to the source whose rows have that column
circular-definition = `{ $name }` is computed from itself: { $circle }
    .label = the circle begins here
    .member = `{ $name }` is on the way
    .help = a number needs something to start from: compute one of them from a source, or write a number
    .help-self = a number needs something to start from: `{ $name }` has no value in the first period, and so in none after it

## Files

circular-use = these plans use each other in a circle: { $circle }
    .label = this closes the circle
    .step = on the way, `{ $path }` is used here
    .help = put what they share into a file of its own that uses neither
plan-named-twice = `{ $first }` and `{ $second }` are the same plan, whose numbers would count twice
    .label = this plan has a name already
    .first = `{ $name }` is the name that it has
    .help = name another plan's file here, or delete this `use` and write the first name instead of `{ $name }`
parts-too-deep = more than { $deepest } plans stand behind one another
    .label = this one is too many
    .help = take the last of them in directly: a plan may use any number of others side by side
use-needs-name = `{ $path }` is a whole plan, so it needs a name here
    .label = this file has a `plan`
    .help = write `use "{ $path }" as { $name }`, and its numbers are `{ $name }.METRIC`
named-use-needs-plan = `{ $path }` has no `plan`, so it can't stand behind a name
    .label = only a whole plan gets a name
    .help = write `use "{ $path }"` to take its declarations in as they are
two-plans = a file has one `plan`, and this is the second
    .label = a second plan
    .first = the first one is here
    .help = put what it says into the first one, or make a file of its own of it

## Expressions

measure-not-aggregate = the measure `{ $name }` is more than one aggregate, or none
    .label = not exactly one aggregate
    .help = a measure is one aggregate over a source's rows, like `count(calls)`; for anything computed from numbers write `metric { $name } = …`
expression-too-long = this expression is more than { $deepest } steps deep
    .label = too deep to follow
    .help = split it up: give parts of it names with `metric`
division-by-zero = this divides by zero
    .label = this is zero
    .help = nothing can be divided by zero; which number is meant?
previous-of-other = `previous(…)` is for metrics of this plan
    .label = this is of another plan
    .help = declare a metric here that is equal to it, and write `previous` of that
number-wanted = a number is wanted here
    .label = this is true or false, not a number
    .label-text = this is text
    .label-date = this is a date
    .help-where = conditions stand after `where` in an aggregate: `count(SOURCE where …)`
    .help-text = text can be compared and counted, not computed with; count different ones with `count(distinct SOURCE.COLUMN)`
    .help-name = names of measures and metrics stand without quotes
    .help-date = one date less another is a duration: `avg(SOURCE.end - SOURCE.start)`
    .help-period = a period stands in a target's schedule or a test, not in a formula; a subtraction has spaces around its sign
condition-wanted = a condition is wanted here, something that is true or false of a row
    .label = this is no condition
    .help = compare it with something, for example `kind == "call"` or `amount > 0`
text-wanted = `contains` and `starts with` look for text in quotes
    .label = text in quotes is wanted here
    .help = write the words that are looked for in quotes
date-wanted = a period is no date
    .label = a single day is wanted here
    .help = write a day, for example `2026-10-01`; a whole period can be compared directly: `date >= 2026-10`
not-comparable = { $left } and { $right } can't be compared
    .label = this is { $kind }
    .number = a number
    .text = text
    .date = a date
    .truth = true or false
    .help = compare a column with values of its own kind
    .help-date = write the date without quotes: `2026-10-01`
    .help-number = write a number without quotes, and text in quotes
unsaid-column-unit = nothing says in what unit of time this column is
    .label = compared with a duration
    .help = say it in its source, for example `COLUMN in seconds`

## Aggregates

aggregate-without-source = `{ $function }` needs rows, and none are named here
    .label = no source is named here
    .help = name a source's column, for example `{ $function }(SOURCE.COLUMN)`
aggregate-of-metric = `{ $name }` is already one number, there is nothing to take `{ $function }` of
    .label = a measure or metric
    .declared = declared here
    .help = write `{ $name }` alone, or take `{ $function }` of a source's column
column-without-source = whose column is `{ $column }`?
    .label = no source is named
    .help-write = write `{ $column }`
    .help = put the source before it: `SOURCE.{ $column }`
column-wanted = `{ $function }` needs a column, and `{ $name }` is a whole source
    .label = all of its columns
    .help = name one: `{ $example }`
lookup-as-source = `{ $name }` is a lookup, and a lookup's rows are no facts
    .label = a lookup
    .help = count a source's rows and join it: `count(SOURCE via COLUMN where { $name }.COLUMN == "…")`; or declare it as a `source`
nested-aggregate = an aggregate can't stand inside another
    .label = inside another aggregate
    .help = give each a name of its own with `measure`, and compute with the names in a `metric`
two-sources = one aggregate is over one source, and this mixes `{ $first }` and `{ $second }`
    .label = the rows are those of `{ $first }`
    .help = make two measures and compute with them in a `metric`; to add columns from a small table, declare that as a `lookup`
    .help-lookup = declare `{ $second }` as a `lookup` with a `key` to add its columns to these rows
missing-via = by which column is `{ $lookup }` joined?
    .label = a column of a lookup
    .help = add `via COLUMN`: the column of the source whose values are the lookup's keys
    .help-by = add `via { $column }`
bad-column-path = a column is written `SOURCE.COLUMN`
    .label = too many dots
    .help = put a column's name that has a dot in it in backticks
distinct-not-here = `distinct` counts different values, so it stands in `count`, not in `{ $function }`
    .label = not here
    .help = write `count(distinct SOURCE.COLUMN)`
bad-rank = `percentile` needs a rank above 0 and below 100
    .label = which percentile?
    .help = write for example `percentile(SOURCE.COLUMN, 90)`: nine of ten values are not above it

## Units

unit-mismatch = { $left } and { $right } don't go together
    .label = the units of the two sides differ
    .operand = this is { $unit }
    .because-declared = { $unit }, because it is said here
    .because-counted = { $unit }, because rows are counted here
    .because-nothing-said = { $unit }, because no unit is said after this
    .because-literal = { $unit }, as written here
    .because-quotient = { $unit }, because of this division
    .because-product = { $unit }, because of this multiplication
    .because-dates = { $unit }, because dates are subtracted here
    .because-step = { $unit }, because this step divides one stage by the one before
    .because-bare = { $unit }, because it is made of bare numbers
    .because-foreign = { $unit }, because the other plan says so
    .count = a count
    .ratio = a ratio
    .duration = a duration
    .money = money in { $currency }
    .compound = { $unit }
    .help = bring both to the same unit, or divide or multiply instead
    .help-say = if it is, say so after the aggregate: `sum(…) in { $unit }`
two-currencies = { $left } and { $right } don't go together
    .label = two currencies
    .help = there is no rate of exchange in a plan; bring both to one currency in the source
missing-unit = a bare number where { $unit } is wanted
    .label = which unit?
    .help = write its unit after it, for example `{ $unit }`
    .help-write = write `{ $value }`
wrong-unit = `{ $name }` is { $unit }, and this is { $written }
    .label = this is { $written }
    .help-count = write a plain number, for example `{ $number }`
    .help-ratio = write a share in percent, for example `10%`
    .help-duration = write a duration, for example `5 days`
    .help-money = write an amount in { $currency }, for example `1,000 { $currency }`
    .help-compound = write a bare number of { $unit }
    .help-share = write `{ $value }`
wrong-unit-said = this is { $unit }, and `in` says { $said }
    .label = { $said }
    .help = leave the `in` away, or write the unit that it is
uneven-duration = `{ $unit }` are not all equally long, so that no value can be held against them
    .label = how many days?
    .help-months = write days or weeks, for example `60 days`
    .help-working-days = write days, for example `7 days` for five working days
points-not-here = percentage points are a difference, not a value
    .label = points
    .help = write `%` for a value; `points` stands in `warn down 2 points`
points-of-no-ratio = `{ $name }` is { $unit }, and only ratios change by points
    .label = points
    .help = write a share of the earlier value, for example `10%`
unknown-currency = there is no currency `{ $code }`
    .label = not in ISO 4217
    .help-similar = did you mean `{ $similar }`?
    .help = currencies are written by their code of three letters, for example `JPY`, `USD` or `EUR`
duration-wanted = `{ $clause }` takes a duration
    .label = no duration
    .help = write for example `{ $example }`
negative-duration = `{ $clause }` can't be less than nothing
    .label = below zero
    .help = write a duration without a sign
fee-not-money = a fee is money
    .label = not money
    .help = write for example `{ $example }`

## Settings

bad-share = `{ $clause }` is a share of a whole, above 0% and up to 100%
    .label = not such a share
    .help-percent = did you mean `{ $number }%`?
    .help = write for example `{ $clause } 60%`
bad-team-size = a team's size is a number of people
    .label = not a number of people
    .help = write a number above zero, for example `team 5`
unknown-timezone = there is no time zone "{ $name }"
    .label = not in the time zone database
    .help-similar = did you mean "{ $similar }"?
    .help = zones are named after a region and a city, for example "Asia/Tokyo" or "Europe/Paris"
range-backwards = { $to } is before { $from }
    .label = the end lies before the start
    .start = the start
    .help = exchange the two
zero-periods = a number of times above zero is wanted
    .label = none at all
    .help = write at least 1
overlapping-periods = `{ $first }` and `{ $second }` share days
    .label = part of this is said already
    .first = said here
    .help = let every day belong to one entry only
period-too-fine = `{ $key }` is only part of a period here: { $written } against { $period }
    .label = this is judged by the { $period }
    .help = write a whole period or a longer one, or let it be judged by the shorter one with `period { $written }`

## Sources

missing-time = nothing says when the rows of `{ $name }` happened
    .label = no `time` here
    .counted = its rows are taken by period here
    .help = add `time COLUMN` to the source, with the column that holds the date
missing-key = nothing says by which column `{ $name }` is looked up
    .label = no `key` here
    .help = add `key COLUMN`, with the column whose values are unique
bad-separator = "{ $text }" is not one character
    .label = one character is wanted
    .help = write for example `separator ";"` or `separator "tab"`
unknown-encoding = there is no encoding "{ $name }"
    .label = not an encoding
    .help-similar = did you mean "{ $similar }"?
    .help = write for example "utf-8", "cp932" or "euc-jp"; or leave it out, and it is found out
bad-date-pattern = "{ $pattern }" doesn't say in which order day, month and year stand
    .label = not a date's pattern
    .help = write for example `dates "dd-mm-yyyy"`, `dates "mm/dd/yyyy"` or `dates "yyyy/mm/dd"`
bad-fiscal-year = { $year } is no year
    .label = a year is wanted
    .help = write all four digits, for example `fiscal year 2026`

## Targets and thresholds

between-backwards = the upper end is below the lower one
    .label = less than the lower end
    .first = the lower end
    .help = exchange the two
member-twice = "{ $member }" has two targets
    .label = a second one
    .first = the first one
    .help = keep one of the two
unknown-per = per what? `{ $word }` is neither a length of time nor the team
    .label = not known here
    .help-similar = did you mean `per { $similar }`?
    .help-team = if the team is counted by it, say so in the plan: `team 5 by { $word }`
    .help = write `per day`, `per week`, `per month` or `per member`
per-twice = this is said twice
    .label = per two of a kind
    .help = keep one of the two
per-not-additive = `{ $name }` can't be shared out per { $word }, because it isn't a sum
    .label = only counts and sums are shared out
    .help = leave `per { $word }` out: a rate is the same for one as for all
per-not-here = `per` means nothing here
    .label = not here
    .help = write the whole number, without `per { $word }`
    .help-at = leave `per { $word }` out: a step is always per one of the stage before
missing-team = `per { $word }` needs to know how many there are
    .label = how many?
    .help = say it in the plan, for example `team 5`
threshold-without-metric = for every KPI at once, a limit can only be a share of the target or a change
    .label = a number of one KPI
    .help = write for example `warn below 90% of target`, or put this into the block of its KPI
bad-share-of-target = a share of the target is written in percent
    .label = not a share
    .help-percent = write `{ $value }`
    .help = write for example `80% of target`
bad-change = a change is written in percent or in points, above zero
    .label = by how much?
    .help = write `{ $number }%` of the earlier value, or for a rate `{ $number } points`
guards-itself = a number can't keep itself honest
    .label = the same number
    .help = name the number whose quality this one watches over

## Funnels and tests

first-stage-conversion = nothing comes before the first stage, so it has no conversion
    .label = on the first stage
    .help = put it on the stage that it leads to
stage-twice = `{ $name }` is already a stage of this funnel
    .label = a second time
    .first = first here
    .help = each stage stands once; another way to the goal is a funnel of its own
stage-not-countable = a stage is counted, and `{ $name }` is { $unit }
    .label = { $unit }
    .help = put the things that it counts as the stage, and name `{ $name }` as the conversion with `as`
stage-without-rows = `{ $name }` is computed, and nobody can be followed through a number
    .label = has no rows of its own
    .cohort = the funnel follows each `{ $key }` from row to row
    .help = make each stage of this funnel a `measure` that counts rows or adds them up, as in `measure { $name } = count(…)`
conversion-not-positive = nothing can be worked back through a conversion of nothing
    .label = not above zero
    .help = write what is expected, for example `at 10%`
given-twice = this is given twice
    .label = given again here
    .first = first given here
    .help = keep one of the two
