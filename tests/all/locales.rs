//! Every message exists in every language, is used, and asks for the same things everywhere.

use std::collections::{BTreeMap, BTreeSet};

use kpi_lang::lint::rules::{REGISTERED, Registered};
use kpi_lang::report::catalog::FILES;
use kpi_lang::report::language::Language;

use crate::repository::{files, read};

/// A message or an attribute of one (`id.attribute`), with the variables that it asks for.
type Messages = BTreeMap<String, BTreeSet<String>>;

/// Reads a file of messages. Its shape is checked by Fluent; here only names are gathered.
fn messages(name: &str) -> Messages {
    messages_of(&read(name))
}

fn messages_of(text: &str) -> Messages {
    let mut messages = Messages::new();
    let mut id = String::new();
    let mut key = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let attribute = line.trim_start().strip_prefix('.').filter(|_| line.starts_with(' '));
        let starts_message = line.starts_with(|character: char| character.is_ascii_alphabetic());
        if let Some((attribute, _)) = attribute.and_then(|rest| rest.split_once('=')) {
            key = format!("{id}.{}", attribute.trim());
        } else if let Some((name, _)) = line.split_once('=').filter(|_| starts_message) {
            name.trim().clone_into(&mut id);
            key.clone_from(&id);
        }
        let variables = messages.entry(key.clone()).or_default();
        variables.extend(line.split('$').skip(1).map(|rest| {
            rest.chars()
                .take_while(|character| character.is_ascii_alphanumeric() || "-_".contains(*character))
                .collect()
        }));
    }
    messages.remove("");
    messages
}

fn all(language: Language) -> Messages {
    let folder = format!("locales/{}", language.code());
    let of_pages = wordings(language).into_iter().flat_map(|(_, wording)| messages_of(wording));
    files(&folder, ".ftl").iter().flat_map(|name| messages(name)).chain(of_pages).collect()
}

/// The wording of each rule, with its name.
fn wordings(language: Language) -> Vec<(&'static str, &'static str)> {
    let page = |registered: &'static Registered| match language {
        Language::English => registered.english(),
        Language::Japanese => registered.japanese(),
    };
    REGISTERED.iter().map(|registered| (registered.rule.name, page(registered).wording())).collect()
}

/// Every string literal in the program's code.
fn literals() -> BTreeSet<String> {
    let texts = files("src", ".rs");
    texts.iter().flat_map(|file| read(file).split('"').map(String::from).collect::<Vec<_>>()).collect()
}

#[test]
fn the_list_in_the_program_is_the_folder() {
    for language in Language::ALL {
        let folder = format!("locales/{}/", language.code());
        let in_folder: BTreeSet<String> = files(&folder, ".ftl")
            .iter()
            .filter_map(|file| Some(file.strip_prefix(&folder)?.strip_suffix(".ftl")?.to_owned()))
            .collect();
        let in_program: BTreeSet<String> = FILES.iter().map(|file| file.name.to_owned()).collect();
        assert_eq!(in_folder, in_program);
    }
}

#[test]
fn every_text_is_sound_fluent() {
    for file in FILES {
        for language in Language::ALL {
            let read = fluent_bundle::FluentResource::try_new(file.text(*language).to_owned());
            assert!(read.is_ok(), "{}/{}: {:?}", language.code(), file.name, read.err().map(|(_, errors)| errors));
        }
    }
    for language in Language::ALL {
        for (rule, wording) in wordings(*language) {
            let read = fluent_bundle::FluentResource::try_new(wording.to_owned());
            assert!(read.is_ok(), "{rule}: {:?}", read.err().map(|(_, errors)| errors));
            assert!(messages_of(wording).keys().all(|key| key.split('.').next() == Some(rule)), "{rule} in {wording}");
        }
    }
}

#[test]
fn both_languages_have_the_same_messages_and_variables() {
    let (english, japanese) = (all(Language::English), all(Language::Japanese));
    let keys = |messages: &Messages| messages.keys().cloned().collect::<BTreeSet<_>>();
    let only = |one: &Messages, other: &Messages| keys(one).difference(&keys(other)).cloned().collect::<Vec<_>>();
    assert_eq!(only(&english, &japanese), Vec::<String>::new(), "only in English");
    assert_eq!(only(&japanese, &english), Vec::<String>::new(), "only in Japanese");
    for (key, variables) in &english {
        assert_eq!(Some(variables), japanese.get(key), "the variables of {key}");
    }
}

#[test]
fn no_message_is_declared_twice() {
    for language in Language::ALL {
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for file in files(&format!("locales/{}", language.code()), ".ftl") {
            for key in messages(&file).into_keys() {
                let before = seen.insert(key.clone(), file.clone());
                assert_eq!(before, None, "{key} stands in {file} too");
            }
        }
    }
}

#[test]
fn every_message_that_the_program_names_exists() {
    let english = all(Language::English);
    let mut missing = Vec::new();
    for file in files("src", ".rs") {
        let text = read(&file);
        // Tests may name what does not exist.
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for start in ["Message::new(\"", ".word(\""] {
            for rest in code.split(start).skip(1) {
                let id = rest.split('"').next().unwrap_or_default();
                if !english.contains_key(id) {
                    missing.push(format!("{file}: {id}"));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn no_message_is_unused() {
    let literals = literals();
    let english = all(Language::English);
    // A message may stand for its attributes only.
    let has_attributes = |key: &str| english.keys().any(|other| other.starts_with(&format!("{key}.")));
    let is_used = |key: &str| literals.contains(key) || (has_attributes(key) && !key.contains('.'));
    let unused: Vec<&String> = english.keys().filter(|key| !is_used(key)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}
