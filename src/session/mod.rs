//! Load, parse, resolve, evaluate: once, for the command line and the language server alike.

pub mod checked;
