//! Builds the list of lint rules from the folder that they stand in, so that a new rule is its file and its pages.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const RULES: &str = "src/lint/rules";
const PAGES: &str = "docs/rules";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=CARGO_MANIFEST_DIR");
    println!("cargo::rerun-if-changed={RULES}");
    println!("cargo::rerun-if-changed={PAGES}");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let mut modules: Vec<String> = fs::read_dir(root.join(RULES))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    modules.sort();
    let mut code = String::new();
    for module in &modules {
        let file = root.join(RULES).join(format!("{module}.rs"));
        let _ = writeln!(code, "#[path = {:?}]\nmod {module};", file.display().to_string());
    }
    code.push_str("/// Every rule with its pages, by name.\npub static REGISTERED: &[Registered] = &[\n");
    for module in &modules {
        let name = module.replace('_', "-");
        let _ = writeln!(
            code,
            "    Registered {{ rule: &{module}::RULE, english: {}, japanese: {} }},",
            page(&root, &format!("{name}.md")),
            page(&root, &format!("{name}.ja.md")),
        );
    }
    code.push_str("];\n");
    fs::write(out.join("rules.rs"), code)
}

/// The text of a page; empty where there is none yet, which a test reports.
fn page(root: &Path, name: &str) -> String {
    let file = root.join(PAGES).join(name);
    if file.is_file() { format!("include_str!({:?})", file.display().to_string()) } else { "\"\"".to_owned() }
}
