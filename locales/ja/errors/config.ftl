# 設定ファイルと、確認の対象について。

unknown-config-key = `kpi.toml`に`{ $key }`という設定項目はありません
    .label = 使えない項目名です
    .help-similar = `{ $similar }`のことでしょうか?
    .help = 使える項目は{ $known }です

no-plan-found = `{ $path }`に計画ファイルが見つかりません。`.kpi`で終わるファイルがありません
    .help = `kpi check plan.kpi`のように計画ファイルを指定するか、計画ファイルのあるフォルダーで実行してください
