//! XML read back, as far as the program writes it: anything else is a fault.

/// An element of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub text: String,
    pub children: Vec<Element>,
}

impl Element {
    /// An attribute that has to be there.
    pub fn attribute(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map_or_else(|| panic!("no {name} in {self:?}"), |(_, value)| value.as_str())
    }

    /// The elements of a name in this one.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }
}

/// Reads a whole document.
pub fn read(document: &str) -> Element {
    let forbidden = |character: char| character.is_control() && !matches!(character, '\n' | '\t');
    assert!(!document.contains(forbidden) && !document.contains(['\u{fffe}', '\u{ffff}']), "{document}");
    let mut rest = document.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap();
    let root = element(&mut rest);
    assert_eq!(rest, "\n");
    root
}

fn element(rest: &mut &str) -> Element {
    take(rest, "<");
    let mut read = Element { name: name(rest), ..Element::default() };
    while rest.starts_with(' ') {
        take(rest, " ");
        let key = name(rest);
        take(rest, "=\"");
        let (value, behind) = rest.split_once('"').unwrap();
        read.attributes.push((key, unescaped(value)));
        *rest = behind;
    }
    if rest.starts_with("/>") {
        take(rest, "/>");
        return read;
    }
    take(rest, ">");
    loop {
        let at = rest.find('<').unwrap();
        read.text.push_str(&unescaped(&rest[..at]));
        *rest = &rest[at..];
        if rest.starts_with("</") {
            break;
        }
        read.children.push(element(rest));
    }
    take(rest, "</");
    assert_eq!(name(rest), read.name);
    take(rest, ">");
    read
}

fn take(rest: &mut &str, wanted: &str) {
    *rest = rest.strip_prefix(wanted).unwrap_or_else(|| panic!("{wanted} is wanted before {rest}"));
}

fn name(rest: &mut &str) -> String {
    let end = rest.find(|character: char| !character.is_ascii_alphanumeric() && character != '-').unwrap();
    let (name, behind) = rest.split_at(end);
    *rest = behind;
    name.to_owned()
}

fn unescaped(text: &str) -> String {
    assert!(!text.contains(['<', '>']), "{text}");
    let mut parts = text.split('&');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| {
        let (entity, behind) = part.split_once(';').unwrap_or_else(|| panic!("a bare & in {text}"));
        let character = match entity {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "#10" => "\n",
            other => panic!("what is &{other};?"),
        };
        all + character + behind
    })
}
