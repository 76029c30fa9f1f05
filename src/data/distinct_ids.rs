//! Small numbers for the values whose different ones are counted.

use hashbrown::HashMap;

use super::bits::Bits;
use super::column::{Cells, MISSING, short_view, u32_of};
use super::text_ids::{TextIds, number_by_key};

/// Numbers for texts, each text once, that need no table where the texts are numbered themselves.
///
/// Most keys are: `L0003252`, `12345`, `C-000123`. A short text that ends in three to seven digits is its beginning with
/// that many digits, the series, and the number that the digits write; a series has as many numbers in a row as its
/// digits can write. All other texts are looked up in a table. Numbers are given out in blocks of 65,536.
#[derive(Clone, Debug, Default)]
pub(crate) struct DistinctIds {
    series: HashMap<Series, u32, foldhash::fast::RandomState>,
    /// The series of the last text, and its first number.
    last: Option<(Series, u32)>,
    texts: TextIds,
    /// For each block of the table's numbers the first number given out for it.
    text_blocks: Vec<u32>,
    /// What each block given out is for.
    blocks: Vec<BlockUse>,
    series_blocks: usize,
}

/// The view of a text with zeros for its last digits, and how many these are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Series {
    view: u128,
    digits: u32,
}

#[derive(Clone, Copy, Debug)]
enum BlockUse {
    /// The numbers of a series from this one on.
    Series(Series, u32),
    /// The table's texts from this one on.
    Texts(u32),
}

const BLOCK: u32 = 1 << 16;

/// Series get no more blocks than that; then their texts go to the table. About as many as 13 series of seven digits need.
const MOST_SERIES_BLOCKS: usize = 2048;

const FEWEST_DIGITS: u32 = 3;
const MOST_DIGITS: u32 = 7;

/// A short text's series and its number there; `None` for one that has too few digits at its end.
#[inline]
fn series_of(view: u128) -> Option<(Series, u32)> {
    let length = u32_of(view);
    let (mut number, mut power, mut digits) = (0, 1, 0);
    let mut rest = view;
    while digits < MOST_DIGITS && digits < length {
        let shift = (3 + length - digits) * 8;
        let digit = ((view >> shift) & 0xFF) as u32 ^ u32::from(b'0');
        if digit > 9 {
            break;
        }
        rest &= !(0xFF << shift);
        number += digit * power;
        power *= 10;
        digits += 1;
    }
    (digits >= FEWEST_DIGITS).then_some((Series { view: rest, digits }, number))
}

impl DistinctIds {
    /// The number of a text.
    pub fn id(&mut self, text: &str) -> u32 {
        match short_view(text) {
            Some(view) => self.id_of_view(view, || text.to_owned()),
            None => self.id_in_table(text),
        }
    }

    #[inline]
    fn id_of_view(&mut self, view: u128, text: impl FnOnce() -> String) -> u32 {
        if let Some((series, number)) = series_of(view)
            && let Some(first) = self.first_of(series)
        {
            return first + number;
        }
        self.id_in_table(&text())
    }

    /// The first number of a series; `None` where it has none and gets none any more.
    #[inline]
    fn first_of(&mut self, series: Series) -> Option<u32> {
        match self.last {
            Some((last, first)) if last == series => Some(first),
            _ => self.look_up(series),
        }
    }

    fn look_up(&mut self, series: Series) -> Option<u32> {
        let known = self.series.get(&series).copied();
        let first = known.or_else(|| self.new_series(series))?;
        self.last = Some((series, first));
        Some(first)
    }

    fn new_series(&mut self, series: Series) -> Option<u32> {
        let blocks = 10u32.pow(series.digits).div_ceil(BLOCK);
        if self.series_blocks + blocks as usize > MOST_SERIES_BLOCKS {
            return None;
        }
        let first = self.next();
        self.series_blocks += blocks as usize;
        self.blocks.extend((0..blocks).map(|block| BlockUse::Series(series, block * BLOCK)));
        self.series.insert(series, first);
        Some(first)
    }

    /// The first number of the next block.
    fn next(&self) -> u32 {
        u32::try_from(self.blocks.len()).ok().and_then(|blocks| blocks.checked_mul(BLOCK)).unwrap_or(MISSING)
    }

    fn id_in_table(&mut self, text: &str) -> u32 {
        let id = self.texts.id(text);
        let block = (id / BLOCK) as usize;
        if block >= self.text_blocks.len() {
            self.text_blocks.push(self.next());
            self.blocks.push(BlockUse::Texts(id));
        }
        self.text_blocks[block] + id % BLOCK
    }

    /// The text with a number that was given out.
    fn text(&self, id: u32) -> String {
        match self.blocks.get((id / BLOCK) as usize) {
            Some(BlockUse::Texts(first)) => self.texts.text(first + id % BLOCK),
            Some(BlockUse::Series(series, first)) => {
                let (length, digits) = (u32_of(series.view) as usize, series.digits as usize);
                let bytes = series.view.to_le_bytes();
                let begin = bytes.get(4..4 + length - digits).unwrap_or_default();
                format!("{}{:0digits$}", String::from_utf8_lossy(begin), first + id % BLOCK)
            }
            None => String::new(),
        }
    }

    /// The own number for each number of another list, as a function that may be asked again and again.
    pub fn absorb<'a>(&'a mut self, other: &'a Self) -> impl FnMut(u32) -> u32 + 'a {
        let mut first_of_block: Vec<Option<u32>> = other
            .blocks
            .iter()
            .map(|block| match block {
                BlockUse::Series(series, from) => self.first_of(*series).map(|first| first + from),
                BlockUse::Texts(_) => None,
            })
            .collect();
        // A block of the table is gone through number by number, once.
        let mut one_by_one: HashMap<u32, u32, foldhash::fast::RandomState> = HashMap::default();
        move |id: u32| match first_of_block.get_mut((id / BLOCK) as usize) {
            Some(Some(first)) => *first + id % BLOCK,
            _ => *one_by_one.entry(id).or_insert_with(|| self.id(&other.text(id))),
        }
    }

    /// The numbers of the cells of `rows`; [`MISSING`] for missing cells and in all other rows.
    pub fn ids(&mut self, cells: &Cells, rows: &Bits) -> Vec<u32> {
        let mut ids = vec![MISSING; rows.rows()];
        match cells {
            Cells::Plain(texts) => {
                let views = texts.views();
                rows.and(&cells.present(rows.rows())).for_each(|row| {
                    let short = u32_of(views[row]) <= 12;
                    let text = || texts.value(row).to_owned();
                    ids[row] =
                        if short { self.id_of_view(views[row], text) } else { self.id_in_table(texts.value(row)) };
                });
            }
            Cells::Dictionary { keys, texts } => {
                number_by_key(&mut ids, keys, texts, &rows.and(&cells.present(rows.rows())), |text| self.id(text));
            }
            Cells::Typed(_) => {}
        }
        ids
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text() -> impl Strategy<Value = String> {
        prop_oneof![
            "[A-B架]{0,2}[0-9]{0,9}",
            "[a-z]{1,15}",
            "[A-Z]{12}[0-9]{3}",
            // More series than there is room for.
            "[a-z]{3}[0-9]{7}",
        ]
    }

    proptest! {
        #[test]
        fn each_text_has_one_number_that_tells_it_from_the_others(
            texts in prop::collection::vec(text(), 0..80), others in prop::collection::vec(text(), 0..80),
        ) {
            let (mut own, mut other) = (DistinctIds::default(), DistinctIds::default());
            let ids: Vec<u32> = texts.iter().map(|text| own.id(text)).collect();
            for (text, id) in texts.iter().zip(&ids) {
                prop_assert_eq!(own.id(text), *id);
                prop_assert_eq!(&own.text(*id), text);
            }
            let other_ids: Vec<u32> = others.iter().map(|text| other.id(text)).collect();
            let mapped: Vec<u32> = {
                let mut map = own.absorb(&other);
                other_ids.iter().map(|id| map(*id)).collect()
            };
            for (text, id) in others.iter().zip(mapped) {
                prop_assert_eq!(own.id(text), id);
            }
        }
    }
}
