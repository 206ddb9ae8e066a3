//! Where things are in this checkout. Every path that xtask writes to is named here.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    // `cargo run` sets the variable anew, so a checkout may be moved after xtask was built.
    let manifest = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Cargo's output, wherever the user put it.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// Tools that xtask installed for itself: `bin/` by cargo, `node_modules/` by npm.
pub(crate) fn tools() -> PathBuf {
    target().join("tools")
}

/// The release site.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// `path` as the user would write it, relative to the workspace if it is inside.
pub(crate) fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}
