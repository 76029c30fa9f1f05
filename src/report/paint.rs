//! Colour, where it is asked for.

use crate::base::vocabulary::Status;

/// How words stand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Bold,
    Dim,
    Good,
    Caution,
    Bad,
    Info,
}

impl Tone {
    /// The tone of a status.
    #[must_use]
    pub fn of_status(status: Status) -> Self {
        match status {
            Status::Ok => Self::Good,
            Status::Warn => Self::Caution,
            Status::Fail => Self::Bad,
            Status::NoData | Status::TooFew => Self::Dim,
        }
    }
}

/// Paints words, or leaves them as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paint {
    pub colored: bool,
}

impl Paint {
    /// The words in a tone. They must hold no control characters of their own.
    #[must_use]
    pub fn paint(self, tone: Tone, words: &str) -> String {
        if !self.colored || words.is_empty() {
            return words.to_owned();
        }
        let code = match tone {
            Tone::Bold => "1",
            Tone::Dim => "2",
            Tone::Good => "32",
            Tone::Caution => "33",
            Tone::Bad => "1;31",
            Tone::Info => "36",
        };
        format!("\u{1b}[{code}m{words}\u{1b}[0m")
    }

    /// A line with the cell of its status in the status's tone. Nothing but a spark line may come after that cell.
    #[must_use]
    pub fn paint_status(self, line: &str, cell: &str, status: Option<Status>) -> String {
        let (Some(status), Some(at)) = (status, line.rfind(cell).filter(|_| !cell.is_empty())) else {
            return line.to_owned();
        };
        let painted = self.paint(Tone::of_status(status), cell);
        format!("{}{painted}{}", &line[..at], &line[at + cell.len()..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_only_when_asked() {
        assert_eq!(Paint { colored: false }.paint(Tone::Bad, "fail"), "fail");
        assert_eq!(Paint { colored: true }.paint(Tone::Good, "ok"), "\u{1b}[32mok\u{1b}[0m");
    }
}
