//! "Did you mean …?"

/// The one of `known` that `written` most likely stands for, if any comes near enough to be offered.
///
/// Near is a Damerau-Levenshtein distance of at most a third of the longer word (at least one), so that
/// short words are not taken for each other. Of equally near ones the first is taken.
pub fn did_you_mean<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = written.chars().count();
    let folded = written.to_lowercase();
    known
        .into_iter()
        .filter(|candidate| *candidate != written)
        .filter_map(|candidate| {
            let distance = strsim::damerau_levenshtein(&folded, &candidate.to_lowercase());
            let allowed = (length.max(candidate.chars().count()) / 3).max(1);
            // One letter of one or two is another word, not a slip.
            let too_short = length < 3 && distance > 0 && !written.is_ascii();
            (distance <= allowed && distance < length && !too_short).then_some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offers_the_nearest_and_nothing_far() {
        let known = ["calls", "appointments", "appointment_rate", "アポ率", "商談化率"];
        assert_eq!(did_you_mean("apointments", known), Some("appointments"));
        assert_eq!(did_you_mean("Calls", known), Some("calls"));
        assert_eq!(did_you_mean("商談率", known), Some("商談化率"));
        assert_eq!(did_you_mean("revenue", known), None);
        assert_eq!(did_you_mean("calls", ["calls"]), None);
    }
}
