//! What the documents say is what happens: their plans are read, their commands are run. `KPI_BLESS=1` writes what the
//! commands say into them; read it before you commit it.

use crate::harness::kpi;
use crate::markdown::{Block, blocks};
use crate::repository::{files, read, root};

/// What a document must hold at least, so that the test means something.
struct Least {
    plans: usize,
    commands: usize,
}

/// Writes the document's files into a folder, checks its plans there, and runs its commands, there or, for what speaks
/// of `examples/`, in the repository.
fn says_what_happens(name: &str, language: &str, least: &Least) {
    let document = read(name);
    let folder = tempfile::tempdir().unwrap();
    let (mut plans, mut commands) = (0, 0);
    for block in blocks(&document) {
        let (kind, file) = block.info.split_once(' ').unwrap_or((&block.info, "checked.kpi"));
        match kind {
            "kpi" | "csv" | "kpi-error" => std::fs::write(folder.path().join(file), &block.text).unwrap(),
            _ => {}
        }
        let lint = || kpi(folder.path(), language, &["check", file, "--lint-only"]);
        match kind {
            "kpi" => {
                let ran = lint();
                assert!(ran.exit < 2, "{name}:{}: {}{}", block.line, ran.stdout, ran.stderr);
                plans += 1;
            }
            "toml" => settings_hold(name, &block),
            "kpi-error" => assert_eq!(lint().exit, 2, "{name}:{}", block.line),
            "console" => {
                let (command, shown) = block.text.split_once('\n').unwrap();
                let args: Vec<&str> = command.strip_prefix("$ kpi ").unwrap().split(' ').collect();
                let of_repository = args.iter().any(|arg| arg.starts_with("examples"));
                let ran = kpi(if of_repository { root() } else { folder.path() }, "en", &args);
                if std::env::var_os("KPI_BLESS").is_some() {
                    let text = read(name).replace(&block.text, &format!("{command}\n{}", ran.stdout));
                    std::fs::write(root().join(name), text).unwrap();
                } else {
                    assert_eq!(ran.stdout, shown, "{name}:{}", block.line);
                }
                commands += 1;
            }
            _ => {}
        }
    }
    assert!(plans >= least.plans && commands >= least.commands, "{name} has {plans} plans and {commands} commands");
}

/// Settings that a document shows are known.
fn settings_hold(name: &str, block: &Block) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("kpi.toml"), &block.text).unwrap();
    let ran = kpi(folder.path(), "en", &["rules"]);
    assert_eq!(ran.exit, 0, "{name}:{}: {}", block.line, ran.stderr);
}

#[test]
fn the_rules_are_introduced_with_a_plan_that_they_find_wrong() {
    says_what_happens("docs/linting.md", "en", &Least { plans: 1, commands: 2 });
    says_what_happens("docs/linting.ja.md", "ja", &Least { plans: 1, commands: 2 });
}

#[test]
fn the_settings_on_the_pages_of_rules_are_known() {
    let pages = files("docs/rules", ".md");
    let settings = pages.iter().flat_map(|page| {
        blocks(&read(page)).into_iter().filter(|block| block.info == "toml").map(move |block| (page, block))
    });
    assert!(settings.map(|(page, block)| settings_hold(page, &block)).count() > 4);
}

#[test]
fn the_language_is_taught_with_plans_that_hold() {
    says_what_happens("docs/language.md", "en", &Least { plans: 5, commands: 1 });
    says_what_happens("docs/language.ja.md", "ja", &Least { plans: 5, commands: 1 });
}

#[test]
fn every_word_of_the_reference_holds() {
    says_what_happens("docs/reference.md", "en", &Least { plans: 10, commands: 1 });
    says_what_happens("docs/reference.ja.md", "ja", &Least { plans: 10, commands: 1 });
}

#[test]
fn the_json_that_is_shown_is_what_is_written() {
    let document = read("docs/json.md");
    let shown = blocks(&document).into_iter().find(|block| block.info == "json").unwrap();
    let written = kpi(root(), "en", &["check", "examples/crm-pipeline", "--format", "json"]).stdout;
    let without_spaces = |text: &str| text.split_whitespace().collect::<String>();
    assert!(without_spaces(&written).contains(&without_spaces(&shown.text)), "docs/json.md:{}", shown.line);
}

#[test]
fn the_questions_of_a_monday_are_answered() {
    says_what_happens("docs/monday.md", "en", &Least { plans: 0, commands: 5 });
    says_what_happens("docs/monday.ja.md", "ja", &Least { plans: 0, commands: 5 });
}

#[test]
fn every_format_says_what_is_shown() {
    says_what_happens("docs/formats.md", "en", &Least { plans: 1, commands: 4 });
    says_what_happens("docs/formats.ja.md", "ja", &Least { plans: 1, commands: 4 });
}

/// The table has a byte order mark and line ends that a document can't show.
#[test]
fn the_table_that_is_shown_is_what_is_written() {
    for name in ["docs/formats.md", "docs/formats.ja.md"] {
        let blocks = blocks(&read(name));
        let folder = tempfile::tempdir().unwrap();
        for (block, file) in blocks.iter().filter_map(|block| Some((block, block.info.split_once(' ')?.1))) {
            std::fs::write(folder.path().join(file), &block.text).unwrap();
        }
        let shown = blocks.iter().find(|block| block.text.contains("--format csv")).unwrap();
        let (command, table) = shown.text.split_once('\n').unwrap();
        let words: Vec<&str> = command.strip_prefix("$ kpi ").unwrap().split(' ').collect();
        let written = kpi(folder.path(), "en", &words).stdout.replace("\r\n", "\n");
        if std::env::var_os("KPI_BLESS").is_some() {
            let blessed = format!("{command}\n{}", written.trim_start_matches('\u{feff}'));
            std::fs::write(root().join(name), read(name).replace(&shown.text, &blessed)).unwrap();
        } else {
            assert_eq!(written.trim_start_matches('\u{feff}'), table, "{name}:{}", shown.line);
        }
    }
}

#[test]
fn the_readme_shows_what_the_program_shows() {
    says_what_happens("README.md", "en", &Least { plans: 1, commands: 2 });
    says_what_happens("README.ja.md", "ja", &Least { plans: 1, commands: 2 });
}

/// The commands that the README names for a shell are the ones that continuous integration runs.
#[test]
fn the_commands_of_the_readme_are_tried() {
    let script = read(".ci/run");
    for name in ["README.md", "README.ja.md"] {
        let shell: Vec<Block> = blocks(&read(name)).into_iter().filter(|block| block.info == "sh").collect();
        assert_eq!(shell.len(), 2, "{name}");
        for block in shell {
            assert!(script.lines().any(|line| line == block.text.trim_end()), "{name}: {}", block.text);
        }
    }
}

#[test]
fn every_link_leads_somewhere() {
    let languages = ["README.md", "README.ja.md", "docs/language.md", "docs/language.ja.md"];
    let references = [
        "docs/reference.md",
        "docs/reference.ja.md",
        "docs/json.md",
        "docs/formats.md",
        "docs/formats.ja.md",
        "docs/linting.md",
        "docs/linting.ja.md",
    ];
    for name in languages.into_iter().chain(references).map(str::to_owned).chain(files("docs/rules", ".md")) {
        let folder = root().join(&name);
        for link in
            read(&name).split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link.to_owned())
        {
            let target = folder.parent().unwrap().join(&link);
            assert!(link.starts_with("https://") || target.exists(), "{name}: {link}");
        }
    }
}
