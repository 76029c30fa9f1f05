# What can be wrong with how a plan is written.

allow-without-reason = an `allow` needs its reason
    .label = no `because` here
    .help = say why the rule may be broken: `allow missing-owner because "owners are named per region"`

arrow-first = a funnel begins with a stage, not with an arrow
    .label = nothing stands before this arrow
    .help = write the first stage on a line of its own, without `->`

arrow-without-stage = an arrow leads to no stage
    .label = no stage behind it
    .help = write the next stage behind it, as in `-> meetings at 80%`, or take the arrow away

between-needs-two = `between` needs two numbers
    .label = only one number
    .help = write both ends: `between { $low } and …`

chained-comparison = comparisons can't be chained
    .label = a second comparison
    .first = the first comparison
    .help = join two comparisons with `and`: `a < b and b < c`

clause-outside-block = `{ $clause }` stands outside every block
    .label = belongs between braces
    .help = write it between the braces of one of { $blocks }

column-needs-backticks = quotes are for words; a column or a name stands without them, or in backticks
    .label = a column's name
    .help = put the name between backticks: `{ $name }`
    .help-name = write `{ $name }` without quotes

colon-after-keyword = `{ $mark }` isn't needed here
    .label = take this away
    .help = a keyword and its value stand side by side: `target 10%`
    .help-name = a keyword and its name stand side by side: `{ $keyword } NAME`

comma-in-number = this comma can't stand in a number
    .label = a comma
    .help = a comma groups three digits, as in `1,000`; between the parentheses of a function or a list it divides values, so write `1_000` or `1000` there

comparison-for-words = `{ $written }` is written in words here
    .label = a sign
    .help = write `{ $instead }`

control-character = an invisible control character ({ $code }) stands in the text
    .label = here
    .help = delete it; it may have come along when text was pasted, or the file is no plan

date-form = `{ $written }` isn't written as a date or period
    .label = not a date or period
    .help = a day is `2026-11-22`, a month `2026-11`, a week `2026-W47`, a quarter `2026-Q4`, a half `2026-H2`, a year `2026`; around a minus sign put spaces
    .help-instead = write `{ $instead }`

empty-target = this target holds no number
    .label = nothing in here
    .help = write a line for each period, as in `2026-10 800`; or leave the target out, and it is worked back from the goal
    .help-members = write a line for each member, as in `"Sato" 800`

day-needed = a day is needed, and `{ $written }` is longer
    .label = not a single day
    .help = write the day too, for example `{ $example }`

extra-argument = `{ $function }` takes one argument
    .label = a second argument
    .help = take it away; conditions follow `where`, as in `{ $function }(deals.amount where stage == "Won")`
    .help-count = take it away; conditions follow `where`, as in `count(deals where stage == "Won")`

foreign-operator = `{ $written }` isn't an operator here
    .label = not known
    .help = write `{ $instead }`

foreign-quotes = words stand in double quotes here
    .label = other quotes
    .help = write `"{ $text }"`

incomplete-line = something is missing at the end of this line
    .label = after this could stand: { $expected }

level-on-year = `on year` compares changes, not levels
    .label = nothing to compare here
    .help = write `down` or `up` with it, as in `warn down 10% on year`

misplaced-clause = `{ $clause }` can't stand in a block of `{ $block }`
    .label = belongs elsewhere
    .help = `{ $clause }` stands in: { $blocks }

missing-formula = the { $keyword } `{ $name }` doesn't say how it is computed
    .label = no formula
    .help = write `{ $keyword } { $name } = …`

missing-brace = the clauses of this { $keyword } stand without their braces
    .label = a brace is missing after this
    .help = write `{"{"}` after it, and `{"}"}` after its last clause

missing-from = this { $keyword } doesn't say where its rows come from
    .label = `from` is missing here
    .help = write `{ $keyword } NAME from "file.csv"`
    .label-path = `from` is missing before this
    .help-path = write `{ $declaration }`

missing-name = a name is missing after `{ $keyword }`
    .label = a name belongs here
    .help = write `{ $keyword } NAME`; a label in quotes may follow the name
    .help-label = write words for people in quotes: `{ $keyword } "…"`

missing-quotes = `{ $word }` needs quotes
    .label = words stand in quotes
    .help = write `"{ $word }"`

missing-rank = `percentile` doesn't say which percentile
    .label = no rank
    .help = write the rank after a comma: `percentile(deals.amount, 90)`

name-in-parts = a name is one word
    .label = the name ends before this
    .help = write `{ $joined }`; or put what people call it in quotes behind a short name

nested-too-deeply = this nests more than { $limit } levels deep
    .label = more than can be read
    .help = take it apart: give parts of it names, each with a `metric` of its own

no-such-date = `{ $written }` doesn't exist
    .label = not in the calendar
    .help = the last one is `{ $last }`

number-too-large = this number has too many digits
    .label = more than 36 digits
    .help = write a smaller number, or scale it: `1.5M`, `2B`

percent-as-word = `{ $word }` is written `%`
    .label = write `%`
    .help = as in `10%`

percent-before-number = the percent sign stands behind the number
    .label = in front of the number
    .help = write `{ $instead }`

previous-of-expression = `previous` takes one name
    .label = not a name
    .help = name the formula with `metric NAME = …`, then write `previous(NAME)`

repeated-clause = `{ $clause }` stands here twice
    .label = once more
    .first = first here
    .help = keep one of them

row-zero = rows are counted from 1
    .label = no such row
    .help = the first row of the sheet is `header row 1`

single-equals = `=` gives a name; `==` compares
    .label = compares here
    .help = write `==`

stage-without-arrow = the stage `{ $stage }` isn't joined to the one before
    .label = no arrow before it
    .help = put `->` before it

two-targets = two numbers are a range
    .label = a second number
    .help = write `target between { $numbers }`

unclosed-backtick = a backtick is never closed
    .label = opens here
    .help = close the name with another backtick on the same line

unclosed-brace = this brace is never closed
    .label = opens here
    .help = write `{"}"}` on a line of its own after the block's last clause

unclosed-parenthesis = this parenthesis is never closed
    .label = opens here
    .help = write `)` where what it holds ends

unclosed-string = these quotes are never closed
    .label = opens here, and the line ends
    .help = write `"` at the end of the words; inside quotes a quote is `\"`

unexpected-words = `{ $found }` can't stand here
    .label = could stand here: { $expected }
    .clause = a clause
    .date = a day, as in `2026-11-22`
    .declaration = a declaration (`plan`, `kgi`, `kpi` …)
    .end = the end of the line
    .expression = a formula
    .integer = a whole number
    .keyword = `{ $words }`
    .name = a name
    .number = a number
    .operator = an operator (`+`, `==`, `and` …)
    .period = a period, as in `2026-11`
    .text = words in quotes
    .unit = a unit
    .who = a person in quotes or a name
    .word = a word
    .help-similar = did you mean `{ $similar }`?
    .help-instead = write `{ $instead }`
    .help-clause = begin a new line before `{ $clause }`, or write `;`

unknown-clause = `{ $clause }` is no clause of `{ $block }`
    .label = not known here
    .help = known here: { $known }
    .help-similar = did you mean `{ $similar }`?

unknown-declaration = `{ $word }` begins no declaration
    .label = not known
    .help = a declaration begins with one of { $known }
    .help-similar = did you mean `{ $similar }`?

unknown-escape = `{ $escape }` means nothing in quotes
    .label = not known
    .help = after a backslash stand `"`, `\`, `n` (a new line) or `t` (a tab); a backslash itself is `\\`

unknown-function = there is no function `{ $function }`
    .label = not known
    .help = the functions are { $known }
    .help-similar = did you mean `{ $similar }`?
    .help-if = nothing is divided by zero here: a rate without a denominator has no value and says so; for rows that meet a condition write `where`
    .help-instead = write `{ $instead }`

unknown-unit = `{ $unit }` isn't a unit
    .label = not known
    .help = write for example { $known }, or any currency by its code
    .help-similar = did you mean `{ $similar }`?
    .help-instead = write `{ $instead }`

unknown-word = `{ $word }` isn't known here
    .label = not known here
    .help = write { $known }
    .help-similar = did you mean `{ $similar }`?

unmatched-bracket = nothing opens this `{ $bracket }`
    .label = closes nothing
    .help = take it away, or write its other half before it

wrong-arrow = stages are joined by `->`, not `{ $written }`
    .label = not an arrow
    .help = write `->`
