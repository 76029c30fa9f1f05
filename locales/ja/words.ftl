level-error = エラー
level-deny = 不可
level-warn = 注意
level-note = 参考

status = 判定
    .ok = 達成
    .warn = 注意
    .fail = 未達
    .no-data = データなし
    .too-few = 件数不足

rows = { $count }行

help-word = ヒント
comma = 、
