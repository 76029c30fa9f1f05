//! Reads a text file in blocks of whole records.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use encoding_rs::{Decoder, DecoderResult, Encoding};

use crate::base::message::Message;
use crate::data::batch::{ChunkReader, FileColumns, Payload};
use crate::data::projection::Projection;
use crate::data::read_error::ReadError;

use super::cutter::Cutter;
use super::encoding::{Candidate, is_cut_undecoded, nul_bytes, settle, undecodable};
use super::last_rows;
use super::scanner::{Dialect, Scanner, records_before};
use super::splitter::split;

/// How many bytes a block has, usually.
const BLOCK: usize = 1 << 19;

/// A record that is longer isn't one: most likely a quote is left open.
const LONGEST_RECORD: usize = 64 << 20;

/// A text file from its first record below the header on.
#[derive(Debug)]
pub(super) struct Blocks {
    shown: String,
    text: TextReader,
    dialect: Dialect,
    encoding: &'static Encoding,
    settled: bool,
    /// The begin of the record that the block before has cut off.
    rest: Vec<u8>,
    /// Records still to be left out.
    above: usize,
    ended: bool,
    block_size: usize,
    /// Whether rows with one cell below the table are notes.
    pub finds_notes: bool,
    notes: u64,
}

impl Blocks {
    /// `above` is the number of records up to the header, the header included.
    pub fn new(
        shown: &str,
        mut file: File,
        found: Candidate,
        dialect: Dialect,
        above: usize,
    ) -> Result<Self, ReadError> {
        file.seek(SeekFrom::Start(found.mark as u64)).map_err(|error| unreadable(shown, &error))?;
        let text = if is_cut_undecoded(found.encoding) {
            TextReader::AsItIs(file)
        } else {
            TextReader::Decoded(file, found.encoding.new_decoder_without_bom_handling())
        };
        Ok(Self {
            shown: shown.to_owned(),
            text,
            dialect,
            encoding: found.encoding,
            settled: found.settled,
            rest: Vec::new(),
            above,
            ended: false,
            block_size: BLOCK,
            finds_notes: false,
            notes: 0,
        })
    }

    /// Whole records; `None` at the end of the file.
    fn next_block(&mut self) -> Result<Option<Vec<u8>>, ReadError> {
        if self.ended {
            return Ok(None);
        }
        let mut block = std::mem::take(&mut self.rest);
        let mut cutter = Cutter::new(self.dialect);
        loop {
            let ended = self.fill(&mut block)?;
            cutter.look(&block, ended);
            match cutter.open_quote() {
                None if ended => {
                    self.ended = true;
                    self.take_off_notes(&mut block);
                    return Ok((!block.is_empty()).then_some(block));
                }
                // The records before it come first, and what may be wrong with them.
                Some(quote) if ended && cutter.cut() == 0 => return Err(self.unclosed_quote(&block, quote)),
                _ => {}
            }
            // Where the text has ended with a quote left open, no notes come.
            let cut = if ended { cutter.cut() } else { self.without_open_end(&block, cutter.cut()) };
            let (whole, rest) = block.split_at(cut);
            if !whole.is_empty() {
                self.rest.reserve(self.block_size + rest.len());
                self.rest.extend_from_slice(rest);
                block.truncate(cut);
                return Ok(Some(block));
            }
            if block.len() > LONGEST_RECORD {
                return Err(self.unclosed_quote(&block, cutter.open_quote().unwrap_or_default()));
            }
        }
    }

    /// Takes the notes below the table off the last block.
    fn take_off_notes(&mut self, block: &mut Vec<u8>) {
        if self.finds_notes {
            let (start, notes) = last_rows::notes(block, self.dialect, self.text_encoding());
            block.truncate(start);
            self.notes = notes;
        }
    }

    /// The place up to which a block can be given away before it is known whether notes come.
    fn without_open_end(&self, block: &[u8], cut: usize) -> usize {
        let whole = block.get(..cut).unwrap_or_default();
        if self.finds_notes { last_rows::undecided(whole, self.dialect, self.text_encoding()) } else { cut }
    }

    /// The encoding of the blocks.
    fn text_encoding(&self) -> &'static Encoding {
        if is_cut_undecoded(self.encoding) { self.encoding } else { encoding_rs::UTF_8 }
    }

    /// Adds a block's worth of text; whether the file has ended.
    fn fill(&mut self, block: &mut Vec<u8>) -> Result<bool, ReadError> {
        match self.text.fill(block, self.block_size) {
            Ok(Some(ended)) => Ok(ended),
            Ok(None) => {
                let row = self.row_at(block, block.len());
                Err(undecodable(&self.shown, self.encoding, row))
            }
            Err(error) => Err(unreadable(&self.shown, &error)),
        }
    }

    /// How many records below the header end before a place in a block that still has the records above it.
    fn row_at(&self, block: &[u8], place: usize) -> u64 {
        records_before(block, self.dialect, place).saturating_sub(self.above as u64)
    }

    fn unclosed_quote(&self, block: &[u8], quote: usize) -> ReadError {
        let row = self.row_at(block, quote);
        let error = Message::new("unclosed-quote").with("file", &self.shown);
        ReadError::new(error).help(Message::new("unclosed-quote.help")).in_row(row)
    }

    /// Takes the records above the data off a block.
    fn without_records_above(&mut self, mut block: Vec<u8>) -> Vec<u8> {
        if self.above == 0 {
            return block;
        }
        let mut scanner = Scanner::new(&block, self.dialect);
        while self.above > 0 {
            let Some(cell) = scanner.next() else { break };
            self.above -= usize::from(cell.ends_record);
        }
        let passed = scanner.position().min(block.len());
        block.drain(..passed);
        block
    }

    #[cfg(test)]
    pub fn with_block_size(mut self, size: usize) -> Self {
        self.block_size = size;
        self
    }
}

impl ChunkReader for Blocks {
    fn position(&self) -> Option<u64> {
        let (TextReader::AsItIs(file) | TextReader::Decoded(file, _)) = &self.text;
        let mut file: &File = file;
        file.stream_position().ok()
    }

    fn next_payload(&mut self) -> Result<Option<Box<dyn Payload>>, ReadError> {
        while let Some(block) = self.next_block()? {
            if !self.settled && !block.is_ascii() {
                self.encoding = settle(&block);
                self.settled = true;
            }
            let text = self.without_records_above(block);
            if !text.is_empty() {
                let encoding = self.text_encoding();
                return Ok(Some(Box::new(TextBlock { text, dialect: self.dialect, encoding })));
            }
        }
        Ok(None)
    }

    fn encoding(&self) -> Option<&'static str> {
        Some(self.encoding.name())
    }

    fn notes(&self) -> u64 {
        self.notes
    }
}

/// The error for a file that the system doesn't let us read.
pub(in crate::data) fn unreadable(shown: &str, error: &io::Error) -> ReadError {
    let help = match error.kind() {
        io::ErrorKind::PermissionDenied => Message::new("unreadable-file.help-permission"),
        _ => Message::new("unreadable-file.help"),
    };
    ReadError::new(Message::new("unreadable-file").with("file", shown).with("reason", error.to_string())).help(help)
}

/// Where the text comes from: bytes that can be cut before they are decoded, or others.
enum TextReader {
    AsItIs(File),
    Decoded(File, Decoder),
}

impl std::fmt::Debug for TextReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::AsItIs(_) => "AsItIs",
            Self::Decoded(..) => "Decoded",
        })
    }
}

impl TextReader {
    /// Adds about `size` bytes to `block`; whether the file has ended, or `None` where it can't be decoded.
    fn fill(&mut self, block: &mut Vec<u8>, size: usize) -> io::Result<Option<bool>> {
        match self {
            Self::AsItIs(file) => {
                let read = file.take(size as u64).read_to_end(block)?;
                Ok(Some(read < size))
            }
            Self::Decoded(file, decoder) => {
                let mut raw = Vec::with_capacity(size);
                let ended = file.take(size as u64).read_to_end(&mut raw)? < size;
                let room = decoder.max_utf8_buffer_length_without_replacement(raw.len()).unwrap_or_default();
                let mut text = String::with_capacity(room);
                let (result, _) = decoder.decode_to_string_without_replacement(&raw, &mut text, ended);
                block.extend_from_slice(text.as_bytes());
                Ok((result == DecoderResult::InputEmpty).then_some(ended))
            }
        }
    }
}

/// Whole records in an encoding that leaves ASCII as it is.
#[derive(Debug)]
struct TextBlock {
    text: Vec<u8>,
    dialect: Dialect,
    encoding: &'static Encoding,
}

impl Payload for TextBlock {
    fn read(self: Box<Self>, columns: &Projection) -> Result<FileColumns, ReadError> {
        let Self { text, dialect, encoding } = *self;
        if memchr::memchr(0, &text).is_some() {
            return Err(nul_bytes(&columns.file));
        }
        if encoding == encoding_rs::UTF_8 {
            return split(text, dialect, columns);
        }
        if let Some(decoded) = encoding.decode_without_bom_handling_and_without_replacement(&text) {
            return split(decoded.into_owned().into_bytes(), dialect, columns);
        }
        let row = records_before(&text, dialect, first_malformed(&text, encoding));
        let rows = records_before(&text, dialect, usize::MAX);
        Err(undecodable(&columns.file, encoding, row).of_chunk_with(rows))
    }
}

/// The place up to which the text can be decoded.
pub(in crate::data) fn first_malformed(text: &[u8], encoding: &'static Encoding) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(text.len()).unwrap_or_default();
    let (_, read) = decoder.decode_to_string_without_replacement(text, &mut String::with_capacity(room), true);
    read.saturating_sub(1)
}
