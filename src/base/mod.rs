//! What every layer stands on: places in texts, messages, exact numbers, dates and the fixed words.

pub mod diagnostic;
pub mod full_width;
pub mod line_index;
pub mod message;
pub mod parallel;
pub mod period;
pub mod rational;
pub mod source_map;
pub mod span;
pub mod suggest;
pub mod vocabulary;
