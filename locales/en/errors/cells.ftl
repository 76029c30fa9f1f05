# What is wrong with the cells of a source, and with a source as a whole.

more-file-errors = { $more ->
        [one] 1 more error in the files of `{ $source }`
       *[other] { $more } more errors in the files of `{ $source }`
    }
    .help = mend those that are shown first; many files with the same trouble often need only one line in the source

unreadable-number = { $count ->
        [one] a cell of `{ $column }` in `{ $source }` is no number
       *[other] { $count } cells of `{ $column }` in `{ $source }` are no numbers
    }: { $cells }
    .label = read as a number
    .help = correct them in the file; `1,234.5`, `▲5`, `(5)`, `30%` and `1,200万円` are read as numbers, too
    .help-missing = if “{ $text }” means that nothing is there, write `missing "{ $text }"` in the source
    .help-dates = these are dates. The time from one to another needs its unit: write `in days` behind the aggregate, as in `avg(deals.closed - deals.opened) in days`
    .cell = row { $row } of { $file }: “{ $text }”
    .cell-below = row { $row }, column `{ $column }` of { $file }: “{ $text }”
    .more = { $more } more
    .cell-of-lookup = “{ $text }” in { $lookup_file }, which row { $row } of { $file } asks for

unreadable-date = { $count ->
        [one] a cell of `{ $column }` in `{ $source }` is no date
       *[other] { $count } cells of `{ $column }` in `{ $source }` are no dates
    }: { $cells }
    .label = read as a date
    .help = correct them in the file; dates are best written as `2026-11-22`
    .help-missing = if “{ $text }” means that nothing is there, write `missing "{ $text }"` in the source
    .help-totals = if these rows are totals, leave them out: write `skip rows where { $column } == "{ $text }"` in the source
    .help-short-year = a year of two digits may stand first or last: write `dates "yyyy-mm-dd"` in the source where it stands first, else `dates "dd-mm-yyyy"` or `dates "mm-dd-yyyy"`
    .help-year = the year is missing: write `fiscal year 2026` (or another one) in the source
    .help-coarse = a week, a quarter or a half of a year is no day: write the day that the row belongs to, as in `2026-11-22`, or its month, as in `2026-11`

unreadable-truth = { $count ->
        [one] a cell of `{ $column }` in `{ $source }` says neither yes nor no
       *[other] { $count } cells of `{ $column }` in `{ $source }` say neither yes nor no
    }: { $cells }
    .label = read as true or false
    .help = true, yes, 1, はい and ○ mean yes; false, no, 0, いいえ and × mean no. To compare with a text, write `{ $column } == "{ $text }"`
    .help-missing = if “{ $text }” means that nothing is there, write `missing "{ $text }"` in the source

text-without-order = { $count ->
        [one] a cell of `{ $column }` in `{ $source }` is neither a number nor a date, so nothing is larger or smaller than it
       *[other] { $count } cells of `{ $column }` in `{ $source }` are neither numbers nor dates, so nothing is larger or smaller than they are
    }: { $cells }
    .label = compared by size here
    .help = texts have no order: compare them with `==`, `!=` or `in`, or correct the cells in the file

other-currency = { $count ->
        [one] a cell of `{ $column }` in `{ $source }` is in another currency than { $currency }
       *[other] { $count } cells of `{ $column }` in `{ $source }` are in another currency than { $currency }
    }: { $cells }
    .label = added up in { $currency }
    .help = { $found } and { $currency } don't add up: convert these cells in the file, or keep them out with `where` and add them up on their own, `in { $found }`

mixed-currencies = `{ $column }` has amounts in two currencies: “{ $text }” in row { $row } of { $file }, “{ $other_text }” in row { $other_row } of { $other_file }
    .label = added up here
    .help = convert them into one currency in the file, or add each currency up on its own, with `where` and `in JPY`

ambiguous-dates = “{ $text }” in row { $row } of { $file } may be { $day_first } or { $month_first }, and no other cell of `{ $column }` decides it
    .label = does the day or the month come first?
    .help = write `dates "dd-mm-yyyy"` in the source for { $day_first }, or `dates "mm-dd-yyyy"` for { $month_first }

mixed-dates = `{ $column }` has dates of both orders: “{ $text }” in row { $row } of { $file } begins with the day, “{ $other_text }” in row { $other_row } of { $other_file } with the month
    .label = does the day or the month come first?
    .help = bring the dates into one order, best of all as `2026-11-22`; files that differ can be two sources, each with its own `dates "…"`

duplicate-lookup-key = “{ $key }” stands twice as `{ $column }` in `{ $lookup }`: in row { $first } and in row { $second } of { $file }; rows that repeat a key: { $rows }
    .label = each key may stand in one row only
    .help = remove the row that is out of date, or choose a column as the `key` whose cells are all different

no-row-matches = no row of `{ $source }` satisfies this `where`
    .label = true of no row
    .help = look up how `{ $column }` is written in the file: texts compare exactly, capitals and spaces included

no-row-skipped = this `skip rows` leaves no row of `{ $source }` out
    .label = true of no row
    .help = look up how `{ $column }` is written in the file: texts compare exactly, capitals and spaces included; or take the clause out

no-rows = `{ $source }` has no rows at all: { $files }
    .label = no rows were found here
    .help = check that the file is the right one and that there are rows below its header

source-not-evaluated-yet = `{ $source }` comes from the connection `{ $connection }`, and this version reads files only
    .label = a connection
    .help = export the table as CSV or Parquet, and write `source … from "the file"`; with `--lint-only` the plan is checked without numbers
