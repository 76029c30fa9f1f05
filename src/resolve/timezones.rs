//! Which time zones there are.

use crate::base::message::Message;
use crate::base::span::Spanned;
use crate::syntax::tree::Text;

use super::errors::{Errors, error_at};

/// Short names that people write, and what they most likely mean.
const SHORT: &[(&str, &str)] = &[
    ("jst", "Asia/Tokyo"),
    ("日本", "Asia/Tokyo"),
    ("東京", "Asia/Tokyo"),
    ("日本時間", "Asia/Tokyo"),
    ("pst", "America/Los_Angeles"),
    ("edt", "America/New_York"),
    ("cest", "Europe/Berlin"),
    ("bst", "Europe/London"),
    ("kst", "Asia/Seoul"),
];

/// The zone's name as the IANA database writes it; one that it doesn't have is an error.
pub(super) fn timezone(written: &Text, errors: &mut Errors) -> Option<Spanned<String>> {
    let database = jiff::tz::db();
    if let Ok(zone) = database.get(&written.value) {
        let name = zone.iana_name().unwrap_or(&written.value).to_owned();
        return Some(Spanned::new(name, written.span));
    }
    let help = match similar(&written.value, errors) {
        Some(similar) => Message::new("unknown-timezone.help-similar").with("similar", similar),
        None => Message::new("unknown-timezone.help"),
    };
    errors.push(
        error_at(
            written.span,
            Message::new("unknown-timezone").with("name", &written.value),
            Message::new("unknown-timezone.label"),
        )
        .help(help),
    );
    None
}

fn similar(written: &str, errors: &mut Errors) -> Option<String> {
    let folded = written.to_lowercase().replace(' ', "_");
    if let Some((_, zone)) = SHORT.iter().find(|(short, _)| *short == folded) {
        return Some((*zone).to_owned());
    }
    let mut zones: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    zones.sort();
    let city = |zone: &&String| zone.rsplit('/').next().is_some_and(|city| city.to_lowercase() == folded);
    if let Some(zone) = zones.iter().find(city) {
        return Some(zone.clone());
    }
    errors.similar(written, zones.iter().map(String::as_str)).map(str::to_owned)
}
