# 計画ファイルの書き方の誤り。

allow-without-reason = `allow`には理由が必要です
    .label = `because`がありません
    .help = 例外を認める理由を書いてください: `allow missing-owner because "担当は地域ごとに決めているため"`

arrow-first = ファネルの先頭は矢印ではなく段階の名前です
    .label = この矢印の前に段階がありません
    .help = 最初の段階は`->`を付けずに、1行で書いてください

arrow-without-stage = 矢印の先に段階がありません
    .label = この後に続く段階がありません
    .help = `-> meetings at 80%`のように次の段階を書くか、矢印を消してください

between-needs-two = `between`には数が2つ必要です
    .label = 数が1つしかありません
    .help = `between { $low } and …`のように両端を書いてください

chained-comparison = 比較は続けて書けません
    .label = 2つ目の比較です
    .first = 1つ目の比較です
    .help = `and`でつないでください: `a < b and b < c`

clause-outside-block = `{ $clause }`が波括弧の外にあります
    .label = 波括弧の中に書きます
    .help = 次のどれかの波括弧の中に書いてください: { $blocks }

column-needs-backticks = 引用符は言葉のためのものです。列や名前はそのまま書くか、バッククォートで囲みます
    .label = 列の名前です
    .help = 名前をバッククォートで囲んでください: `{ $name }`
    .help-name = 引用符を外して`{ $name }`と書いてください

colon-after-keyword = ここに`{ $mark }`は要りません
    .label = 消してください
    .help = 項目名と値は並べて書きます: `target 10%`
    .help-name = キーワードと名前は並べて書きます: `{ $keyword } 名前`

comma-in-number = このカンマは数の途中に書けません
    .label = カンマ
    .help = 桁区切りのカンマは`1,000`のように3桁ごとです。関数や一覧の括弧の中ではカンマは値の区切りになるため、`1_000`か`1000`と書いてください

comparison-for-words = `{ $written }`はここでは言葉で書きます
    .label = 記号です
    .help = `{ $instead }`と書いてください

control-character = 目に見えない制御文字（{ $code }）が入っています
    .label = ここです
    .help = 削除してください。貼り付けのときに紛れ込んだか、計画ファイルではないファイルかもしれません

date-form = `{ $written }`は日付や期間の書き方ではありません
    .label = 日付や期間として読めません
    .help = 日は`2026-11-22`、月は`2026-11`、週は`2026-W47`、四半期は`2026-Q4`、半期は`2026-H2`、年は`2026`と書きます。引き算は前後に空白を入れてください
    .help-instead = `{ $instead }`と書いてください

empty-target = この目標には数がありません
    .label = 中に何もありません
    .help = `2026-10 800`のように、期間ごとに1行ずつ書いてください。`target`を書かなければKGIから逆算されます
    .help-members = `"佐藤" 800`のように、1人ずつ書いてください

day-needed = 日付が必要ですが、`{ $written }`では日まで決まりません
    .label = 日がありません
    .help = `{ $example }`のように日まで書いてください

extra-argument = `{ $function }`に渡せるものは1つです
    .label = 2つ目です
    .help = 消してください。条件は`{ $function }(deals.amount where stage == "Won")`のように`where`の後に書きます
    .help-count = 消してください。条件は`count(deals where stage == "Won")`のように`where`の後に書きます

foreign-operator = `{ $written }`はここでは使えない書き方です
    .label = 使えません
    .help = `{ $instead }`と書いてください

foreign-quotes = 言葉はここでは二重引用符で囲みます
    .label = 別の引用符です
    .help = `"{ $text }"`と書いてください

incomplete-line = この行は途中で終わっています
    .label = この後に書けるもの: { $expected }

level-on-year = `on year`は増減の比較で、水準には使えません
    .label = 比べるものがありません
    .help = `warn down 10% on year`のように`down`か`up`と一緒に書いてください

misplaced-clause = `{ $clause }`は`{ $block }`の中に書けません
    .label = 書く場所が違います
    .help = `{ $clause }`を書ける場所: { $blocks }

missing-formula = { $keyword } `{ $name }`の計算式がありません
    .label = 式がありません
    .help = `{ $keyword } { $name } = …`のように書いてください

missing-brace = この{ $keyword }の項目が波括弧で囲まれていません
    .label = この後に波括弧が必要です
    .help = この後に`{"{"}`を、最後の項目の後に`{"}"}`を書いてください

missing-from = この{ $keyword }には、どのデータを読むかが書かれていません
    .label = ここに`from`が必要です
    .help = `{ $keyword } 名前 from "file.csv"`のように書いてください
    .label-path = この前に`from`が必要です
    .help-path = `{ $declaration }`と書いてください

missing-name = `{ $keyword }`の後に名前がありません
    .label = ここに名前が必要です
    .help = `{ $keyword } 名前`と書いてください。表示名はその後に引用符で囲んで書けます
    .help-label = 表示する言葉を引用符で囲んで書いてください: `{ $keyword } "…"`

missing-quotes = `{ $word }`には引用符が必要です
    .label = 言葉は引用符で囲みます
    .help = `"{ $word }"`と書いてください

missing-rank = `percentile`に何パーセント点かが書かれていません
    .label = 90などの数が必要です
    .help = カンマの後に書いてください: `percentile(deals.amount, 90)`

name-in-parts = 名前は1語で書きます
    .label = 名前はこの前で終わっています
    .help = `{ $joined }`と書くか、短い名前の後に表示名を引用符で囲んで書いてください

nested-too-deeply = 入れ子が{ $limit }段を超えています
    .label = これ以上は読めません
    .help = 一部を`metric`として名前を付け、式を分けてください

no-such-date = `{ $written }`は存在しません
    .label = 暦にありません
    .help = 存在するのは`{ $last }`までです

number-too-large = 数の桁が多すぎます
    .label = 36桁を超えています
    .help = もっと小さい数にするか、`1.5M`、`2億`のように単位を付けて書いてください

percent-as-word = `{ $word }`は`%`と書きます
    .label = `%`と書きます
    .help = `10%`のように書いてください

percent-before-number = パーセント記号は数の後に書きます
    .label = 数の前にあります
    .help = `{ $instead }`と書いてください

previous-of-expression = `previous`に渡せるのは名前1つです
    .label = 名前ではありません
    .help = `metric 名前 = …`で式に名前を付けてから、`previous(名前)`と書いてください

repeated-clause = `{ $clause }`が2回書かれています
    .label = 2回目です
    .first = 1回目はここです
    .help = どちらか1つにしてください

row-zero = 行は1から数えます
    .label = この行はありません
    .help = 表の最初の行は`header row 1`です

single-equals = `=`は名前を付ける記号で、比較は`==`です
    .label = ここは比較です
    .help = `==`と書いてください

stage-without-arrow = 段階`{ $stage }`が前の段階とつながっていません
    .label = 前に矢印がありません
    .help = 前に`->`を付けてください

two-targets = 数が2つあるときは範囲として書きます
    .label = 2つ目の数です
    .help = `target between { $numbers }`と書いてください

unclosed-backtick = バッククォートが閉じていません
    .label = ここで始まっています
    .help = 同じ行の名前の終わりに、もう1つバッククォートを書いてください

unclosed-brace = この波括弧が閉じていません
    .label = ここで始まっています
    .help = 最後の項目の次の行に`{"}"}`を書いてください

unclosed-parenthesis = この括弧が閉じていません
    .label = ここで始まっています
    .help = 括弧の中身の終わりに`)`を書いてください

unclosed-string = 引用符が閉じていません
    .label = ここで始まり、閉じないまま行が終わっています
    .help = 言葉の終わりに`"`を書いてください。引用符の中の引用符は`\"`と書きます

unexpected-words = `{ $found }`はここに書けません
    .label = ここに書けるもの: { $expected }
    .clause = 項目
    .date = 日付（`2026-11-22`など）
    .declaration = 宣言（`plan`、`kgi`、`kpi`など）
    .end = 行の終わり
    .expression = 式
    .integer = 整数
    .keyword = `{ $words }`
    .name = 名前
    .number = 数
    .operator = 演算子（`+`、`==`、`and`など）
    .period = 期間（`2026-11`など）
    .text = 引用符で囲んだ言葉
    .unit = 単位
    .who = 引用符で囲んだ担当者名、または名前
    .word = 単語
    .help-similar = `{ $similar }`のことですか?
    .help-instead = `{ $instead }`と書いてください
    .help-clause = `{ $clause }`の前で改行するか、`;`で区切ってください

unknown-clause = `{ $block }`に`{ $clause }`という項目はありません
    .label = ここにはない項目です
    .help = 書ける項目: { $known }
    .help-similar = `{ $similar }`のことですか?

unknown-declaration = `{ $word }`で始まる宣言はありません
    .label = 知らない言葉です
    .help = 宣言は次のどれかで始まります: { $known }
    .help-similar = `{ $similar }`のことですか?

unknown-escape = 引用符の中の`{ $escape }`には意味がありません
    .label = 使えない書き方です
    .help = バックスラッシュの後に書けるのは`"`、`\`、`n`（改行）、`t`（タブ）です。バックスラッシュ自体は`\\`と書きます

unknown-function = `{ $function }`という関数はありません
    .label = 知らない関数です
    .help = 使える関数: { $known }
    .help-similar = `{ $similar }`のことですか?
    .help-if = 0で割る心配は要りません。分母のない率は「値なし」になり、その理由が示されます。条件に合う行だけを数えるには`where`を使います
    .help-instead = `{ $instead }`と書いてください

unknown-unit = `{ $unit }`という単位はありません
    .label = 知らない単位です
    .help = { $known }などが使えます。通貨は3文字のコードで書けます
    .help-similar = `{ $similar }`のことですか?
    .help-instead = `{ $instead }`と書いてください

unknown-word = `{ $word }`はここでは使えない言葉です
    .label = 使えない言葉です
    .help = 書けるのは{ $known }です
    .help-similar = `{ $similar }`のことですか?

unmatched-bracket = この`{ $bracket }`に対応する括弧がありません
    .label = 閉じるものがありません
    .help = 消すか、前に対になる括弧を書いてください

wrong-arrow = 段階は`{ $written }`ではなく`->`でつなぎます
    .label = 矢印ではありません
    .help = `->`と書いてください
