level-error = error
level-deny = deny
level-warn = warn
level-note = note

status = status
    .ok = ok
    .warn = warn
    .fail = fail
    .no-data = no data
    .too-few = too few

rows = { $count ->
    [one] 1 row
   *[other] { $count } rows
}

help-word = help
comma = { ", " }

# What should stand in `kpi.toml`.
config-type = setting
    .date = a date, as "2026-11-22"
    .word = a word in quotes
    .words = a word in quotes, or a list of them
    .paths = a path in quotes, or a list of them
    .count = a whole number from 1 on, as 5
    .percent = a share in percent and in quotes, as "60%"
    .table = a table, as [connections.warehouse]
