//! Why a number changed: by which of its factors, by which segments, and how far it reached towards the goal.

pub mod product;
