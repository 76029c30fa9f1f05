//! Text to tree. The only folder that names pest.

mod grammar;
pub mod tree;

#[cfg(test)]
mod spike {
    use super::grammar::{PlanParser, Rule};
    use pest::Parser;

    #[test]
    fn reference() {
        for name in ["inside-sales", "crm", "contractor"] {
            let text =
                std::fs::read_to_string(format!("{}/../shared/reference/{name}/plan.kpi", env!("CARGO_MANIFEST_DIR")))
                    .unwrap();
            let pairs = PlanParser::parse(Rule::file, &text).unwrap();
            for pair in pairs.flatten() {
                if matches!(pair.as_rule(), Rule::broken_clause | Rule::broken_header | Rule::junk_item) {
                    println!("{:?} {:?}", pair.as_rule(), pair.as_str());
                }
            }
        }
    }
}
