//! Colour, where it is asked for.

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
