//! A line of small bars: the last periods at a glance.

use crate::base::rational::Rational;

const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const ASCII_BARS: [char; 4] = ['_', '.', '-', '^'];

/// The characters that a spark line is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyphs {
    Unicode,
    Ascii,
}

/// One bar for each value, a space for a missing one. Bars stand on the smaller of zero and the least value, so that
/// twice as much looks twice as high. Empty with fewer than two values: one point is no line.
#[must_use]
pub fn spark_line(history: &[Option<Rational>], glyphs: Glyphs) -> String {
    let known: Vec<&Rational> = history.iter().flatten().collect();
    if known.len() < 2 {
        return String::new();
    }
    let bars: &[char] = match glyphs {
        Glyphs::Unicode => &BARS,
        Glyphs::Ascii => &ASCII_BARS,
    };
    let zero = Rational::ZERO;
    let floor = known.iter().copied().min().map_or(&zero, |least| least.min(&zero));
    let top = known.iter().copied().max().unwrap_or(&zero);
    let range = top - floor;
    let bar = |value: &Rational| {
        let share = (value - floor).checked_div(&range).unwrap_or(Rational::ZERO);
        let step = (&share * &Rational::from(bars.len() - 1)).round_to(0).to_u64().unwrap_or(0);
        usize::try_from(step).ok().and_then(|step| bars.get(step)).copied().unwrap_or(' ')
    };
    history.iter().map(|value| value.as_ref().map_or(' ', bar)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(values: &[Option<i64>]) -> String {
        let history: Vec<Option<Rational>> = values.iter().map(|value| value.map(Rational::from)).collect();
        spark_line(&history, Glyphs::Unicode)
    }

    #[test]
    fn heights_follow_the_values() {
        assert_eq!(line(&[Some(0), Some(50), Some(100)]), "▁▅█");
        assert_eq!(line(&[Some(100), None, Some(200)]), "▅ █");
        assert_eq!(line(&[Some(-1), Some(1)]), "▁█");
        assert_eq!(line(&[Some(0), Some(0)]), "▁▁");
        assert_eq!(line(&[Some(7)]), "");
        assert_eq!(line(&[None, None]), "");
    }
}
