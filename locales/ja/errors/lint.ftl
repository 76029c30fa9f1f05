# ルールの名前の誤り。
unknown-rule = `{ $name }`というルールはありません
    .label = この名前のルールはない
    .help = `kpi rules`でルールの一覧を表示できます
    .help-similar = `{ $similar }`のことでしょうか?

unknown-rule-option = `{ $rule }`に`{ $name }`という設定はありません
    .label = 使えない設定名です
    .help = 使える設定は{ $known }です

bad-rule-name = 独自のルールに`{ $name }`という名前は付けられません
    .label = 文字で始め、文字・数字・`-`・`_`だけを使います
    .label-taken = すでに使われている名前です
    .help = `every-kpi-has-a-note`のような別の名前にしてください

rule-without-requirement = ルール`{ $name }`は何も求めていません
    .label = `require`がない
    .help = `require = "note"`のように、KPIに必要なものを書いてください

unknown-field = KPIに`{ $name }`という項目はありません
    .label = 使えない項目名です
    .help-similar = `{ $similar }`のことでしょうか?
    .help = ルールで使える項目は{ $known }です

no-rule-condition = これは条件になっていません
    .label = 真か偽か決まらない
    .help = `note`、`layer == activity`、`weight <= 40%`のように、成り立つべきことを書いてください

rule-not-comparable = この比べ方はできません
    .label = 比べられない
    .help-presence = あるかないかの項目です。名前だけを書くか、後ろに`is missing`を付けてください
    .help-words = 言葉は`==`、`!=`、`in (…)`、`contains`、`starts with`で比べます
    .help-number = `weight <= 40%`のように数値と比べてください
    .help-choice = { $known }のどれかを書いてください

baseline-without-file = `--write-baseline`の書き込み先がわかりません
    .help = ファイルを指定してください: `--baseline kpi-baseline.json --write-baseline`

no-baseline = ベースライン`{ $path }`がありません
    .help = 今の指摘から作れます: `--baseline { $path } --write-baseline`

invalid-baseline = `{ $path }`はこのバージョンのベースラインとして読めません
    .help = 別のファイルを指定するか、これを消してから書き直してください: `--baseline { $path } --write-baseline`

mend-not-written = 修正した計画を`{ $path }`に書き込めません
    .help = システムのメッセージ: { $reason }

no-rule-named = `kpi explain`にはルールの名前が必要です
    .help = `kpi explain missing-owner`のように書いてください。一覧は`kpi rules`で見られます

baseline-outside-project = `kpi.toml`のベースライン`{ $path }`がプロジェクトの外にあります
    .help = `kpi.toml`と同じフォルダーより下に置くか、コマンドラインで`--baseline { $path }`と指定してください

fix-of-standard-input = 計画が標準入力から来ているので、`--fix`で書き込むファイルがありません
    .help = `kpi check plan.kpi --fix`のようにファイルを指定するか、`--diff`で修正の内容を見てください
