# 見つからない、開けない、読み取れないファイル

read-error = 読み取れませんでした
    .label-file = ここで指定されています
    .label-column = ここで使われています
    .label-stated = ここに書かれています

missing-file = ファイル`{ $file }`がありません
    .help = パスは、それを書いたファイルのあるフォルダーから書きます。ファイル名とフォルダーを確かめてください
    .help-similar = もしかして`{ $similar }`ですか
    .help-backslash = 引用符の中の`\`は次の文字と合わせて別の文字になります（`\n`は改行）。フォルダーの区切りは`/`で書いてください

no-file-matches = フォルダー`{ $folder }`に`{ $pattern }`に当てはまるファイルがありません
    .help = `*`は名前の中の任意の文字を表します。このフォルダーにあるのは{ $names }です
    .help-more = `*`は名前の中の任意の文字を表します。このフォルダーには{ $names }のほか{ $more }件があります
    .help-empty = フォルダーは空です。ファイルを置くか、パスを直してください
    .help-folder = フォルダー`{ $folder }`がありません。パスは、それを書いたファイルのあるフォルダーから書きます

outside-project = `{ $file }`はプロジェクトのフォルダーの外にあるため、読みません
    .help = ファイルをプロジェクトの中に移すか、`kpi.toml`に`allow-outside = ["{ $path }"]`と書いてそのフォルダーを許可してください

not-a-file = `{ $file }`はファイルではありません
    .help = データの入ったファイルを指定してください
    .help-folder = フォルダーです。`{ $pattern }`のように中のファイルを指定してください

unreadable-file = `{ $file }`を開けません（{ $reason }）
    .help = ファイルがあるか、ほかのソフトで開いたままになっていないかを確かめてください
    .help-permission = このファイルを読む権限がありません。管理者に頼むか、権限を変えてください
    .help-folder = このフォルダーの中を見る権限がありません。管理者に頼むか、権限を変えてください

empty-file = `{ $file }`には何も入っていません
    .help = 1行目に列の名前（見出し）を入れてください
    .help-toml = 表は`[[名前]]`を1行ごとに繰り返して書きます
    .help-json = 1行に一つのオブジェクトを書きます。例: `{"{"}"日付": "2026-10-01", "金額": 5{"}"}`

unsupported-format = `{ $file }`は{ $format }形式で、表ではありません
    .help = CSV、Excel（`.xlsx`）、OpenDocument（`.ods`）、JSON Lines、TOML、Parquet のどれかで保存してください

html-instead-of-table = `{ $file }`は表のような名前ですが、中身はウェブページ（HTML または XML）です
    .help = このような`.xls`を出力するシステムがあります。表計算ソフトで開き、`.xlsx`か CSV で保存し直してください

nul-bytes = `{ $file }`はテキストではありません（値がゼロのバイトが含まれています）
    .help = CSV で出力し直してください。テキストであれば`encoding "utf-16"`のように文字コードを書いてください

undecodable-text = `{ $file }`の{ $row }行目に、{ $encoding }の文字として読めないバイトがあります
    .help = ファイルの文字コードを書いてください。`encoding "cp932"`（日本語版 Excel の CSV）、`"utf-8"`、`"euc-jp"`、`"windows-1252"`などです

unusable-separator = `{ $separator }`は区切り文字として使えません
    .help = `separator ","`、`";"`、`"|"`、タブのどれかを書いてください。書かなければ自動で判定します

unclosed-quote = `{ $file }`の{ $row }行目で始まる引用符（`"`）が閉じられていません
    .help = 引用符を閉じてください。文字としての引用符は、引用符で囲んだセルの中で`""`と二つ重ねて書きます

text-behind-quote = `{ $file }`の{ $row }行目で始まる引用符（`"`）のセルが何行も続き、閉じる引用符の後にさらに文字があります
    .help = この行の引用符を閉じ忘れ、次の引用符が終わりとみなされたと思われます。引用符を閉じてください。文字としての引用符は、引用符で囲んだセルの中で`""`と二つ重ねて書きます

ragged-row = { $count ->
        [1] `{ $file }`の{ $row }行目にはセルが{ $cells }個ありますが、見出しは{ $headers }列です
       *[other] `{ $file }`にはセルの数が見出し（{ $headers }列）と合わない行が{ $count }行あります。{ $rows }です
    }
    .row = { $row }行目が{ $cells }個
    .more = ほか{ $more }行
    .help = 区切り文字の過不足や、引用符で囲んでいない区切り文字がないかを確かめてください。列は{ $columns }です
    .help-more = 区切り文字の過不足や、引用符で囲んでいない区切り文字がないかを確かめてください。列は{ $columns }のほか{ $more }列です

missing-header-row = 見出しがあるはずの{ $row }行目に、`{ $file }`では何も入っていません
    .help = 行は表計算ソフトと同じく、空の行も含めて1から数えます。`header row`を書かなければ自動で判定します

missing-column = `{ $file }`に列`{ $column }`がありません
    .help = 列は{ $columns }です
    .help-more = 列は{ $columns }のほか{ $more }列です
    .help-similar = もしかして`{ $similar }`ですか。列は{ $columns }です
    .help-unpivot = 列は{ $columns }です。月ごとに列が分かれている表なら、ソースに`unpivot "{ $first }".."{ $last }" as month into value`と書いて行に直し、`month`と`value`を使ってください
    .help-header-row = { $row }行目を見出しとして読みました（{ $columns }）。見出しが別の行なら、ソースに`header row 1`のように書いてください

duplicate-header = `{ $file }`には`{ $column }`という列が{ $count }列あります（{ $first }列と{ $second }列など）
    .help = どちらの列か分かるように、ファイルの見出しを別の名前に変えてください

missing-sheet = `{ $file }`にシート`{ $sheet }`がありません
    .help = シートは{ $sheets }です
    .help-similar = もしかして`{ $similar }`ですか。シートは{ $sheets }です

several-sheets = `{ $file }`では{ $count }枚のシートに必要な列があります（{ $sheets }）
    .help = `sheet "{ $first }"`のように、どのシートかを書いてください

encrypted-file = `{ $file }`にはパスワードがかかっています
    .help = 表計算ソフトで開き、パスワードなしの写しを保存してください

broken-spreadsheet = `{ $file }`を表計算ソフトのファイルとして読めません（{ $reason }）
    .help = 表計算ソフトで開き、`.xlsx`か CSV で保存し直してください

formula-without-value = `{ $file }`のセル{ $cell }には数式`{ $formula }`がありますが、計算結果が保存されていません{ $more ->
        [0] { "" }
       *[other] （ほか{ $more }セル）
    }
    .help = Excel などで開いて保存し直してください。プログラムで作ったファイルでは、数式が計算されていないことがあります

broken-json = `{ $file }`の{ $row }行目は JSON として読めません（{ $reason }）
    .help = 1行に一つのオブジェクトを書きます。例: `{"{"}"日付": "2026-10-01", "金額": 5{"}"}`

json-not-an-object = `{ $file }`の{ $row }行目は JSON ですが、列を持つオブジェクトではありません
    .help = 1行に一つのオブジェクトを書きます。例: `{"{"}"日付": "2026-10-01", "金額": 5{"}"}`

json-key-twice = `{ $file }`の{ $row }行目にはキー`{ $key }`が二つあります
    .help = どちらか分かるように、片方を別の名前にしてください。入れ子の中のキーは`外側.内側`という名前になり、キーの前後の空白は無視されます

broken-toml = `{ $file }`は TOML として読めません（{ $reason }）
    .help = 表は`[[名前]]`を1行ごとに繰り返し、その下に`列 = 値`を並べて書きます

broken-parquet = `{ $file }`を Parquet として読めません（{ $reason }）
    .help = ファイルを作り直すか、CSV で出力してください

parquet-left-out = `{ $file }`は Parquet 形式ですが、この`kpi`は Parquet を読めません
    .help = `parquet`機能を含む`kpi`を使うか、CSV で出力してください

nested-column = `{ $file }`の列`{ $column }`には、一つの値ではなくリストや入れ子の値が入っています
    .help = 中の値をそれぞれ別の列にしてください

unread-column-type = `{ $file }`の列`{ $column }`は{ $type }型で、数値・文字・日付・真偽のどれでもないため読めません
    .help = 別の型で書き出してください。時間の長さは秒や日の数に、時刻やバイナリは文字にします

unpivot-in-parquet = `{ $file }`は Parquet 形式なので`unpivot`を使えません
    .help = CSV か Excel で出力するか、月ごとに1行の表にしてください

no-days-in-file = `{ $file }`に日付がありません
    .help = 1行に1日ずつ、`2026-01-01`や`2026/1/1`のように年から書いてください

unreadable-day = `{ $file }`の{ $row }行目の`{ $cell }`は日付として読めません
    .help = `2026-01-01`や`2026/1/1`のように年から書いてください

missing-target-columns = `{ $file }`に期間の列か目標の列がありません
    .help = 見出しを`期間`（または`月`）と`目標`にするか、目標の列を指標の名前にしてください。いまの列は{ $columns }です

no-targets-in-file = `{ $file }`に`{ $name }`の目標がありません
    .help = 期間と目標の行を書いてください
    .help-others = このファイルにあるのは{ $others }の目標です

target-without-period = `{ $file }`の{ $row }行目に目標`{ $amount }`がありますが、期間がありません
    .help = `2026-10`のように期間を書いてください
