//! Which file takes in which: the order in which plans are resolved, and circles.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::base::message::Message;
use crate::base::span::{FileId, Span};
use crate::syntax::tree::{Item, Tree, UseDecl};

use super::errors::{Errors, error_at};

/// Every `use` of a file, in the order of the text: what has to be read before the file can be resolved.
pub fn uses(tree: &Tree) -> impl Iterator<Item = &UseDecl> {
    tree.items.iter().filter_map(|item| match item {
        Item::Use(declaration) => Some(declaration),
        _ => None,
    })
}

/// The parsed files of a run, and which of them each `use` means.
#[derive(Debug, Default)]
pub struct ParsedFiles {
    trees: BTreeMap<FileId, Tree>,
    links: BTreeMap<FileId, BTreeMap<String, Option<FileId>>>,
}

impl ParsedFiles {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in a file.
    pub fn add(&mut self, tree: Tree) {
        self.trees.insert(tree.file, tree);
    }

    /// Says which file `path`, as `from` writes it, means; `None` where it could not be read (which has been
    /// reported by whoever tried).
    pub fn link(&mut self, from: FileId, path: &str, to: Option<FileId>) {
        self.links.entry(from).or_default().insert(path.to_owned(), to);
    }

    /// The tree of a file that was taken in.
    #[must_use]
    pub fn tree(&self, file: FileId) -> Option<&Tree> {
        self.trees.get(&file)
    }

    /// The file that a `use` means, where it could be read.
    fn target(&self, from: FileId, declaration: &UseDecl) -> Option<FileId> {
        let to = (*self.links.get(&from)?.get(&declaration.path.value)?)?;
        self.trees.contains_key(&to).then_some(to)
    }
}

/// Whether a file declares a plan, even one that could not be read.
fn has_plan(tree: &Tree) -> bool {
    tree.items.iter().any(|item| match item {
        Item::Plan(_) => true,
        Item::Broken(broken) => broken.keyword.as_ref().is_some_and(|keyword| keyword.value == "plan"),
        _ => false,
    })
}

/// A plan to be resolved: the file that was asked for, with those that it takes in.
#[derive(Debug)]
pub(super) struct Group<'t> {
    pub(super) file: FileId,
    /// What is taken in comes first; the file that was asked for comes last. Each file once.
    pub(super) trees: Vec<&'t Tree>,
    /// `use … as`, with the file of the plan, where it could be taken in.
    pub(super) parts: Vec<(&'t UseDecl, Option<FileId>)>,
    /// A file without a name could not be taken in: any name may have come from it.
    pub(super) incomplete: bool,
}

/// Every plan that the roots need, those that others use before those that use them.
pub(super) fn groups<'t>(files: &'t ParsedFiles, roots: &[FileId], errors: &mut Errors) -> Vec<Group<'t>> {
    let walk = Walk::of(files, roots, errors);
    let mut parts: BTreeSet<FileId> = BTreeSet::new();
    let mut taken_in: BTreeSet<FileId> = BTreeSet::new();
    let mut named: BTreeMap<(FileId, FileId), &UseDecl> = BTreeMap::new();
    for (from, declaration, to) in walk.sound_edges(files) {
        let (Some(to), Some(tree)) = (to, to.and_then(|to| files.tree(to))) else { continue };
        match (&declaration.alias, has_plan(tree)) {
            (Some(_), true) => {
                parts.insert(to);
                match named.entry((from, to)) {
                    Entry::Vacant(first) => _ = first.insert(declaration),
                    Entry::Occupied(first) => report_named_twice(first.get(), declaration, errors),
                }
            }
            (None, false) => _ = taken_in.insert(to),
            (Some(_), false) => report_alias_needs_plan(declaration, errors),
            (None, true) => report_use_needs_alias(declaration, errors),
        }
    }
    // A file that others take in and that has no plan of its own is resolved in their plans, where its names mean something.
    let is_asked_for = |file: &FileId| roots.contains(file) && !taken_in.contains(file);
    let plans = walk.order.iter().filter(|file| parts.contains(file) || is_asked_for(file));
    plans.map(|file| group(files, &walk, *file)).collect()
}

fn group<'t>(files: &'t ParsedFiles, walk: &Walk, file: FileId) -> Group<'t> {
    let mut group = Group { file, trees: Vec::new(), parts: Vec::new(), incomplete: false };
    let mut seen = HashSet::from([file]);
    let mut waiting = vec![file];
    while let Some(next) = waiting.pop() {
        let Some(tree) = files.tree(next) else { continue };
        group.trees.push(tree);
        for declaration in uses(tree) {
            let to = files.target(next, declaration).filter(|_| !walk.cut.contains(&declaration.span));
            let plan = to.and_then(|to| files.tree(to)).map(has_plan);
            match (&declaration.alias, to, plan) {
                (Some(_), Some(to), Some(true)) => group.parts.push((declaration, Some(to))),
                (Some(_), ..) => group.parts.push((declaration, None)),
                (None, Some(to), Some(false)) => {
                    if seen.insert(to) {
                        waiting.push(to);
                    }
                }
                (None, ..) => group.incomplete = true,
            }
        }
    }
    group.trees.reverse();
    group
}

/// The files that the roots lead to, in an order in which each comes after those that it uses.
struct Walk {
    order: Vec<FileId>,
    /// The `use`s that would close a circle.
    cut: HashSet<Span>,
}

impl Walk {
    /// Without recursion: a chain of files may be long.
    fn of(files: &ParsedFiles, roots: &[FileId], errors: &mut Errors) -> Self {
        let mut walk = Self { order: Vec::new(), cut: HashSet::new() };
        let mut done: HashSet<FileId> = HashSet::new();
        let mut opened: HashSet<FileId> = HashSet::new();
        for &root in roots {
            let Some(tree) = files.tree(root).filter(|_| opened.insert(root)) else { continue };
            let mut path: Vec<(FileId, Option<&UseDecl>)> = vec![(root, None)];
            let mut open = vec![uses(tree)];
            while let (Some(remaining), Some(&(file, _))) = (open.last_mut(), path.last()) {
                let Some(declaration) = remaining.next() else {
                    done.insert(file);
                    walk.order.push(file);
                    open.pop();
                    path.pop();
                    continue;
                };
                let Some(to) = files.target(file, declaration) else { continue };
                if done.contains(&to) {
                    continue;
                }
                if !opened.insert(to) {
                    report_circle(&path, to, declaration, errors);
                    walk.cut.insert(declaration.span);
                } else if let Some(tree) = files.tree(to) {
                    path.push((to, Some(declaration)));
                    open.push(uses(tree));
                }
            }
        }
        walk
    }

    /// Every `use` that closes no circle, with the file that it means.
    fn sound_edges<'t>(&self, files: &'t ParsedFiles) -> impl Iterator<Item = (FileId, &'t UseDecl, Option<FileId>)> {
        let trees = self.order.iter().filter_map(|file| files.tree(*file));
        let edges = trees.flat_map(|tree| {
            uses(tree).map(|declaration| (tree.file, declaration, files.target(tree.file, declaration)))
        });
        edges.filter(|(_, declaration, _)| !self.cut.contains(&declaration.span))
    }
}

fn report_circle(path: &[(FileId, Option<&UseDecl>)], to: FileId, closing: &UseDecl, errors: &mut Errors) {
    let start = path.iter().position(|(file, _)| *file == to).unwrap_or(0);
    let steps = path.get(start + 1..).unwrap_or_default().iter().filter_map(|(_, by)| *by);
    let mut names = vec![closing.path.value.clone()];
    names.extend(steps.clone().map(|by| by.path.value.clone()));
    names.push(closing.path.value.clone());
    let mut error = error_at(
        closing.path.span,
        Message::new("circular-use").with("circle", names.join(" → ")),
        Message::new("circular-use.label"),
    );
    for step in steps {
        error = error.related(step.path.span, Message::new("circular-use.step").with("path", &step.path.value));
    }
    errors.push(error.help(Message::new("circular-use.help")));
}

/// The sum of two such names would count the same numbers twice.
fn report_named_twice(first: &UseDecl, second: &UseDecl, errors: &mut Errors) {
    let alias = |declaration: &UseDecl| declaration.alias.as_ref().map(|alias| alias.value.clone()).unwrap_or_default();
    errors.push(
        error_at(
            second.path.span,
            Message::new("plan-named-twice").with("first", alias(first)).with("second", alias(second)),
            Message::new("plan-named-twice.label"),
        )
        .related(first.path.span, Message::new("plan-named-twice.first").with("name", alias(first)))
        .help(Message::new("plan-named-twice.help").with("name", alias(second))),
    );
}

fn report_use_needs_alias(declaration: &UseDecl, errors: &mut Errors) {
    let stem = declaration.path.value.rsplit(['/', '\\']).next().unwrap_or_default();
    let alias = stem.strip_suffix(".kpi").unwrap_or(stem);
    errors.push(
        error_at(
            declaration.path.span,
            Message::new("use-needs-name").with("path", &declaration.path.value),
            Message::new("use-needs-name.label"),
        )
        .help(Message::new("use-needs-name.help").with("path", &declaration.path.value).with("name", alias)),
    );
}

fn report_alias_needs_plan(declaration: &UseDecl, errors: &mut Errors) {
    let Some(alias) = &declaration.alias else { return };
    errors.push(
        error_at(
            alias.span,
            Message::new("named-use-needs-plan").with("path", &declaration.path.value),
            Message::new("named-use-needs-plan.label"),
        )
        .help(Message::new("named-use-needs-plan.help").with("path", &declaration.path.value)),
    );
}
