//! Text to tree. The only folder that names pest.

pub mod tree;
