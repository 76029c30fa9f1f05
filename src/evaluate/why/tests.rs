//! Whole answers over plans built by hand.
