level-error = エラー
level-deny = 要修正
level-warn = 注意
level-note = 参考

status = 判定
    .ok = 良好
    .warn = 注意
    .fail = 未達
    .no-data = データなし
    .too-few = 判定保留

rows = { $count }行

help-word = ヒント
comma = 、

# `kpi.toml`に書くもの。
config-type = 設定値
    .date = "2026-11-22"のような日付
    .word = 引用符で囲んだ単語
    .words = 引用符で囲んだ単語、またはその一覧
    .paths = 引用符で囲んだパス、またはその一覧
    .count = 1以上の整数（5など）
    .percent = 引用符で囲んだパーセント（"60%"など）
    .table = [connections.warehouse]のような表
