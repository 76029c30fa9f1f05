# 計画に書かれたテスト。

value-not-given = 計算に必要な`{ $name }`が`given`で与えられていません
    .before = 計算に{ $period }の`{ $name }`も必要ですが、テストで与えられるのは1つの期間の数値だけです

trial-status = `{ $name }`は「{ $expected }」のはずが、{ $value }で「{ $status }」です
    .because = `{ $name }`は「{ $expected }」のはずが「{ $status }」です。{ $why }
trial-status-of-number = `{ $name }`は`kgi`でも`kpi`でもないため、判定がありません。値を`expect`で書いてください
trial-other-period = `{ $name }`は{ $own }のような期間で判定しますが、テストの数値は{ $period }のものです。`in`で同じ長さの期間を書いてください
trial-not-judged = `{ $name }`は「{ $expected }」のはずが、判定されません。{ $why }
    .target = `{ $name }`は「{ $expected }」のはずが、目標がないため判定されません
trial-value = `{ $name }`は{ $expected }のはずが{ $value }です
    .missing = `{ $name }`は{ $expected }のはずが、値がありません。{ $why }
trial-required = `{ $name }`の必要な値は{ $expected }のはずが{ $value }です
    .missing = `{ $name }`の必要な値は{ $expected }のはずが、求められません。{ $why }
trial-without-expectation = 期待する結果がありません。`expect revenue ok`のように書いてください

trial-computed = { $formulas }
trial-goal = 目標の{ $name } { $value }
trial-formula = { $name } = { $formula } = { $value }
    .missing = { $name } = { $formula }
    .long = { $name } = { $value }（長い計算式の結果）
trial-operand = { $name } { $value }
    .previous = 前の期間の{ $name } { $value }
    .missing = （値なし）
trial-parenthesis = かっこ
    .open = ({ $what }
    .close = { $what })
