//! Writes `docs/faults.md` from the tables of the fault matrix.

use anyhow::{Context as _, Result};
use e2e::matrix::document;

fn main() -> Result<()> {
    let path = document::path();
    std::fs::write(&path, document::text()).with_context(|| path.display().to_string())
}
