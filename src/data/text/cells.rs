//! What of a cell is its text.

/// The text of a cell without the spaces around it: ASCII white space and control characters, the no-break space and
/// the ideographic space (U+3000) that a Japanese keyboard types.
#[inline]
pub(super) fn trimmed(cell: &[u8]) -> &[u8] {
    match (cell.first(), cell.last()) {
        (Some(first), Some(last)) if begins_text(*first) && ends_text(*last) => cell,
        _ => trim_slowly(cell),
    }
}

/// Whether no space begins with this byte.
#[inline]
fn begins_text(byte: u8) -> bool {
    byte > b' ' && byte != 0xc2 && byte != 0xe3
}

/// Whether no space ends with this byte.
#[inline]
fn ends_text(byte: u8) -> bool {
    byte > b' ' && byte != 0x80 && byte != 0xa0
}

fn trim_slowly(mut cell: &[u8]) -> &[u8] {
    const WIDE: [&[u8]; 2] = ["\u{3000}".as_bytes(), "\u{a0}".as_bytes()];
    loop {
        let before = cell.len();
        while let [first, rest @ ..] = cell
            && *first <= b' '
        {
            cell = rest;
        }
        while let [rest @ .., last] = cell
            && *last <= b' '
        {
            cell = rest;
        }
        for space in WIDE {
            cell = cell.strip_prefix(space).unwrap_or(cell);
            cell = cell.strip_suffix(space).unwrap_or(cell);
        }
        if cell.len() == before {
            return cell;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_of_every_kind_go() {
        for (cell, expected) in [
            ("a", "a"),
            ("", ""),
            (" a b\t\r", "a b"),
            ("\u{3000}佐藤\u{3000} ", "佐藤"),
            ("\u{a0}5\u{a0}", "5"),
            ("\u{3000} \u{3000}", ""),
            ("、あ。", "、あ。"),
            ("高\u{3000}橋", "高\u{3000}橋"),
            ("à", "à"),
        ] {
            assert_eq!(trimmed(cell.as_bytes()), expected.as_bytes(), "{cell:?}");
        }
    }
}
