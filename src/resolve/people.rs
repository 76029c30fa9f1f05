//! Who: people, contractors, reviews.

use crate::base::message::Message;
use crate::base::span::Spanned;
use crate::plan::metric::Owner;
use crate::plan::settings::Review;
use crate::syntax::tree::{Review as ReviewText, Who};

use super::errors::{Errors, error_at};
use super::names::Names;

/// Words in quotes are a person, a bare name is a contractor.
pub(super) fn owner(who: &Who, names: &Names, errors: &mut Errors) -> Option<Owner> {
    match who {
        Who::Person(person) => Some(Owner::Person(person.clone())),
        Who::Name(name) => Some(Owner::Contractor(names.contractor(name, errors)?, name.span)),
    }
}

/// The words for a person or contractor: a contractor's label where there is one.
pub(super) fn person(who: &Who, names: &Names, errors: &mut Errors) -> Option<Spanned<String>> {
    match who {
        Who::Person(person) => Some(person.clone()),
        Who::Name(name) => {
            names.contractor(name, errors)?;
            let label = names.contractors.get(&name.value).and_then(|entry| entry.label);
            Some(Spanned::new(label.unwrap_or(&name.value).to_owned(), name.span))
        }
    }
}

/// How often something is looked at; never is an error.
pub(super) fn review(written: &ReviewText, names: &Names, errors: &mut Errors) -> Option<Review> {
    let by = match &written.by {
        Some(who) => Some(person(who, names, errors)?.value),
        None => None,
    };
    let (count, grain) = written.every.value;
    if count == 0 {
        let span = written.every.span;
        errors.push(
            error_at(span, Message::new("zero-periods"), Message::new("zero-periods.label"))
                .help(Message::new("zero-periods.help")),
        );
        return None;
    }
    Some(Review { count, grain, by, span: written.every.span })
}
