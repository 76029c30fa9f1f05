# Files that can't be found, opened or understood.

read-error = this could not be read
    .label-file = named here
    .label-column = asked for here
    .label-stated = said here

missing-file = there is no file `{ $file }`
    .help = paths start at the folder of the file that names them; check the name and the folder
    .help-similar = did you mean `{ $similar }`?
    .help-backslash = in quotes a backslash and a letter are another character (`\n` is a new line); write `/` between folders

no-file-matches = no file matches `{ $pattern }` in the folder `{ $folder }`
    .help = `*` stands for any letters within one name; the folder has { $names }
    .help-more = `*` stands for any letters within one name; the folder has { $names }, and { $more } more
    .help-empty = the folder is empty; put the files into it, or change the path
    .help-folder = there is no folder `{ $folder }`; paths start at the folder of the file that names them

outside-project = `{ $file }` lies outside of the project's folder, and is not read
    .help = move the file into the project, or allow its folder in `kpi.toml`: `allow-outside = ["{ $path }"]`

not-a-file = `{ $file }` is not a file
    .help = name a file with data in it
    .help-folder = it is a folder; name the files in it, as in `{ $pattern }`

unreadable-file = `{ $file }` can't be opened: { $reason }
    .help = check that the file is there and that no other program holds it
    .help-permission = you may not read this file; ask its owner, or change its permissions
    .help-folder = you may not look into this folder; ask its owner, or change its permissions

empty-file = there is nothing in `{ $file }`
    .help = the first row has to hold the names of the columns
    .help-toml = a table of facts is written as `[[name]]`, once for each row
    .help-json = write one object for each row, as in `{"{"}"date": "2026-10-01", "amount": 5{"}"}`

unsupported-format = `{ $file }` is a { $format } file, not a table
    .help = save the data as CSV, Excel (`.xlsx`), OpenDocument (`.ods`), JSON lines, TOML or Parquet

html-instead-of-table = `{ $file }` is a web page (HTML or XML), although it is named like a table
    .help = some systems export such pages as `.xls`: open it in a spreadsheet program and save it as `.xlsx` or CSV

nul-bytes = `{ $file }` is no text: it holds zero bytes
    .help = export it again as CSV; if it is text, say its encoding, as in `encoding "utf-16"`

undecodable-text = row { $row } of `{ $file }` holds bytes that are no { $encoding } text
    .help = say which encoding the file is in: `encoding "cp932"` (Excel in Japan), `"utf-8"`, `"euc-jp"` or `"windows-1252"`

unusable-separator = `{ $separator }` can't separate cells
    .help = write `separator ","`, `";"`, `"|"` or a tab, or leave it out to have it found out

unclosed-quote = in row { $row } of `{ $file }` a quotation mark opens a cell and is never closed
    .help = close it, or write a quotation mark that belongs to the text twice (`""`) inside of a quoted cell

text-behind-quote = in row { $row } of `{ $file }` a quotation mark opens a cell that goes on over several lines, and more text follows the mark that closes it
    .help = most likely the mark in this row is never closed, and the next one was taken for its end: close it, or write a mark that belongs to the text twice (`""`) inside of a quoted cell

ragged-row = { $count ->
        [one] row { $row } of `{ $file }` has { $cells ->
            [one] { $cells } cell
           *[other] { $cells } cells
        }, but the header has { $headers ->
            [one] { $headers } column
           *[other] { $headers } columns
        }
       *[other] { $count } rows of `{ $file }` don't have as many cells as the header has columns ({ $headers }): { $rows }
    }
    .row = row { $row } has { $cells }
    .more = { $more } more rows
    .help = look for a missing or surplus separator, or for a text with a separator that needs quotes; the columns are { $columns }
    .help-more = look for a missing or surplus separator, or for a text with a separator that needs quotes; the columns are { $columns }, and { $more } more

missing-header-row = `{ $file }` has nothing in row { $row }, where its header is said to be
    .help = count rows as a spreadsheet does, from 1 and blank ones too, or leave `header row` out to have it found out

missing-column = `{ $file }` has no column `{ $column }`
    .help = it has { $columns }
    .help-more = it has { $columns }, and { $more } more
    .help-similar = did you mean `{ $similar }`? It has { $columns }
    .help-unpivot = it has { $columns }; if each of these columns is a month's, make rows of them: write `unpivot "{ $first }".."{ $last }" as month into value` in the source, and use `month` and `value`
    .help-header-row = row { $row } was taken for its header, with { $columns }; if another row is, write for example `header row 1` in the source

duplicate-header = `{ $file }` has { $count } columns called `{ $column }`, the first two of them { $first } and { $second }
    .help = give one of them another name in the file, so that it is clear which is meant

missing-sheet = `{ $file }` has no sheet `{ $sheet }`
    .help = it has { $sheets }
    .help-similar = did you mean `{ $similar }`? It has { $sheets }

several-sheets = { $count } sheets of `{ $file }` have the columns that are asked for: { $sheets }
    .help = say which one, as in `sheet "{ $first }"`

encrypted-file = `{ $file }` is locked with a password
    .help = open it in a spreadsheet program and save a copy without the password

broken-spreadsheet = `{ $file }` can't be read as a workbook: { $reason }
    .help = open it in a spreadsheet program and save it again as `.xlsx` or CSV

formula-without-value = cell { $cell } of `{ $file }` has the formula `{ $formula }`, but no value was saved with it{ $more ->
        [0] { "" }
        [one] ; so has 1 more cell
       *[other] ; so have { $more } more cells
    }
    .help = open the file in Excel or another spreadsheet program and save it: programs that write workbooks often leave formulas uncomputed

broken-json = row { $row } of `{ $file }` is no JSON: { $reason }
    .help = each line has to be one whole object, as in `{"{"}"date": "2026-10-01", "amount": 5{"}"}`

json-not-an-object = row { $row } of `{ $file }` is JSON, but no object with columns
    .help = each line has to be one whole object, as in `{"{"}"date": "2026-10-01", "amount": 5{"}"}`

json-key-twice = row { $row } of `{ $file }` has the key `{ $key }` twice
    .help = give one of them another name, so that it is clear which is meant; a key within an object is named `outer.inner`, and spaces around keys don't count

broken-toml = `{ $file }` is no TOML: { $reason }
    .help = a table of facts is written as `[[name]]`, once for each row, with `column = value` lines below

broken-parquet = `{ $file }` can't be read as a Parquet file: { $reason }
    .help = write the file again, or export it as CSV

parquet-left-out = `{ $file }` is a Parquet file, which this build of `kpi` can't read
    .help = use a build with the feature `parquet`, or export the file as CSV

nested-column = column `{ $column }` of `{ $file }` holds lists or records, not single values
    .help = write its parts as columns of their own

unread-column-type = column `{ $column }` of `{ $file }` has the type { $type }, which is neither a number nor a text, a date or a truth
    .help = write it as another type: durations as a number of seconds or days, times of day and binary values as text

unpivot-in-parquet = `unpivot` can't be used on `{ $file }`: it is a Parquet file
    .help = export the table as CSV or Excel, or write it with a row for each month

no-days-in-file = there is no date in `{ $file }`
    .help = write one day in each row, with the year first, as in `2026-01-01` or `2026/1/1`

unreadable-day = `{ $cell }` in row { $row } of `{ $file }` is no date
    .help = write the year first, as in `2026-01-01` or `2026/1/1`

missing-target-columns = `{ $file }` has no column of periods, or none of targets
    .help = name one column `period` or `month` and one `target`, or give it the indicator's name; it has { $columns }

no-targets-in-file = `{ $file }` has no target for `{ $name }`
    .help = write a row with a period and a target
    .help-others = its rows are for { $others }

target-without-period = row { $row } of `{ $file }` has the target `{ $amount }`, but no period
    .help = write its period, as in `2026-10`
