# 計画の名前・単位・期間についての間違いを伝える文。

## 名前

unknown-name = `{ $name }`という名前はどこにもありません
    .label = この計画では宣言されていません
    .help-similar = もしかして`{ $similar }`ですか?
    .help-list = いまあるのは{ $names }です。新しく作るなら`measure { $name } = …`か`metric { $name } = …`と書いてください
    .help-declare = `measure { $name } = …`か`metric { $name } = …`と書いて宣言してください
    .help-tables = いまあるデータ元と対応表は{ $names }です
    .help-source = `source { $name } from "ファイル.csv"`と書いて宣言してください
    .help-use = ほかの計画の数字を使うなら、`use "{ $name }.kpi" as { $name }`と書いて取り込んでください
    .help-plan = その計画にあるのは{ $names }です
declared-twice = `{ $name }`が2回宣言されています
    .label = ここで再び宣言されています
    .first = 最初の宣言はこちらです
    .help = どちらかの名前を変えるか、消してください。データ元の`{ $name }`と指標の`{ $name }`は同じ名前でもかまいませんが、指標どうしは同じ名前にできません
    .help-unit = 列の単位は1回だけ書いてください
    .help-dimension = 切り口の名前は1回ずつ書いてください。例: `by { $name }, 別名 = 列名`
    .help-indicator = `{ $name }`に求めることは1つのブロックにまとめてください
not-a-metric = `{ $name }`は指標ではありません
    .label = ここには数値が入りますが、これは行の集まりです
    .label-plan = ここには数値が入りますが、これは計画全体です
    .declared = 宣言はこちらです
    .help-source = 行を数えるなら`count({ $name })`、列を合計するなら`sum({ $name }.列名)`と書いてください
    .help-lookup = 対応表はデータ元の行に列を足すためのもので、それ自体の数値はありません
    .help-plan = その中の指標を`{ $name }.指標名`のように書いてください
not-a-source = `{ $name }`は指標で、データ元ではありません
    .label = ここにはデータ元の名前が入ります
    .declared = 宣言はこちらです
    .help = 集計はデータ元の行に対して行います。この指標の値を使うなら`{ $name }`とだけ書いてください
column-outside-aggregate = `{ $column }`は列なので、値がいくつもあります
    .label = ここには1つの数値が入ります
    .source = `{ $source }`は行の集まり（データ元）です
    .help = 値をどうまとめるかを書いてください。例: `sum({ $column })`、`avg({ $column })`
unknown-contractor = `{ $name }`という委託先はありません
    .label = 引用符のない名前は委託先を指します
    .help-similar = もしかして`{ $similar }`ですか?
    .help-person = 人の名前なら`"{ $name }"`と引用符で囲んでください。成果報酬の委託先なら`contractor { $name }`と宣言してください
unknown-dimension = `{ $name }`という切り口を持つデータ元がありません
    .label = 切り口ではありません
    .help-similar = もしかして`{ $similar }`ですか?
    .help-list = いまある切り口は{ $names }です
    .help = その列があるデータ元に`by { $name }`を加えてください
circular-definition = `{ $name }`の計算が自分自身に戻ってきます: { $circle }
    .label = ここから始まっています
    .member = 途中で`{ $name }`を通ります
    .help = どれか1つは、データ元から計算するか、数値を書いてください
    .help-self = `{ $name }`には最初の期間の値がないため、その後の期間の値も決まりません

## ファイル

circular-use = 計画どうしが互いを取り込み合っています: { $circle }
    .label = ここで元に戻ります
    .step = 途中で`{ $path }`を取り込んでいます
    .help = 共通する部分を別のファイルに分け、どちらからもそのファイルを取り込んでください
plan-named-twice = `{ $first }`と`{ $second }`は同じ計画で、数値を二重に数えることになります
    .label = この計画にはもう名前があります
    .first = 付いている名前は`{ $name }`です
    .help = 別の計画のファイルを書くか、この`use`を消して`{ $name }`の代わりに最初の名前を使ってください
parts-too-deep = 計画の中の計画が{ $deepest }段を超えています
    .label = ここで深くなりすぎています
    .help = 奥の計画を、この計画から直接取り込んでください。横に並べる数に制限はありません
use-needs-name = `{ $path }`は1つの計画なので、取り込むには名前が必要です
    .label = このファイルには`plan`があります
    .help = `use "{ $path }" as { $name }`と書いてください。中の指標は`{ $name }.指標名`で使えます
named-use-needs-plan = `{ $path }`には`plan`がないので、名前を付けて取り込めません
    .label = 名前を付けられるのは計画全体だけです
    .help = `use "{ $path }"`と書けば、中の宣言をそのまま取り込めます
two-plans = `plan`は1つのファイルに1つですが、これは2つ目です
    .label = 2つ目の計画です
    .first = 1つ目はこちらです
    .help = 1つ目にまとめるか、別のファイルに分けてください

## 式

measure-not-aggregate = `measure`の`{ $name }`は、ちょうど1つの集計になっていません
    .label = 1つの集計ではありません
    .help = `measure`は`count(calls)`のような集計1つだけです。指標から計算するなら`metric { $name } = …`と書いてください
expression-too-long = この式は{ $deepest }段より深くなっています
    .label = 深すぎてたどれません
    .help = 途中の計算に`metric`で名前を付けて、分けてください
division-by-zero = ゼロで割っています
    .label = これはゼロです
    .help = ゼロでは割れません。本来の数値を書いてください
previous-of-other = `previous(…)`に書けるのはこの計画の指標だけです
    .label = ほかの計画の指標です
    .help = この計画に同じ値の`metric`を宣言し、それを`previous`に書いてください
number-wanted = ここには数値が必要です
    .label = これは真偽で、数値ではありません
    .label-text = これは文字です
    .label-date = これは日付です
    .help-where = 条件は集計の中の`where`の後に書いてください。例: `count(データ元 where …)`
    .help-text = 文字は比べたり数えたりできますが、計算はできません。種類の数なら`count(distinct データ元.列名)`と書いてください
    .help-name = 指標の名前には引用符を付けません
    .help-date = 日付から日付を引くと日数になります。例: `avg(データ元.終了日 - データ元.開始日)`
    .help-period = 期間は目標の一覧やテストに書くもので、式には書けません。引き算は記号の前後に空白を入れてください
condition-wanted = ここには条件（行ごとに成り立つかどうか決まるもの）が必要です
    .label = これは条件ではありません
    .help = 何かと比べてください。例: `kind == "call"`、`amount > 0`
text-wanted = `contains`と`starts with`の後には、引用符で囲んだ文字が必要です
    .label = ここには引用符で囲んだ文字が入ります
    .help = 探す言葉を引用符で囲んでください
date-wanted = 期間は1つの日付ではありません
    .label = ここには1日だけを書きます
    .help = `2026-10-01`のように日付を書いてください。期間は`date >= 2026-10`のように直接比べることもできます
not-comparable = { $left }と{ $right }は比べられません
    .label = これは{ $kind }です
    .number = 数値
    .text = 文字
    .date = 日付
    .truth = 真偽
    .help = 列は、同じ種類の値と比べてください
    .help-date = 日付は引用符なしで`2026-10-01`のように書いてください
    .help-number = 数値は引用符なしで、文字は引用符で囲んで書いてください
unsaid-column-unit = この列の時間の単位がわかりません
    .label = 時間の長さと比べています
    .help = データ元に`列名 in seconds`のように単位を書いてください

## 集計

aggregate-without-source = `{ $function }`は行をまとめますが、どのデータ元の行かが書かれていません
    .label = データ元の名前がありません
    .help = データ元の列を`{ $function }(データ元.列名)`のように書いてください
aggregate-of-metric = `{ $name }`はすでに1つの数値なので、`{ $function }`でまとめるものがありません
    .label = 指標です
    .declared = 宣言はこちらです
    .help = `{ $name }`とだけ書くか、データ元の列を`{ $function }`でまとめてください
column-without-source = `{ $column }`はどのデータ元の列ですか?
    .label = データ元の名前がありません
    .help-write = `{ $column }`と書いてください
    .help = 前にデータ元の名前を付けて、`データ元.{ $column }`と書いてください
column-wanted = `{ $function }`には列が必要ですが、`{ $name }`はデータ元全体です
    .label = すべての列が入っています
    .help = 列を1つ選んでください。例: `{ $example }`
lookup-as-source = `{ $name }`は対応表で、行は実績ではありません
    .label = 対応表です
    .help = データ元の行を数え、対応表をつないでください。例: `count(データ元 via 列名 where { $name }.列名 == "…")`。行そのものを数えるなら`source`として宣言してください
nested-aggregate = 集計の中に集計は書けません
    .label = 集計の中にあります
    .help = それぞれに`measure`で名前を付け、その名前を使って`metric`で計算してください
two-sources = 1つの集計で使えるデータ元は1つですが、`{ $first }`と`{ $second }`が混ざっています
    .label = この集計は`{ $first }`の行についてのものです
    .help = `measure`を2つに分け、`metric`で計算してください。小さな表の列を足すなら、その表を`lookup`として宣言してください
    .help-lookup = この行に列を足すなら、`{ $second }`を`key`のある`lookup`として宣言してください
missing-via = `{ $lookup }`をどの列でつなぎますか?
    .label = 対応表の列です
    .help = `via 列名`を加えてください。対応表のキーと同じ値が入っている、データ元の列です
    .help-by = `via { $column }`を加えてください
bad-column-path = 列は`データ元.列名`と書きます
    .label = 点が多すぎます
    .help = 名前に点を含む列は、バッククォートで囲んでください
distinct-not-here = `distinct`は種類を数えるものなので、`{ $function }`ではなく`count`に書きます
    .label = ここには書けません
    .help = `count(distinct データ元.列名)`と書いてください
bad-rank = `percentile`には、0より大きく100より小さい数が必要です
    .label = 何パーセンタイルですか?
    .help = 例えば`percentile(データ元.列名, 90)`と書いてください。10件中9件がその値以下、という意味です

## 単位

unit-mismatch = { $left }と{ $right }は一緒に計算できません
    .label = 左右の単位が違います
    .operand = これは{ $unit }です
    .because-declared = ここに書かれているので、{ $unit }です
    .because-counted = ここで行を数えているので、{ $unit }です
    .because-nothing-said = この後に単位がないので、{ $unit }とみなします
    .because-literal = ここに書かれたとおり、{ $unit }です
    .because-quotient = この割り算の結果なので、{ $unit }です
    .because-product = この掛け算の結果なので、{ $unit }です
    .because-dates = ここで日付の差を取っているので、{ $unit }です
    .because-step = この段階では前の段階で割るので、{ $unit }です
    .because-bare = 単位のない数だけなので、{ $unit }とみなします
    .because-foreign = もう一方の計画で、{ $unit }と決まっています
    .count = 件数
    .ratio = 比率
    .duration = 時間の長さ
    .money = 金額（{ $currency }）
    .compound = 複合した単位（{ $unit }）
    .help = 両方を同じ単位にそろえるか、割り算や掛け算にしてください
    .help-say = それで正しければ、集計の後に`sum(…) in { $unit }`と単位を書いてください
two-currencies = { $left }と{ $right }は一緒に計算できません
    .label = 通貨が2つあります
    .help = 計画には為替レートがありません。データの側でどちらかの通貨にそろえてください
missing-unit = { $unit }が入る場所に、単位のない数が書かれています
    .label = 単位は何ですか?
    .help = `{ $unit }`のような単位を後ろに付けてください
    .help-write = `{ $value }`と書いてください
wrong-unit = `{ $name }`は{ $unit }ですが、これは{ $written }です
    .label = これは{ $written }です
    .help-count = `{ $number }`のように、数だけを書いてください
    .help-ratio = `10%`のように、割合を%で書いてください
    .help-duration = `5 days`のように、時間の長さを書いてください
    .help-money = `1,000 { $currency }`のように、金額を{ $currency }で書いてください
    .help-compound = 単位を付けずに、{ $unit }での数を書いてください
    .help-share = `{ $value }`と書いてください
wrong-unit-said = これは{ $unit }ですが、`in`には{ $said }とあります
    .label = { $said }
    .help = `in`を消すか、正しい単位に書き換えてください
uneven-duration = `{ $unit }`は長さが一定でないため、値と比べられません
    .label = 何日ですか?
    .help-months = `60 days`のように、日数か週数で書いてください
    .help-working-days = 日数で書いてください。例えば5営業日なら`7 days`です
points-not-here = ポイントは差を表すもので、値ではありません
    .label = ポイントです
    .help = 値には`%`を使ってください。`points`は`warn down 2 points`のように書きます
points-of-no-ratio = `{ $name }`は{ $unit }なので、ポイントでは変化を表せません
    .label = ポイントです
    .help = `10%`のように、前の値に対する割合で書いてください
unknown-currency = `{ $code }`という通貨はありません
    .label = ISO 4217 にありません
    .help-similar = もしかして`{ $similar }`ですか?
    .help = 通貨は`JPY`、`USD`、`EUR`のような3文字の記号か、`円`で書いてください
duration-wanted = `{ $clause }`には時間の長さを書きます
    .label = 時間の長さではありません
    .help = 例えば`{ $example }`と書いてください
negative-duration = `{ $clause }`にマイナスの長さは書けません
    .label = ゼロより小さくなっています
    .help = 符号を付けずに書いてください
fee-not-money = 報酬は金額で書きます
    .label = 金額ではありません
    .help = 例えば`{ $example }`と書いてください

## 設定

bad-share = `{ $clause }`は全体に対する割合です（0%より大きく100%以下）
    .label = 割合になっていません
    .help-percent = もしかして`{ $number }%`ですか?
    .help = 例えば`{ $clause } 60%`と書いてください
bad-team-size = チームの人数は、人の数で書きます
    .label = 人数ではありません
    .help = `team 5`のように、ゼロより大きい数を書いてください
unknown-timezone = "{ $name }" というタイムゾーンはありません
    .label = タイムゾーンの一覧にありません
    .help-similar = もしかして "{ $similar }" ですか?
    .help = "Asia/Tokyo" や "Europe/Paris" のように、地域と都市で書いてください
range-backwards = 終わりの{ $to }が、始まりの{ $from }より前です
    .label = 始まりより前になっています
    .start = 始まりはこちらです
    .help = 2つを入れ替えてください
zero-periods = 1回以上の数が必要です
    .label = 0回になっています
    .help = 1以上の数を書いてください
overlapping-periods = `{ $first }`と`{ $second }`の日が重なっています
    .label = この一部はすでに書かれています
    .first = こちらに書かれています
    .help = どの日も1つの項目にだけ入るようにしてください
period-too-fine = `{ $key }`は判定の期間の一部でしかありません（{ $period }に対して{ $written }）
    .label = これは`{ $period }`ごとに判定されます
    .help = 期間全体か、それより長い期間を書いてください。短い期間で判定するなら`period { $written }`を加えてください

## データ元

missing-time = `{ $name }`の行がいつのものか、書かれていません
    .label = `time`がありません
    .counted = ここで期間ごとに集計しています
    .help = 日付の入った列を`time 列名`で書いてください
missing-key = `{ $name }`をどの列で引くのか、書かれていません
    .label = `key`がありません
    .help = 値が重ならない列を`key 列名`で書いてください
bad-separator = "{ $text }" は1文字ではありません
    .label = ここには1文字を書きます
    .help = 例えば`separator ";"`や`separator "tab"`と書いてください
unknown-encoding = "{ $name }" という文字コードはありません
    .label = 文字コードではありません
    .help-similar = もしかして "{ $similar }" ですか?
    .help = 例えば "utf-8"、"cp932"、"euc-jp" と書いてください。書かなければ自動で判別します
bad-date-pattern = "{ $pattern }" では、年月日の並び順がわかりません
    .label = 日付の書式ではありません
    .help = 例えば`dates "dd-mm-yyyy"`、`dates "mm/dd/yyyy"`、`dates "yyyy/mm/dd"`と書いてください
bad-fiscal-year = { $year }は年ではありません
    .label = ここには年を書きます
    .help = `fiscal year 2026`のように4桁で書いてください

## 目標としきい値

between-backwards = 上限が下限より小さくなっています
    .label = 下限より小さい値です
    .first = 下限はこちらです
    .help = 2つを入れ替えてください
member-twice = "{ $member }" の目標が2つあります
    .label = 2つ目です
    .first = 1つ目はこちらです
    .help = どちらか1つを残してください
unknown-per = 何あたりですか? `{ $word }`は期間でもチームでもありません
    .label = ここでは使えません
    .help-similar = もしかして`per { $similar }`ですか?
    .help-team = チームの人数がこの切り口の数なら、計画に`team 5 by { $word }`と書いてください
    .help = `per day`（1日あたり）、`per week`、`per month`、`per member`（1人あたり）のように書いてください
per-twice = 同じことが2回書かれています
    .label = 同じ種類の「あたり」が2つあります
    .help = どちらか1つを残してください
per-not-additive = `{ $name }`は合計ではないので、`per { $word }`で割り振れません
    .label = 割り振れるのは件数と合計だけです
    .help = `per { $word }`を消してください。率は1人でも全員でも同じです
per-not-here = ここに`per`は書けません
    .label = ここには書けません
    .help = `per { $word }`を付けずに、全体の数を書いてください
    .help-at = `per { $word }`を消してください。段階の値はいつも、前の段階1件あたりです
missing-team = `per { $word }`には、何人いるかが必要です
    .label = 何人ですか?
    .help = 計画に`team 5`のように人数を書いてください
threshold-without-metric = すべてのKPIに共通のしきい値は、目標に対する割合か、変化でしか書けません
    .label = 1つのKPIだけに当てはまる数です
    .help = `warn below 90% of target`のように書くか、そのKPIのブロックに移してください
bad-share-of-target = 目標に対する割合は%で書きます
    .label = 割合ではありません
    .help-percent = `{ $value }`と書いてください
    .help = 例えば`80% of target`と書いてください
bad-change = 変化は、ゼロより大きい%かポイントで書きます
    .label = どれだけの変化ですか?
    .help = 前の値に対する割合なら`{ $number }%`、率の差なら`{ $number } points`と書いてください
guards-itself = 自分自身の質は見張れません
    .label = 同じ指標です
    .help = この指標で質を見張りたい、別の指標を書いてください

## ファネルとテスト

first-stage-conversion = 最初の段階の前には何もないので、転換率は書けません
    .label = 最初の段階です
    .help = 次の段階に書いてください
stage-twice = `{ $name }`はすでにこのファネルの段階です
    .label = 2回目です
    .first = 最初はこちらです
    .help = 同じ段階は1回だけ書いてください。別の道筋なら、もう1つファネルを作ってください
stage-not-countable = ファネルの段階は数えられるものですが、`{ $name }`は{ $unit }です
    .label = { $unit }
    .help = 件数や金額を段階にして、`{ $name }`は`as`で転換率の名前にしてください
stage-without-rows = `{ $name }`は計算で求める数字なので、一件ずつ追えません
    .label = 元になる行がありません
    .cohort = このファネルは`{ $key }`ごとに行を追います
    .help = このファネルの段階は、行を数えるか合計する`measure`にしてください。例: `measure { $name } = count(…)`
conversion-not-positive = 転換率がゼロでは、目標から逆算できません
    .label = ゼロより大きくありません
    .help = 例えば`at 10%`のように、見込む値を書いてください
given-twice = 同じ指標の値が2回与えられています
    .label = ここで再び与えられています
    .first = 最初はこちらです
    .help = どちらか1つを残してください
