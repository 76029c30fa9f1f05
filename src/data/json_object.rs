//! One object of JSON as the cells of a row, exactly as they are written.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::read_error::ReadError;

/// Objects within objects that are looked into.
const DEEPEST: usize = 64;

/// A key and its value, which is looked into only where it is needed: numbers never pass through floats.
type Members<'a> = Vec<(Cow<'a, str>, &'a RawValue)>;

/// What is no object with columns.
#[derive(Debug)]
pub(super) enum NoObject {
    /// It is JSON, but something else.
    OtherValue,
    Broken(String),
    Refused(ReadError),
}

/// Gives each value of an object that is no object itself, with its key; the keys of nested objects are joined by a
/// point.
pub(super) fn flatten<'a>(
    text: &'a [u8],
    give: &mut dyn FnMut(&str, Scalar<'a>) -> Result<(), ReadError>,
) -> Result<(), NoObject> {
    if text.trim_ascii_start().first() != Some(&b'{') {
        return match serde_json::from_slice::<serde::de::IgnoredAny>(text) {
            Ok(_) => Err(NoObject::OtherValue),
            Err(error) => Err(NoObject::Broken(error.to_string())),
        };
    }
    let object: Object = serde_json::from_slice(text).map_err(|error| NoObject::Broken(error.to_string()))?;
    flatten_members(object.0, "", DEEPEST, give)
}

fn flatten_members<'a>(
    members: Members<'a>,
    above: &str,
    deeper: usize,
    give: &mut dyn FnMut(&str, Scalar<'a>) -> Result<(), ReadError>,
) -> Result<(), NoObject> {
    for (key, value) in members {
        let key = key.trim();
        let joined;
        let name = if above.is_empty() {
            key
        } else {
            joined = format!("{above}.{key}");
            &joined
        };
        if value.get().starts_with('{') && deeper > 0 {
            let inner: Object =
                serde_json::from_str(value.get()).map_err(|error| NoObject::Broken(error.to_string()))?;
            flatten_members(inner.0, name, deeper - 1, give)?;
        } else {
            give(name, Scalar(value)).map_err(NoObject::Refused)?;
        }
    }
    Ok(())
}

/// A value that is no object.
#[derive(Clone, Copy)]
pub(super) struct Scalar<'a>(&'a RawValue);

impl Scalar<'_> {
    /// Its text; `None` for `null`. Numbers and lists stand as they are written.
    pub fn text(self) -> Option<String> {
        let written = self.0.get();
        match written.as_bytes().first() {
            Some(b'n') => None,
            // Half a surrogate pair is no character; what is written is shown then.
            Some(b'"') => Some(serde_json::from_str(written).unwrap_or_else(|_| written.to_owned())),
            _ => Some(written.to_owned()),
        }
    }
}

/// An object's members in their order, keys that stand there twice among them.
struct Object<'a>(Members<'a>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfMembers;

        impl<'de> Visitor<'de> for OfMembers {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(Key(key)) = map.next_key()? {
                    members.push((key, map.next_value()?));
                }
                Ok(Object(members))
            }
        }

        deserializer.deserialize_map(OfMembers)
    }
}

/// A key, borrowed where nothing in it is escaped.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfText;

        impl<'de> Visitor<'de> for OfText {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }

        deserializer.deserialize_str(OfText)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(String, Option<String>)> {
        let mut cells = Vec::new();
        let flattened = flatten(text.as_bytes(), &mut |key, value| {
            cells.push((key.to_owned(), value.text()));
            Ok(())
        });
        flattened.unwrap();
        cells
    }

    #[test]
    fn values_stand_as_they_are_written() {
        let text = r#"{"n": 12345678901234567890123, " m ": 1e400, "a": {"b": {"c": -0.10}, "d": null},
            "list": [1, 2], "t\u0061": "\u4f50\n\"x\"", "ok": true, "ok": false}"#;
        let expected = [
            ("n", Some("12345678901234567890123")),
            ("m", Some("1e400")),
            ("a.b.c", Some("-0.10")),
            ("a.d", None),
            ("list", Some("[1, 2]")),
            ("ta", Some("佐\n\"x\"")),
            ("ok", Some("true")),
            ("ok", Some("false")),
        ];
        let expected = expected.map(|(key, text)| (key.to_owned(), text.map(str::to_owned)));
        assert_eq!(cells(text), expected);
    }

    #[test]
    fn what_is_no_object_says_why() {
        let refused = |text: &str| flatten(text.as_bytes(), &mut |_, _| Ok(())).unwrap_err();
        assert!(matches!(refused("[1]"), NoObject::OtherValue));
        assert!(matches!(refused("{\"a\": }"), NoObject::Broken(_)));
        assert!(matches!(refused("nonsense"), NoObject::Broken(_)));
        assert!(matches!(refused("{} {}"), NoObject::Broken(_)));
        let deep = "{\"a\":".repeat(500) + "1" + &"}".repeat(500);
        assert_eq!(cells(&deep).len(), 1);
    }
}
