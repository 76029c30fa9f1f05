# コマンドライン、設定ファイル、読み込むファイルについて。

unknown-command = `{ $command }`というコマンドはありません
    .help-similar = `kpi { $similar }`のことでしょうか?
    .help-check = 計画を点検するには`kpi check { $path }`と入力してください
    .help = `kpi --help`でコマンドの一覧を表示できます

no-command = コマンドが指定されていません
    .help = 計画を点検するには`kpi check plan.kpi`と入力してください。`kpi --help`でコマンドの一覧を表示できます

unknown-option = `{ $option }`というオプションはありません
    .help-similar = `{ $similar }`のことでしょうか?
    .help = `kpi check --help`でオプションの一覧を表示できます

missing-value = `{ $option }`には値が必要です
    .help = `--format json`のように、オプションのうしろに値を書いてください

unexpected-value = `{ $option }`に値は付けられません
    .help = オプションだけを書いてください

conflicting-options = `{ $one }`と`{ $other }`は同時に使えません
    .help = どちらかを外してください。両方とも外すと、すべて点検します

invalid-choice = `{ $option }`に`{ $value }`は指定できません
    .help-similar = `{ $similar }`のことでしょうか?
    .help = { $known }から選んでください

invalid-date = `{ $option }`に指定した`{ $value }`は日付ではありません
    .help = `2026-11-22`のように年・月・日を書いてください

invalid-where = `{ $value }`では、だれの数値を表示するのか分かりません
    .help = `--where rep=佐藤`のように、切り口とその値を書いてください。複数はコンマで区切り、切り口はそれぞれ1回だけです

invalid-period = `{ $value }`という期間はありません
    .help = 月は`2026-10`、週は`2026-W43`、四半期は`2026-Q4`、範囲は`2026-04..2026-10`のように書いてください

no-plan-found = `{ $path }`に計画ファイルが見つかりません。`.kpi`で終わるファイルがありません
    .help = `kpi check plan.kpi`のように計画ファイルを指定するか、計画ファイルのあるフォルダーで実行してください

plan-not-found = `{ $path }`というファイルやフォルダーはありません
    .help-similar = `{ $similar }`のことでしょうか?
    .help = パスを確認してください。いまいるフォルダーを起点にして探します

empty-plan = `{ $path }`には何も書かれていません
    .help = 計画は`plan "…" {"{"} {"}"}`で始め、`kgi 売上 = … {"{"} target 1,000万円 {"}"}`のように最終目標を書きます。`examples/`に写して使える例があります

cannot-read = `{ $path }`を読み込めません
    .label = ここで指定されています
    .help-missing = ファイルがありません。パスを確認してください
    .help-permission = 読み取りの権限がありません。権限をもらうか、コピーしてください
    .help = システムからの説明: { $reason }

not-utf8 = `{ $path }`はUTF-8のテキストではありません
    .label = ここで指定されています
    .help = UTF-8で保存し直してください（エディターの「名前を付けて保存」で文字コードに「UTF-8」を選びます）

use-outside-project = `{ $path }`はプロジェクト（フォルダー`{ $root }`）の外にあります
    .label = 読み込みが許可されていません
    .help = ファイルをプロジェクトの中に移すか、`kpi.toml`で許可してください: `allow-outside = ["{ $path }"]`

output-not-written = 報告を`{ $path }`に書き出せません
    .help = システムからの説明: { $reason }

output-over-input = `{ $path }`は計画か、読み込んだファイルなので、上書きしません
    .help = 別のファイルを指定してください: `--output report.txt`

invalid-toml = 設定ファイルを読み込めません。TOMLとして正しくありません
    .label = ここから読めません（{ $detail }）
    .help = 設定は`as-of = "2026-11-22"`のように1行ずつ書きます

unknown-config-key = `kpi.toml`に`{ $key }`という設定項目はありません
    .label = 使えない項目名です
    .help-similar = `{ $similar }`のことでしょうか?
    .help = 使える項目は{ $known }です

config-wrong-type = この設定にその値は書けません
    .label = { $wanted }を書いてください
    .help = 単語・日付・パスは引用符で囲みます

config-unknown-value = この設定に`{ $value }`は指定できません
    .label = 使えない値です
    .help-similar = `"{ $similar }"`のことでしょうか?
    .help = { $known }から選んでください

no-such-breakdown = `{ $name }`という切り口（ディメンション）はどのソースにもありません
    .help-similar = `{ $similar }`のことでしょうか?
    .help-none = ソースに`by rep`のように書いて、行をまとめる列を指定してください
    .help = 使える切り口は{ $known }です

no-such-member = `{ $dimension }`に`{ $member }`は見つかりません
    .help-similar = `{ $similar }`のことでしょうか?
    .help-none = データに1件も記入がありません
    .help = { $known }から選んでください
    .help-many = { $count }件あります。たとえば{ $known }です

target-period-not-understood = `{ $file }`の{ $row }行目: `{ $cell }`は期間として読み取れません
    .help = 月は`2026-10`、週は`2026-W43`、四半期は`2026-Q4`のように書いてください

target-amount-not-understood = `{ $file }`の{ $row }行目: `{ $cell }`は数値として読み取れません
    .help = 目標は`1,000`や`10%`のように数値で書いてください
    .help-currency = このKPIは{ $currency }で数えています。目標も{ $currency }で書いてください

target-twice = `{ $file }`の{ $first_row }行目（{ $first }）と{ $second_row }行目（{ $second }）は、同じ日を含む目標です
    .help = どちらか一方にしてください。メンバー別の目標なら、計画の切り口と同じ名前（`rep`など）の列を付けてください

several-plans = 1枚の図に描ける計画はひとつです（計画が{ $count }件あります）
    .help = `kpi tree plan.kpi --format svg`のように、計画をひとつ選んでください。`--format text`と`json`なら複数を扱えます

set-without-value = `--set { $text }`に値がありません
    .help = 名前、`=`、値の順に書いてください。例: `--set { $text }=12%`

set-twice = `--set`が`{ $name }`に値を二つ与えています
    .help = どちらか一つにしてください。比べるときは、値ごとにコマンドを実行します

no-number-assumed = `{ $text }`は数値として読めません
    .label = 数値ではありません
    .help = `12%`、`1,000`、`50万円`のように、計画に書くのと同じ形で書いてください

assumed-without-percent = { $name }は全体のうちの割合なので、{ $value }にはなりません（最大100%）
    .label = 単位のない数です
    .help = `{ $number }%`のことでしょうか?
    .help-share = 割合は`12%`のように%を付けて書いてください

assumed-above-whole = { $name }は全体のうちの割合なので、{ $value }にはなりません（最大100%）
    .label = 全体を超えています
    .help = `100%`以下の値を書いてください

assumed-negative = { $name }が0を下回ることはないので、{ $value }にはなりません
    .label = マイナスの値です
    .help = 0以上の値を書いてください

number-of-part = `{ $name }`は別の計画「{ $plan }」の数値です
    .help = その計画のファイルに対して、`kpi derive`を`--solve { $rest }`付きで実行してください

unknown-number = 計画に`{ $name }`という数値はありません
    .help-similar = { $similar }のことでしょうか?
    .help = 計画にある数値: { $known }
    .labelled = `{ $name }`（{ $label }）
    .plain = `{ $name }`

no-goal = `{ $path }`には逆算のもとになるKGIがありません
    .help = `kgi revenue {"{"} target 1,000万円 {"}"}`のように、最終目標とその数値を書いてください
