# コマンドラインと、その使い方の説明。

cli-usage = 使い方
cli-commands = コマンド
cli-arguments = 引数
cli-options = オプション
    .help = この説明を表示します
    .version = バージョンを表示します
    .color = 色を使うかどうか。省略時はauto
    .lang = 表示する言語。省略時は環境に合わせます
cli-examples = 例

cli-kpi = kpi
    .about = 目標と指標の計画をファイルに書いて管理します。KGI・KPI・しきい値を .kpi ファイルに書き、実績の数値と照らし合わせます。
    .examples =
        {"  "}kpi check                    このフォルダー以下の計画すべて
        {"  "}kpi check plan.kpi           計画をひとつ
        {"  "}kpi check --help             checkの詳しい使い方

cli-check = check
    .about = 計画を点検し、実績の数値と照らし合わせて判定します
    .path = 計画ファイル、またはフォルダー（その下の計画すべて）。省略時はこのフォルダー。`-`は標準入力
    .as-of = この日までの実績で判定します（当日を含む）。省略時は昨日
    .period = 表示する期間。2026-10、または2026-04..2026-10のように範囲で指定。省略時は途中の期間と直近の終わった期間
    .by = 担当者などの内訳も表示します。例: `--by rep`
    .where = ひとりの担当者など、その人の数値だけを表示します。例: `--where rep=佐藤`
    .format = 報告の形式。人が読む形、1行ずつ、プログラム用。省略時はhuman
    .output = 報告をファイルに書き出します
    .show = 表示する指摘の最低レベル。省略時はwarn
    .fail-on = 失敗とみなすものを増やします。途中の期間の遅れ（pace）、注意（warn）。neverなら何があっても失敗にしません
    .lint-only = 計画の点検とテストだけを行い、データは読みません
    .eval-only = 判定だけを行い、計画への指摘やテストはしません
    .deny = このルール（またはグループ）の指摘でチェックを失敗にします
    .warn = このルール（またはグループ）の指摘を表示します
    .note = このルール（またはグループ）の指摘は`--show note`のときだけ表示します
    .allow = このルール（またはグループ）を使いません
    .preset = 出発点にするレベル: 推奨、1段厳しく、失敗だけ。省略時はrecommended
    .fix = 計画の意味を変えない修正を書き込みます
    .unsafe-fixes = --fixや--diffで、確認が必要な修正も含めます
    .diff = --fixで書き込む内容を表示するだけで、書き込みません
    .baseline = 既知の指摘のファイル。新しい指摘だけを報告します
    .write-baseline = すべての指摘を--baselineのファイルに書き込みます
    .stdin-path = 標準入力の計画の名前。データのパスはここを起点にします
    .config = 設定ファイル。省略時は上位フォルダーでいちばん近いkpi.toml
    .quiet = 問題だけを表示します
    .examples =
        {"  "}kpi check plan.kpi --as-of 2026-11-22
        {"  "}kpi check plan.kpi --by rep --period 2026-10
        {"  "}kpi check --format json --output report.json
        {"  "}cat plan.kpi | kpi check - --stdin-path plan.kpi

cli-derive = derive
    .about = KGIから逆算します。各段階に必要な数を、全体・1人あたり・1日あたりで示し、数値を変えた場合の結果も出します
    .set = 計画の数値の代わりに使う値。`--set appointment_rate=12%`のように書き、いくつでも並べられます。件数や金額はKGIの期間全体の値です
    .solve = ほかの数値をそのままにして、目標に届くためにこの数値がいくつ必要かを求めます
    .assume = 計画の転換率の代わりに、直近N期間の実績を合算した転換率を使います。省略時は3期間
    .period = 逆算する期間。省略時は途中経過の期間
    .no-data = データを読まず、計画だけから逆算します
    .format = 出力の形式。人が読むものか、プログラム用か。省略時はhuman
    .examples =
        {"  "}kpi derive plan.kpi
        {"  "}kpi derive plan.kpi --set アポ率=12% --set 架電数=900
        {"  "}kpi derive plan.kpi --set 架電数=900 --solve アポ率
        {"  "}kpi derive plan.kpi --assume history=6

cli-why = why
    .about = 数値の変化を、要因・内訳・KGIへの影響に分解します
    .path = 指標の名前または表示名（省略時は動いたものすべて）と、計画ファイル（省略時はこのフォルダーの計画）
    .period = 説明する期間。2026-09や2026-Q3など。省略時は直近の終わった期間
    .vs = 比べる相手。前の期間（previous）、目標（target）、または期間。省略時はprevious
    .by = この切り口で分解します。複数ならその組み合わせ。省略時はソースのそれぞれの切り口
    .format = 人向けの表示か、JSONか。省略時はhuman
    .examples =
        {"  "}kpi why plan.kpi
        {"  "}kpi why アポ率 plan.kpi --period 2026-09 --by list
        {"  "}kpi why 受注額 plan.kpi --vs target
        {"  "}kpi why 受注額 plan.kpi --period 2026-Q3 --format json

cli-test = test
    .about = 計画に書かれたテストを実行します。データは読みません
    .format = 結果の形式。人向けの表示か、プログラム用か。省略時はhuman
    .examples =
        {"  "}kpi test plan.kpi
        {"  "}kpi test plans --format junit

cli-rules = rules
    .about = ルールの一覧を、このプロジェクトでのレベルとともに表示します
    .format = 表示の形式。省略時はhuman
    .examples =
        {"  "}kpi rules
        {"  "}kpi rules --format json

cli-explain = explain
    .about = ルールの説明: 何を見つけ、なぜ問題で、どう直すか
    .rule = ルールの名前（`kpi rules`の一覧にあるもの）
    .all = すべてのルールをMarkdownで
    .format = 人向けの表示か、Markdownか。省略時はhuman
    .examples =
        {"  "}kpi explain missing-owner
        {"  "}kpi explain --all --lang ja > rules.md

cli-tree = tree
    .about = 目標を形づくる数字を、実績・目標・判定とともにツリーで表示します
    .format = 文字の図、画像、プログラム用。省略時はtext
    .period = 対象の期間。例: 2026-10。省略時は直近の終わった期間
    .theme = SVGの配色。autoなら見る人の設定に合わせます。省略時はauto
    .plan-only = 計画と目標だけを描き、データは読みません
    .examples =
        {"  "}kpi tree plan.kpi
        {"  "}kpi tree plan.kpi --format svg --output tree.svg
        {"  "}kpi tree plan.kpi --format mermaid --period 2026-10

reading = データを読み込んでいます
