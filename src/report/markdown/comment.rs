//! A comment that is being written, with no more characters than a comment may have.

/// Services take 65,536; a bot may put something around it.
pub const MOST_CHARACTERS: usize = 60_000;
/// What is kept for the ends of what was begun, and for what is said of what was left out.
const KEPT: usize = 500;

/// The text so far, and what there was no room for.
pub struct Comment {
    text: String,
    room: usize,
    pub left_out: LeftOut,
}

/// How many things were left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    pub findings: usize,
    pub rows: usize,
}

impl Comment {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        Self { text: String::new(), room: MOST_CHARACTERS - KEPT, left_out: LeftOut::default() }
    }

    /// Adds a piece where there is room for all of it, and says whether there was.
    pub fn add(&mut self, piece: &str) -> bool {
        let characters = piece.chars().count();
        let fits = characters <= self.room;
        if fits {
            self.room -= characters;
            self.text.push_str(piece);
        }
        fits
    }

    /// Adds one of a few short pieces that have to be there.
    pub fn end(&mut self, piece: &str) {
        self.room = self.room.saturating_sub(piece.chars().count());
        self.text.push_str(piece);
    }

    /// An empty line, where there is none yet.
    pub fn gap(&mut self) {
        if !self.text.ends_with("\n\n") {
            self.end("\n");
        }
    }

    /// The text, ending with one line end.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text.trim_end().to_owned() + "\n"
    }
}
