//! Where this page is.

use library::Place;

use crate::platform::host;

/// The place of this page.
pub fn place() -> Place {
    Place::new(&host::path(), host::is_secure())
}
