# ルールの名前の誤り。
unknown-rule = `{ $name }`というルールはありません
    .label = この名前のルールはない
    .help = `kpi rules`でルールの一覧を表示できます
    .help-similar = `{ $similar }`のことでしょうか?
