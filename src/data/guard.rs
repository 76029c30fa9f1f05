//! Readers of intricate formats, which a broken file may take by surprise.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a reader gives; `None` where it gives up in a way that would end the program. Nothing of what it was working
/// on may be used afterwards.
pub(super) fn guarded<T>(read: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(read)).ok()
}
