# 設定ファイルと、確認の対象について。

unknown-config-key = `kpi.toml`に`{ $key }`という設定項目はありません
    .label = 使えない項目名です
    .help-similar = `{ $similar }`のことでしょうか?
    .help = 使える項目は{ $known }です
