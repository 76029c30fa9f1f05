# データソースのセルと、データソース全体の問題。

more-file-errors = `{ $source }`のファイルには、ほかにも{ $more }件のエラーがあります
    .help = まず表示されたエラーを直してください。同じ問題のファイルが多いときは、`source`に1行書き足すだけで済むことがあります

unreadable-number = `{ $source }`の列`{ $column }`に、数値として読めないセルが{ $count }件あります: { $cells }
    .label = 数値として読む列です
    .help = ファイルのセルを直してください。`1,234.5`・`▲5`・`(5)`・`30%`・`1,200万円`のような書き方も数値として読みます
    .help-missing = 「{ $text }」が「値なし」を表すなら、ソースに`missing "{ $text }"`と書いてください
    .help-dates = 日付が入っています。日付の差は期間なので、`avg(deals.closed - deals.opened) in days`のように集計の後ろに`in days`と書いてください
    .cell = { $file }の{ $row }行目「{ $text }」
    .cell-below = { $file }の{ $row }行目、`{ $column }`列の「{ $text }」
    .cell-of-lookup = { $lookup_file }の「{ $text }」（{ $file }の{ $row }行目から参照）
    .more = ほか{ $more }件

unreadable-date = `{ $source }`の列`{ $column }`に、日付として読めないセルが{ $count }件あります: { $cells }
    .label = 日付として読む列です
    .help = ファイルのセルを直してください。日付は`2026-11-22`の形がいちばん確かです
    .help-missing = 「{ $text }」が「値なし」を表すなら、ソースに`missing "{ $text }"`と書いてください
    .help-totals = 合計の行なら、ソースに`skip rows where { $column } == "{ $text }"`と書いて除いてください
    .help-short-year = 2桁の年は先頭とも末尾とも読めます。先頭が年なら`dates "yyyy-mm-dd"`、そうでなければ`dates "dd-mm-yyyy"`か`dates "mm-dd-yyyy"`とソースに書いてください
    .help-year = 年がありません。ソースに`fiscal year 2026`のように年度を書いてください
    .help-coarse = 週・四半期・半期は日付として読みません。`2026-11-22`のように日を、または`2026-11`のように月を書いてください

unreadable-truth = `{ $source }`の列`{ $column }`に、「はい」か「いいえ」か読み取れないセルが{ $count }件あります: { $cells }
    .label = 「はい・いいえ」として読む列です
    .help = true・yes・1・はい・○ は「はい」、false・no・0・いいえ・× は「いいえ」と読みます。文字と比べるなら`{ $column } == "{ $text }"`と書いてください
    .help-missing = 「{ $text }」が「値なし」を表すなら、ソースに`missing "{ $text }"`と書いてください

text-without-order = `{ $source }`の列`{ $column }`に、数値でも日付でもないため大小を比べられないセルが{ $count }件あります: { $cells }
    .label = ここで大小を比べています
    .help = 文字には大小がありません。`==`・`!=`・`in`で比べるか、ファイルのセルを直してください

other-currency = `{ $source }`の列`{ $column }`に、{ $currency }でない通貨のセルが{ $count }件あります: { $cells }
    .label = { $currency }として集計する列です
    .help = { $found }と{ $currency }は合計できません。ファイルで換算するか、`where`で除いて別に`in { $found }`で集計してください

mixed-currencies = 列`{ $column }`に二つの通貨の金額が混ざっています。{ $file }の{ $row }行目「{ $text }」と、{ $other_file }の{ $other_row }行目「{ $other_text }」です
    .label = ここで集計しています
    .help = ファイルで一つの通貨に換算するか、`where`と`in JPY`で通貨ごとに分けて集計してください

ambiguous-dates = { $file }の{ $row }行目「{ $text }」は{ $day_first }とも{ $month_first }とも読め、列`{ $column }`のほかのセルからも決められません
    .label = 日と月、どちらが先ですか
    .help = { $day_first }のことなら`dates "dd-mm-yyyy"`、{ $month_first }のことなら`dates "mm-dd-yyyy"`とソースに書いてください

mixed-dates = 列`{ $column }`に日付の順序が二通りあります。{ $file }の{ $row }行目「{ $text }」は日が先、{ $other_file }の{ $other_row }行目「{ $other_text }」は月が先です
    .label = 日と月、どちらが先ですか
    .help = 日付の書き方をそろえてください（`2026-11-22`の形がいちばん確かです）。ファイルごとに違う場合は、ソースを分けてそれぞれに`dates "…"`と書けます

duplicate-lookup-key = `{ $lookup }`の`{ $column }`に「{ $key }」が二度出てきます（{ $file }の{ $first }行目と{ $second }行目。重複する行は全部で{ $rows }件）
    .label = キーは1行に一つだけです
    .help = 古いほうの行を消すか、値が重ならない列を`key`に選んでください

no-row-matches = `{ $source }`にこの`where`を満たす行がありません
    .label = 当てはまる行がありません
    .help = 列`{ $column }`がファイルでどう書かれているか確かめてください。文字は大文字・小文字や空白も含めて一致しなければなりません

no-row-skipped = この`skip rows`で除かれる行が`{ $source }`にありません
    .label = 当てはまる行がありません
    .help = 列`{ $column }`がファイルでどう書かれているか確かめてください。文字は大文字・小文字や空白も含めて一致しなければなりません。不要ならこの節を消してください

no-rows = `{ $source }`にはデータの行がありません: { $files }
    .label = ここに行が見つかりませんでした
    .help = 正しいファイルか、見出しの下に行があるかを確かめてください

source-not-evaluated-yet = `{ $source }`は接続`{ $connection }`から読む指定ですが、このバージョンで読めるのはファイルだけです
    .label = 接続の指定です
    .help = 表を CSV か Parquet に書き出して`source … from "ファイル"`としてください。`--lint-only`なら数値なしで計画を点検できます
