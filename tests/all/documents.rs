//! What the documents say is what happens: their plans are read, their commands are run.

use std::path::Path;

use crate::support::kpi;

/// A fenced block of a document: what stands behind the fence, and what it holds.
struct Block {
    info: String,
    text: String,
    line: usize,
}

fn blocks(document: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = document.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
        blocks.push(Block { info: info.to_owned(), text: body.join("\n") + "\n", line: number + 1 });
    }
    blocks
}

fn teaches_plans_that_hold(name: &str, language: &str) {
    let document = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (mut plans, mut commands) = (0, 0);
    for block in blocks(&document) {
        let (kind, file) = block.info.split_once(' ').unwrap_or((&block.info, "checked.kpi"));
        match kind {
            "kpi" | "csv" | "kpi-error" => std::fs::write(folder.path().join(file), &block.text).unwrap(),
            _ => {}
        }
        let lint = || kpi(folder.path(), &["check", file, "--lint-only", "--lang", language]);
        match kind {
            "kpi" => {
                let ran = lint();
                assert!(ran.status < 2, "{name}:{}: {}{}", block.line, ran.stdout, ran.stderr);
                plans += 1;
            }
            "kpi-error" => assert_eq!(lint().status, 2, "{name}:{}", block.line),
            "console" => {
                let (command, shown) = block.text.split_once('\n').unwrap();
                let args: Vec<&str> = command.strip_prefix("$ kpi ").unwrap().split(' ').collect();
                let ran = kpi(folder.path(), &args);
                assert_eq!(ran.stdout, shown, "{name}:{}", block.line);
                commands += 1;
            }
            _ => {}
        }
    }
    assert!(plans >= 5 && commands >= 1, "{name} has {plans} plans and {commands} commands");
}

#[test]
fn the_language_is_taught_with_plans_that_hold() {
    teaches_plans_that_hold("language.md", "en");
}

#[test]
fn the_language_is_taught_in_japanese_with_plans_that_hold() {
    teaches_plans_that_hold("language.ja.md", "ja");
}
