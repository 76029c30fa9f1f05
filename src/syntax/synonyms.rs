//! What people of other tools and languages write, and the word that stands for it here.

use crate::base::full_width::narrow;
use crate::base::suggest::did_you_mean;

/// The one of `known` that a word most likely means: by its meaning, else by a slip in writing.
pub(super) fn meant<'a>(written: &str, known: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let lower = written.to_lowercase();
    let ascii: String = lower.chars().map(narrow).collect();
    let mut of_same_meaning = SYNONYMS.iter().filter(|(_, others)| others.contains(&lower.as_str()));
    of_same_meaning
        .find_map(|(word, _)| known.clone().find(|known| known == word))
        .or_else(|| known.clone().find(|known| *known == ascii))
        .or_else(|| did_you_mean(written, known))
}

/// Words of the language, each with others that mean it, in lower case.
const SYNONYMS: &[(&str, &[&str])] = &[
    // declarations
    ("plan", &["計画", "プラン"]),
    ("kgi", &["goal", "objective", "最終目標", "ゴール"]),
    ("kpi", &["indicator", "指標"]),
    ("measure", &["測定", "計測", "集計"]),
    ("metric", &["計算", "formula", "calc"]),
    ("source", &["data", "table", "データ", "データ元", "ソース"]),
    ("lookup", &["join", "dimension", "マスタ", "マスター", "対応表"]),
    ("funnel", &["pipeline", "ファネル", "漏斗"]),
    ("contractor", &["vendor", "agency", "委託先", "代行会社"]),
    ("use", &["import", "include"]),
    // clauses
    ("target", &["goal", "aim", "目標", "目標値"]),
    ("warn", &["warning", "yellow", "amber", "alert", "注意", "警告"]),
    ("fail", &["red", "error", "critical", "未達", "失敗"]),
    ("owner", &["assignee", "responsible", "担当", "担当者", "責任者"]),
    ("note", &["comment", "description", "memo", "備考", "メモ"]),
    ("time", &["date", "日付", "日時"]),
    ("by", &["dimensions", "dimension", "group", "breakdown"]),
    ("where", &["filter", "when", "条件"]),
    ("needs", &["sample", "minimum"]),
    ("weight", &["重み"]),
    ("period", &["grain", "interval", "期間"]),
    ("currency", &["通貨"]),
    ("workdays", &["営業日", "calendar"]),
    ("timezone", &["tz"]),
    // functions
    ("count", &["countif", "countifs", "counta", "cnt", "number", "件数", "個数"]),
    ("sum", &["sumif", "sumifs", "total", "合計"]),
    ("avg", &["average", "mean", "averageif", "平均"]),
    ("max", &["maximum", "最大"]),
    ("min", &["minimum", "最小"]),
    ("median", &["中央値"]),
    ("percentile", &["quantile", "p90", "p95"]),
    ("last", &["latest", "newest"]),
    ("first", &["earliest", "oldest"]),
    ("previous", &["prev", "lag", "before", "前月", "前期"]),
    // operators and sides
    ("and", &["かつ"]),
    ("or", &["または"]),
    ("contains", &["like", "includes", "matches", "含む"]),
    ("below", &["under", "less", "lower", "<", "未満"]),
    ("above", &["over", "more", "greater", "higher", "exceeds"]),
    ("at least", &["min", "minimum", "over", "above", "more", "以上"]),
    ("at most", &["max", "maximum", "under", "below", "less", "within", "以下"]),
    ("between", &["range"]),
    // units
    ("points", &["pts", "pt", "pp", "ppt", "percentage"]),
    ("%", &["pct", "percents"]),
    ("k", &["thousand"]),
    ("M", &["m", "mn", "mio", "million"]),
    ("B", &["bn", "billion"]),
    ("JPY", &["yen", "jpy"]),
    ("USD", &["usd", "dollar", "dollars"]),
    ("EUR", &["eur", "euro", "euros"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meaning_comes_before_a_slip() {
        let of = |written, known: &[&'static str]| meant(written, known.iter().copied());
        assert_eq!(of("目標", &["kpi", "target"]), Some("target"));
        assert_eq!(of("mean", &["median", "avg"]), Some("avg"));
        assert_eq!(of("AVERAGE", &["avg"]), Some("avg"));
        assert_eq!(of("targt", &["target"]), Some("target"));
        assert_eq!(of("ｋｐｉ", &["kgi", "kpi"]), Some("kpi"));
        assert_eq!(of("under", &["above", "below"]), Some("below"));
        assert_eq!(of("swim", &["above", "below"]), None);
    }
}
