//! Locks that do not care whether another holder panicked.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Takes the lock. A panic elsewhere leaves plain data behind, which is still good to read.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
