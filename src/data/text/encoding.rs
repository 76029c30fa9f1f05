//! Which encoding a text is in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::base::message::Message;
use crate::data::open::Asked;
use crate::data::read_error::ReadError;

use super::plausible::{as_euc_jp, as_shift_jis, as_western};

/// An encoding that a text may be in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate {
    pub encoding: &'static Encoding,
    /// How many bytes the byte order mark takes.
    pub mark: usize,
    /// Whether it is known. It isn't while there is nothing but ASCII, which is the same in most encodings.
    pub settled: bool,
}

/// The encodings that a text that begins with `sample` may be in, the likeliest first: what a byte order mark says;
/// what the plan says; UTF-16 where every other byte is zero; UTF-8 where it is valid; else what the bytes look like.
/// At least one. `complete` says that the sample is the whole text.
pub(super) fn candidates(asked: &Asked, sample: &[u8], complete: bool) -> Result<Vec<Candidate>, ReadError> {
    let one = |encoding, mark, settled| Ok(vec![Candidate { encoding, mark, settled }]);
    if let Some((encoding, mark)) = Encoding::for_bom(sample) {
        return one(encoding, mark, true);
    }
    if let Some(encoding) = stated_encoding(asked)? {
        return one(encoding, 0, true);
    }
    if memchr::memchr(0, sample).is_some() {
        return match two_bytes_each(sample) {
            Some(encoding) => one(encoding, 0, true),
            None => Err(nul_bytes(asked.shown)),
        };
    }
    if memchr::memmem::find(sample, b"\x1b$").is_some() {
        return one(ISO_2022_JP, 0, true);
    }
    if sample.is_ascii() {
        return one(UTF_8, 0, complete);
    }
    let cut_short = |error: std::str::Utf8Error| !complete && error.error_len().is_none();
    if std::str::from_utf8(sample).map_or_else(cut_short, |_| true) {
        return one(UTF_8, 0, true);
    }
    let guessed = most_plausible(sample, complete);
    if guessed == UTF_8 {
        return one(UTF_8, 0, true);
    }
    // A decoder for single bytes takes everything: it comes last.
    let others = [SHIFT_JIS, EUC_JP, WINDOWS_1252].into_iter();
    let others = others.filter(|other| *other != guessed && decodes(other, sample, complete));
    let encodings = std::iter::once(guessed).chain(others);
    Ok(encodings.map(|encoding| Candidate { encoding, mark: 0, settled: true }).collect())
}

/// The encoding that the plan says.
pub(in crate::data) fn stated_encoding(asked: &Asked) -> Result<Option<&'static Encoding>, ReadError> {
    let Some(stated) = &asked.layout.encoding else { return Ok(None) };
    let error = || {
        let error = Message::new("unknown-encoding").with("name", &stated.value);
        ReadError::new(error).help(Message::new("unknown-encoding.help")).at(stated.span)
    };
    by_label(&stated.value).map(Some).ok_or_else(error)
}

/// The encoding of a text that is ASCII up to here: UTF-8 where it is valid, else what the bytes look like.
pub(super) fn settle(block: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(block).is_ok() { UTF_8 } else { most_plausible(block, true) }
}

/// What text that isn't valid UTF-8 is in: the encoding in which it looks most like Japanese or a Western European
/// language; UTF-8 where nearly all of it is; else what its bytes are like.
pub(super) fn most_plausible(text: &[u8], complete: bool) -> &'static Encoding {
    let japanese = |encoding: &'static Encoding, score: fn(&[u8]) -> i32| {
        decodes(encoding, text, complete).then(|| (score(text), encoding))
    };
    // Of equally plausible ones the first.
    let mut best = (-1, None);
    for (score, encoding) in
        [japanese(SHIFT_JIS, as_shift_jis), japanese(EUC_JP, as_euc_jp), Some((as_western(text) - 1, WINDOWS_1252))]
            .into_iter()
            .flatten()
    {
        if score > best.0 {
            best = (score, Some(encoding));
        }
    }
    if is_nearly_utf_8(text) && best.1.is_none_or(|encoding| encoding == WINDOWS_1252) {
        return UTF_8;
    }
    best.1.unwrap_or_else(|| guess(text))
}

/// Whether most of what isn't ASCII is UTF-8: a file with a damaged byte here and there.
fn is_nearly_utf_8(text: &[u8]) -> bool {
    let (mut sound, mut damaged) = (0, 0);
    for chunk in text.utf8_chunks() {
        // Three bytes in a row are no accident, two may be one.
        sound += chunk.valid().chars().map(|c| c.len_utf8().saturating_sub(1)).sum::<usize>();
        damaged += usize::from(!chunk.invalid().is_empty());
    }
    sound > 2 * damaged
}

/// Whether the bytes of separators, quotes and line ends mean nothing else in this encoding, so that undecoded text
/// can be cut at them.
pub(super) fn is_cut_undecoded(encoding: &'static Encoding) -> bool {
    encoding.is_ascii_compatible()
}

/// The error for a file that isn't text.
pub(super) fn nul_bytes(shown: &str) -> ReadError {
    ReadError::new(Message::new("nul-bytes").with("file", shown)).help(Message::new("nul-bytes.help"))
}

/// The error for bytes that are no text in the encoding, in a row of the chunk.
pub(in crate::data) fn undecodable(shown: &str, encoding: &'static Encoding, row: u64) -> ReadError {
    let error = Message::new("undecodable-text").with("file", shown).with("encoding", encoding.name());
    ReadError::new(error).help(Message::new("undecodable-text.help")).in_row(row)
}

/// The encoding of a label as people write it: one of the Encoding Standard, or the name that Microsoft or Python has
/// for it.
fn by_label(label: &str) -> Option<&'static Encoding> {
    let usual = match label.trim().to_ascii_lowercase().as_str() {
        "cp932" | "ms932" | "windows-932" | "sjis" | "shiftjis" => "shift_jis",
        "eucjp" | "euc_jp" => "euc-jp",
        "cp1252" | "ansi" => "windows-1252",
        "utf-8-sig" | "utf8-sig" | "utf_8" => "utf-8",
        "utf16" | "utf_16" => "utf-16",
        _ => label,
    };
    Encoding::for_label(usual.as_bytes())
}

/// UTF-16 without a mark: zero bytes stand at every other place.
fn two_bytes_each(sample: &[u8]) -> Option<&'static Encoding> {
    let zeros = memchr::memchr_iter(0, sample);
    let (even, odd) = zeros.fold((0, 0), |(even, odd), at| if at % 2 == 0 { (even + 1, odd) } else { (even, odd + 1) });
    let encoding = if odd > 3 * even {
        UTF_16LE
    } else if even > 3 * odd {
        UTF_16BE
    } else {
        return None;
    };
    // Zero bytes here and there are dirt, not an encoding: line ends would have one each.
    let line_ends = memchr::memchr2_iter(b'\n', b'\r', sample);
    let high = |at: usize| if encoding == UTF_16LE { Some(at + 1) } else { at.checked_sub(1) };
    let (with_zero, without) = line_ends.fold((0, 0), |(with_zero, without), at| {
        let is_zero = high(at).and_then(|at| sample.get(at)) == Some(&0);
        if is_zero { (with_zero + 1, without) } else { (with_zero, without + 1) }
    });
    let usual = with_zero > without || (with_zero == without && (even + odd) * 4 >= sample.len());
    let whole = sample.get(..sample.len() & !1).unwrap_or_default();
    (usual && decodes(encoding, whole, false)).then_some(encoding)
}

fn guess(sample: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether the sample is text in this encoding, the end of an incomplete one aside.
fn decodes(encoding: &'static Encoding, sample: &[u8], complete: bool) -> bool {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(sample.len()).unwrap_or_default();
    let mut text = String::with_capacity(room);
    let (result, _) = decoder.decode_to_string_without_replacement(sample, &mut text, complete);
    result == encoding_rs::DecoderResult::InputEmpty
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::open::Columns;
    use crate::plan::source::Layout;

    fn found(bytes: &[u8]) -> Result<&'static str, &'static str> {
        let layout = Layout::default();
        let asked = Asked { shown: "f.csv", layout: &layout, columns: Columns::Every, to_read: 0, watched: None };
        candidates(&asked, bytes, true).map(|found| found[0].encoding.name()).map_err(|error| error.message.id)
    }

    fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn the_usual_encodings_are_found_out() {
        let text = "日付,担当,金額\r\n2026-10-01,佐藤,500000\r\n2026-10-02,鈴木,30000\r\n";
        assert_eq!(found(text.as_bytes()), Ok("UTF-8"));
        assert_eq!(found(b"date,amount\n"), Ok("UTF-8"));
        assert_eq!(found(&SHIFT_JIS.encode(text).0), Ok("Shift_JIS"));
        assert_eq!(found(&EUC_JP.encode(text).0), Ok("EUC-JP"));
        assert_eq!(found(&ISO_2022_JP.encode(text).0), Ok("ISO-2022-JP"));
        assert_eq!(found(&utf_16(text, u16::to_le_bytes)), Ok("UTF-16LE"));
        assert_eq!(found(&utf_16(text, u16::to_be_bytes)), Ok("UTF-16BE"));
        let french = "date,montant,libell\u{e9}\n2026-10-01,5,d\u{e9}jeuner \u{e0} No\u{eb}l\n";
        assert_eq!(found(&WINDOWS_1252.encode(french).0), Ok("windows-1252"));
    }

    #[test]
    fn a_byte_order_mark_is_believed() {
        assert_eq!(found(b"\xef\xbb\xbfa,b"), Ok("UTF-8"));
        assert_eq!(found(b"\xff\xfea\0"), Ok("UTF-16LE"));
    }

    #[test]
    fn zero_bytes_are_no_text() {
        assert_eq!(found(b"a,b\n1,\0\n3,4\n5,6\n7,8\n"), Err("nul-bytes"));
        assert_eq!(found(b"\0\0\0\0\x01\x02\0\0"), Err("nul-bytes"));
    }

    #[test]
    fn labels_are_taken_as_people_write_them() {
        for (label, name) in
            [("cp932", "Shift_JIS"), ("SJIS", "Shift_JIS"), ("utf-8", "UTF-8"), ("cp1252", "windows-1252")]
        {
            assert_eq!(by_label(label).map(Encoding::name), Some(name), "{label}");
        }
        assert_eq!(by_label("klingon"), None);
    }
}
