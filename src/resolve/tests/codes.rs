//! Each error code, by the smallest plan that gives it.
