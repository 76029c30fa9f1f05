//! Diagnostics as code frames. The only file that names miette: it draws the frame, everything else is ours, for its
//! words have one language, and its arithmetic trusts the text (control characters, spans at the very end).

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, Severity, SourceCode,
    SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};

use crate::base::diagnostic::{Diagnostic, Label, Level};
use crate::base::source_map::SourceMap;
use crate::base::span::{FileId, Span};

use super::appearance::Appearance;
use super::clip::clipped;
use super::localizer::Localizer;
use super::paint::{Paint, Tone};
use super::spark::Glyphs;
use super::visible::{visible, visible_lines};
use super::visible_text::VisibleText;
use super::width::{width, wrap};

/// Labels that many lines apart stand in one frame.
const LINES_BETWEEN: u32 = 3;

/// Draws diagnostics for people.
pub struct Terminal<'a> {
    localizer: &'a Localizer,
    sources: &'a SourceMap,
    appearance: Appearance,
    texts: RefCell<BTreeMap<FileId, Rc<VisibleText>>>,
}

impl<'a> Terminal<'a> {
    /// Draws what stands in `sources`.
    #[must_use]
    pub fn new(localizer: &'a Localizer, sources: &'a SourceMap, appearance: Appearance) -> Self {
        Self { localizer, sources, appearance, texts: RefCell::default() }
    }

    /// What is wrong, where, and what to write instead; ends with a line end.
    #[must_use]
    pub fn draw(&self, diagnostic: &Diagnostic) -> String {
        let mut drawn = self.headline(diagnostic);
        for (place, labels) in self.frames(diagnostic).iter().enumerate() {
            let primary_first = place == 0 && diagnostic.primary.is_some();
            drawn.push_str(&self.frame(diagnostic.level, labels, primary_first));
        }
        if let Some(help) = &diagnostic.help {
            drawn.push_str(&self.help(&self.localizer.text(help)));
        }
        drawn
    }

    /// The same of words that have just been shown: their place, without a frame around it.
    #[must_use]
    pub fn draw_again(&self, diagnostic: &Diagnostic) -> String {
        let Some(primary) = &diagnostic.primary else { return self.draw(diagnostic) };
        let position = self.sources.positions(primary.span).0;
        let path = visible(&self.sources.file(primary.span.file).path);
        let label = visible(&self.localizer.text(&primary.message).replace('\n', " ")).into_owned();
        let place = format!("[{path}:{}:{}] {label}", position.line, position.column);
        let lines = wrap(&place, self.appearance.width.saturating_sub(2)).join("\n  ");
        let help = diagnostic.help.as_ref().map(|help| self.help(&self.localizer.text(help)));
        format!(
            "{}  {}\n{}",
            self.headline(diagnostic),
            self.paint().paint(Tone::Dim, &lines),
            help.unwrap_or_default()
        )
    }

    fn paint(&self) -> Paint {
        Paint { colored: self.appearance.colored }
    }

    fn headline(&self, diagnostic: &Diagnostic) -> String {
        let level = self.localizer.word(level_word(diagnostic.level));
        let head = format!("{level}[{}]", diagnostic.name());
        let message = visible_lines(&self.localizer.text(&diagnostic.message));
        let lines = wrap(&format!("{head}: {message}"), self.appearance.width);
        let text = lines.join("\n  ");
        let tail = text.strip_prefix(&head).unwrap_or_default();
        format!("{}{}\n", self.paint().paint(tone_of(diagnostic.level), &head), self.paint().paint(Tone::Bold, tail))
    }

    fn help(&self, text: &str) -> String {
        let head = format!("  {}: ", self.localizer.word("help-word"));
        let indent = " ".repeat(width(&head));
        let room = self.appearance.width.saturating_sub(indent.len()).max(20);
        let lines = wrap(&visible_lines(text), room).join(&format!("\n{indent}"));
        format!("{}{lines}\n", self.paint().paint(Tone::Info, &head))
    }

    /// The labels by frame, the primary one's first: those near each other together, but those that overlap apart, for
    /// one would push the other from its place.
    fn frames<'d>(&self, diagnostic: &'d Diagnostic) -> Vec<Vec<&'d Label>> {
        let mut frames: Vec<Vec<&Label>> = Vec::new();
        for label in diagnostic.primary.iter().chain(&diagnostic.related) {
            let fits = |frame: &&mut Vec<&Label>| {
                let near = frame.iter().any(|other| self.near(other.span, label.span));
                near && frame.iter().all(|other| !self.overlap(other.span, label.span))
            };
            match frames.iter_mut().find(fits) {
                Some(frame) => frame.push(label),
                None => frames.push(vec![label]),
            }
        }
        frames
    }

    /// Whether one frame with a line around each shows both.
    fn near(&self, one: Span, other: Span) -> bool {
        let lines = |span: Span| {
            let (start, end) = self.sources.positions(span);
            (start.line, end.line)
        };
        let ((start, end), (other_start, other_end)) = (lines(one), lines(other));
        one.file == other.file && start <= other_end + LINES_BETWEEN && other_start <= end + LINES_BETWEEN
    }

    fn overlap(&self, one: Span, other: Span) -> bool {
        let shown = |span: Span| self.text(span.file).shown(span.start as usize, span.end as usize);
        let (one, other) = (shown(one), shown(other));
        one.start < other.end && other.start < one.end
    }

    fn text(&self, file: FileId) -> Rc<VisibleText> {
        let mut texts = self.texts.borrow_mut();
        let text = texts.entry(file).or_insert_with(|| Rc::new(VisibleText::new(&self.sources.file(file).text)));
        Rc::clone(text)
    }

    fn frame(&self, level: Level, labels: &[&Label], primary_first: bool) -> String {
        let Some(first) = labels.first() else { return String::new() };
        let text = self.text(first.span.file);
        let path = visible(&self.sources.file(first.span.file).path).into_owned();
        let mut frame = Frame { text: &text, path, starts: BTreeMap::new(), labels: Vec::new() };
        for (place, label) in labels.iter().enumerate() {
            let is_primary = place == 0 && primary_first;
            let shown = text.shown(label.span.start as usize, label.span.end as usize);
            let position = self.sources.positions(label.span).0;
            frame.starts.insert(shown.start, (position.line, position.column));
            let words = visible(&self.localizer.text(&label.message).replace('\n', " ")).into_owned();
            let words = Some(words).filter(|words| !words.is_empty());
            let span = (shown.start, shown.end - shown.start);
            frame.labels.push(if is_primary {
                LabeledSpan::new_primary_with_span(words, span)
            } else {
                LabeledSpan::new_with_span(words, span)
            });
        }
        // The renderer gives the labels the theme's styles in the order of their places.
        frame.labels.sort_by_key(LabeledSpan::offset);
        self.render(&frame, level)
    }

    fn render(&self, frame: &Frame, level: Level) -> String {
        let mut theme = self.theme();
        let own = match level {
            Level::Error | Level::Deny => theme.styles.error,
            Level::Warn => theme.styles.warning,
            Level::Note => theme.styles.advice,
        };
        let other = theme.styles.link;
        theme.styles.highlights = frame.labels.iter().map(|label| if label.primary() { own } else { other }).collect();
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_width(self.appearance.width.max(40))
            .with_context_lines(1)
            .without_primary_span_start()
            .without_syntax_highlighting()
            .with_wrap_lines(false);
        let mut drawn = String::new();
        if handler.render_report(&mut drawn, frame).is_err() {
            return String::new();
        }
        // The first line is the renderer's own headline, which is empty here.
        let lines = drawn.lines().skip(1).map(str::trim_end);
        clipped(&lines.fold(String::new(), |all, line| all + line + "\n"), self.appearance.width)
    }

    fn theme(&self) -> GraphicalTheme {
        let characters = match self.appearance.glyphs {
            Glyphs::Unicode => ThemeCharacters::unicode(),
            Glyphs::Ascii => ThemeCharacters::ascii(),
        };
        let styles = if self.appearance.colored { ThemeStyles::ansi() } else { ThemeStyles::none() };
        GraphicalTheme { characters, styles }
    }
}

/// The message of a level's word.
#[must_use]
pub fn level_word(level: Level) -> &'static str {
    match level {
        Level::Error => "level-error",
        Level::Deny => "level-deny",
        Level::Warn => "level-warn",
        Level::Note => "level-note",
    }
}

fn tone_of(level: Level) -> Tone {
    match level {
        Level::Error | Level::Deny => Tone::Bad,
        Level::Warn => Tone::Caution,
        Level::Note => Tone::Info,
    }
}

/// What the renderer is given: a text, and labels in it.
struct Frame<'a> {
    text: &'a VisibleText,
    path: String,
    /// The line and column in the original text at which a label starts, by its offset in the shown text.
    starts: BTreeMap<usize, (u32, u32)>,
    labels: Vec<LabeledSpan>,
}

impl SourceCode for Frame<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (lines, range) =
            self.text.lines_around(span.offset(), span.offset() + span.len(), lines_before, lines_after);
        let data = self.text.text.get(range.clone()).ok_or(MietteError::OutOfBounds)?.as_bytes();
        let (line, column) = self.starts.get(&span.offset()).copied().unwrap_or_default();
        let name = format!("{}:{line}:{column}", self.path);
        let shown = SourceSpan::from((range.start, range.len()));
        Ok(Box::new(MietteSpanContents::new_named(name, data, shown, lines.start, 0, lines.len())))
    }
}

impl miette::Diagnostic for Frame<'_> {
    fn severity(&self) -> Option<Severity> {
        None
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

impl std::error::Error for Frame<'_> {}

impl fmt::Debug for Frame<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)
    }
}

impl fmt::Display for Frame<'_> {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::message::Message;
    use crate::report::language::Language;

    const PLAN: &str = "plan \"営業\" {}\nkpi アポ率 { target 10% }\nkpi calls {}";

    fn appearance() -> Appearance {
        Appearance { width: 80, colored: false, glyphs: Glyphs::Unicode }
    }

    fn span_of(text: &str, words: &str) -> Span {
        let start = text.find(words).unwrap();
        Span::new(FileId(0), start, start + words.len())
    }

    fn draw(text: &str, diagnostic: &Diagnostic, appearance: Appearance) -> String {
        let mut sources = SourceMap::default();
        sources.add("plan.kpi", text);
        Terminal::new(&Localizer::new(Language::English), &sources, appearance).draw(diagnostic)
    }

    fn diagnostic(text: &str, words: &str) -> Diagnostic {
        let label = Message::new("unknown-config-key.label");
        let message = Message::new("unknown-config-key").with("key", words);
        Diagnostic::error(message).at(span_of(text, words), label)
    }

    /// The column in which the underline begins, and its width.
    fn underline(drawn: &str) -> (usize, usize) {
        let line = drawn.lines().find(|line| line.contains('┬') || line.contains('▲')).unwrap();
        let (_, after_gutter) = line.split_once("· ").unwrap();
        let indent = width(after_gutter) - width(after_gutter.trim_start());
        (indent, width(after_gutter.trim()))
    }

    #[test]
    fn a_frame_points_at_the_exact_words() {
        let drawn = draw(PLAN, &diagnostic(PLAN, "target").help(Message::new("unknown-config-key.help")), appearance());
        assert_eq!(underline(&drawn), (13, 6), "{drawn}");
        assert!(drawn.contains("[plan.kpi:2:11]"), "{drawn}");
        assert!(drawn.starts_with("error[unknown-config-key]: "), "{drawn}");
        assert!(drawn.contains("\n  help: "), "{drawn}");
    }

    #[test]
    fn wide_and_combining_characters_are_measured() {
        for (text, words, column, columns) in [
            ("kpi アポ率 {}", "アポ率", 4, 6),
            ("kpi か\u{3099}き x", "x", 9, 1),
            ("kpi ﾃﾚｱﾎﾟ x", "x", 10, 1),
            ("\tkpi x", "x", 5, 1),
            ("a\u{1b}[31mb x", "x", 8, 1),
        ] {
            let drawn = draw(text, &diagnostic(text, words), appearance());
            assert_eq!(underline(&drawn), (column, columns), "{drawn}");
        }
    }

    #[test]
    fn no_control_character_of_a_plan_reaches_the_terminal() {
        let text = "kpi \u{1b}[2J\u{202e}x\r\n";
        let drawn = draw(text, &diagnostic(text, "x"), appearance());
        assert!(!drawn.contains(['\u{1b}', '\u{202e}', '\r']), "{drawn:?}");
        assert!(drawn.contains("kpi \u{241b}[2J<U+202E>x"), "{drawn}");
        let named = Diagnostic::error(Message::new("unknown-config-key").with("key", "\u{1b}]0;x\u{7}"));
        assert!(!draw("", &named, appearance()).contains('\u{1b}'));
    }

    #[test]
    fn spans_at_the_edges_never_panic() {
        for text in ["", "\n", "a", "a\n", "アポ\r\n", "a\rb"] {
            for start in 0..=text.len() + 1 {
                for end in start..=text.len() + 1 {
                    let message = Message::new("unknown-config-key");
                    let span = Span::new(FileId(0), start, end);
                    let label = || Message::new("unknown-config-key.label");
                    let twice = Diagnostic::error(message).at(span, label()).related(span, label());
                    assert!(draw(text, &twice, appearance()).contains('['), "{text:?} {start} {end}");
                }
            }
        }
    }

    #[test]
    fn colour_and_glyphs_are_chosen() {
        let plain = Appearance { glyphs: Glyphs::Ascii, ..appearance() };
        assert!(draw("kpi x", &diagnostic("kpi x", "x"), plain).is_ascii());
        let colored = Appearance { colored: true, ..appearance() };
        assert!(draw("kpi x", &diagnostic("kpi x", "x"), colored).contains("\u{1b}["));
    }
}
