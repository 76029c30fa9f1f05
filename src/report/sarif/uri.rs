//! Paths as references.

use super::log::ArtifactLocation;

/// Where relative paths start: the folder that the check was run in, which should be the repository's.
pub(super) const BASE: &str = "SRCROOT";

/// The reference of a path. One that leads out of the folder is relative to nothing that a reader knows.
#[must_use]
pub(super) fn artifact(path: &str) -> ArtifactLocation {
    let path = path.trim_start_matches("./");
    let has_drive = path.get(1..3) == Some(":/") && path.starts_with(|letter: char| letter.is_ascii_alphabetic());
    if has_drive || path.starts_with('/') {
        let root = if has_drive { "file:///" } else { "file://" };
        return ArtifactLocation { uri: format!("{root}{}", encoded(path)), uri_base_id: None };
    }
    let leads_out = path.split('/').any(|part| part == "..");
    ArtifactLocation { uri: encoded(path), uri_base_id: (!leads_out).then_some(BASE) }
}

/// Everything but letters, digits and `-._~/` in percent: no character of a path means anything else.
fn encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
            let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
            encoded.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a reader makes of a reference.
    fn decoded(uri: &str) -> String {
        let mut bytes = Vec::new();
        let mut rest = uri.as_bytes();
        while let [first, more @ ..] = rest {
            let (byte, behind) = match (first, more) {
                (b'%', [one, two, behind @ ..]) => {
                    let digits = [*one, *two].map(char::from).iter().collect::<String>();
                    (u8::from_str_radix(&digits, 16).unwrap(), behind)
                }
                _ => (*first, more),
            };
            bytes.push(byte);
            rest = behind;
        }
        String::from_utf8(bytes).unwrap()
    }

    proptest! {
        #[test]
        fn every_path_reads_back(path in "[a-z]\\PC{0,20}") {
            prop_assume!(path.get(1..3) != Some(":/"));
            let uri = artifact(&path).uri;
            prop_assert!(uri.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/%".contains(&byte)), "{}", uri);
            prop_assert_eq!(decoded(&uri), path);
        }
    }

    #[test]
    fn a_path_is_a_reference() {
        let base = Some(BASE);
        for (path, uri, uri_base_id) in [
            ("plans/a b.kpi", "plans/a%20b.kpi", base),
            ("計画.kpi", "%E8%A8%88%E7%94%BB.kpi", base),
            ("./a:b#c?d%e.kpi", "a%3Ab%23c%3Fd%25e.kpi", base),
            ("-", "-", base),
            ("../shared/a.kpi", "../shared/a.kpi", None),
            ("/tmp/a.kpi", "file:///tmp/a.kpi", None),
            ("C:/a.kpi", "file:///C%3A/a.kpi", None),
        ] {
            let artifact = artifact(path);
            assert_eq!((artifact.uri.as_str(), artifact.uri_base_id), (uri, uri_base_id), "{path}");
        }
    }
}
