//! Plan and observations to results. Knows no terminal, no clock and no network.

pub mod result;
