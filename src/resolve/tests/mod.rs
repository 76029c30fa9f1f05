//! Plan texts and what comes of them.
