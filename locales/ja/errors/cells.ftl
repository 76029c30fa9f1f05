# データソースのセルと、データソース全体の問題。

more-file-errors = `{ $source }`のファイルには、ほかにも{ $more }件のエラーがあります
    .help = まず表示されたエラーを直してください。同じ問題のファイルが多いときは、`source`に1行書き足すだけで済むことがあります

unreadable-number = `{ $source }`の列`{ $column }`に、数値として読めないセルが{ $count }件あります: { $cells }
    .label = 数値として読む列です
    .help = ファイルのセルを直してください。`1,234.5`・`▲5`・`(5)`・`30%`・`1,200万円`のような書き方も数値として読みます
    .help-missing = 「{ $text }」が「値なし」を表すなら、ソースに`missing "{ $text }"`と書いてください
    .cell = { $file }の{ $row }行目「{ $text }」
    .cell-in-column = { $file }の{ $row }行目の列`{ $column }`の「{ $text }」
    .cell-of-lookup = { $lookup_file }の「{ $text }」（{ $file }の{ $row }行目から参照）
    .more = ほか{ $more }件

unreadable-date = `{ $source }`の列`{ $column }`に、日付として読めないセルが{ $count }件あります: { $cells }
    .label = 日付として読む列です
    .help = ファイルのセルを直してください。日付は`2026-11-22`の形がいちばん確かです
    .help-missing = 「{ $text }」が「値なし」を表すなら、ソースに`missing "{ $text }"`と書いてください
    .help-totals = 合計の行なら、ソースに`skip rows where { $column } == "{ $text }"`と書いて除いてください
    .help-year = 月には年が要ります。ソースに`fiscal year 2026`のように年度を書いてください
    .help-coarse = 週・四半期・半期は日付として読みません。`2026-11-22`のように日を、または`2026-11`のように月を書いてください

unreadable-truth = `{ $source }`の列`{ $column }`に、「はい」か「いいえ」か読み取れないセルが{ $count }件あります: { $cells }
    .label = 「はい・いいえ」として読む列です
    .help = true・yes・1・はい・○ は「はい」、false・no・0・いいえ・× は「いいえ」と読みます。文字と比べるなら`{ $column } == "{ $text }"`と書いてください
    .help-missing = 「{ $text }」が「値なし」を表すなら、ソースに`missing "{ $text }"`と書いてください

ambiguous-dates = { $file }の{ $row }行目「{ $text }」は{ $day_first }とも{ $month_first }とも読め、列`{ $column }`のほかのセルからも決められません
    .label = 日と月、どちらが先ですか
    .help = { $day_first }のことなら`dates "dd-mm-yyyy"`、{ $month_first }のことなら`dates "mm-dd-yyyy"`とソースに書いてください

mixed-dates = 列`{ $column }`に日付の順序が二通りあります。{ $file }の{ $row }行目「{ $text }」は日が先、{ $other_file }の{ $other_row }行目「{ $other_text }」は月が先です
    .label = 日と月、どちらが先ですか
    .help = 日付の書き方をそろえてください（`2026-11-22`の形がいちばん確かです）。ファイルごとに違う場合は、ソースを分けてそれぞれに`dates "…"`と書けます

duplicate-lookup-key = `{ $lookup }`の`{ $column }`に「{ $key }」が二度出てきます（{ $file }の{ $first }行目と{ $second }行目。重複する行は全部で{ $rows }件）
    .label = キーは1行に一つだけです
    .help = 古いほうの行を消すか、値が重ならない列を`key`に選んでください

no-rows = `{ $source }`にはデータの行がありません: { $files }
    .label = ここに行が見つかりませんでした
    .help = 正しいファイルか、見出しの下に行があるかを確かめてください

source-not-evaluated-yet = `{ $source }`は接続`{ $connection }`から読む指定ですが、このバージョンで読めるのはファイルだけです
    .label = 接続の指定です
    .help = 表を CSV か Parquet に書き出して`source … from "ファイル"`としてください。`--lint-only`なら数値なしで計画を点検できます
