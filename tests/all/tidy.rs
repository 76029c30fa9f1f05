//! The rules of the code base that no compiler knows.

use crate::repository::{files, read};

/// The layers, lowest first: each may use those before it.
const LAYERS: &[&str] = &[
    "base", "syntax", "fmt", "plan", "resolve", "data", "evaluate", "lint", "session", "report", "lsp", "cli", "main",
];

const LONGEST_FILE: usize = 400;

fn layer_of(name: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| *layer == name)
}

/// The layer that a file of `src/` belongs to.
fn layer_of_file(file: &str) -> Option<usize> {
    let inside = file.strip_prefix("src/")?;
    let first = inside.split('/').next()?;
    layer_of(first.strip_suffix(".rs").unwrap_or(first))
}

/// What a text names behind `crate::`, with the line.
fn used_layers(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().map(str::trim_start).enumerate();
    lines.flat_map(|(number, line)| {
        let code = if line.starts_with("//") { "" } else { line };
        code.match_indices("crate::").map(move |(at, path)| {
            let rest = &code[at + path.len()..];
            let end = rest.find(|character: char| !character.is_alphanumeric() && character != '_');
            (number + 1, &rest[..end.unwrap_or(rest.len())])
        })
    })
}

#[test]
fn imports_point_downwards_only() {
    let mut faults = Vec::new();
    for file in files("src", ".rs") {
        let Some(own) = layer_of_file(&file) else { continue };
        for (line, used) in used_layers(&read(&file)) {
            if layer_of(used).is_some_and(|used| used > own) {
                faults.push(format!("{file}:{line} uses `{used}`, a layer above it"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_folder_is_a_layer() {
    for file in files("src", ".rs") {
        assert!(file == "src/lib.rs" || layer_of_file(&file).is_some(), "{file} belongs to no layer");
    }
}

#[test]
fn foreign_crates_stay_where_they_belong() {
    let homes: &[(&str, &[&str])] = &[
        ("src/syntax/", &["pest", "pest_derive"]),
        ("src/data/", &["arrow_array", "arrow_schema", "arrow_buffer", "parquet", "calamine", "chardetng"]),
        ("src/report/terminal.rs", &["miette"]),
        ("src/report/table.rs", &["comfy_table"]),
        ("src/report/localizer.rs", &["fluent_bundle", "unic_langid"]),
        ("src/cli/", &["clap", "indicatif"]),
        ("src/base/rational.rs", &["dashu_int", "dashu_ratio"]),
        ("src/evaluate/statistics/quantile.rs", &["statrs"]),
        ("src/main.rs", &["terminal_size"]),
    ];
    let mut faults = Vec::new();
    for file in files("src", ".rs") {
        let text = read(&file);
        let code = text.lines().map(str::trim_start).filter(|line| !line.starts_with("//"));
        for line in code {
            for (home, crates) in homes {
                let named = crates.iter().find(|name| names_crate(line, name));
                if let Some(name) = named.filter(|_| !file.starts_with(home)) {
                    faults.push(format!("{file} names `{name}`, which belongs to {home}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Whether a line uses a crate: `miette::…`, not `terminal_miette::…`.
fn names_crate(line: &str, name: &str) -> bool {
    line.match_indices(&format!("{name}::"))
        .any(|(at, _)| !line[..at].ends_with(|character: char| character.is_alphanumeric() || "_:".contains(character)))
}

#[test]
fn no_file_is_too_long() {
    let long: Vec<String> = files("src", ".rs")
        .into_iter()
        .chain(files("tests", ".rs"))
        .map(|file| (read(&file).lines().count(), file))
        .filter(|(lines, _)| *lines > LONGEST_FILE)
        .map(|(lines, file)| format!("{file}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "there is a second concept in the room:\n{}", long.join("\n"));
}

#[test]
fn nothing_is_left_undone_or_silenced() {
    // In pieces, so that this file doesn't find itself.
    let words = [concat!("todo", "!("), concat!("unimplemented", "!("), concat!("dbg", "!("), concat!("#[ign", "ore")];
    let mut faults = Vec::new();
    for file in files("src", ".rs").into_iter().chain(files("tests", ".rs")) {
        let text = read(&file);
        for (number, line) in text.lines().enumerate() {
            let said = line.contains("reason =") || line.contains("//");
            let silenced = line.trim_start().starts_with("#[allow(") && !said;
            if silenced || words.iter().any(|word| line.contains(word)) {
                faults.push(format!("{file}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_module_says_what_it_is() {
    for file in files("src", ".rs") {
        assert!(read(&file).starts_with("//! ") || file.ends_with("/tests.rs"), "{file} has no description");
    }
}
