//! Opening the user's browser, where there is one.

use std::env;
use std::process::{Command, Stdio};

use crate::toolbox;

/// Opens `address`, or says that the user should.
pub(super) fn open(address: &str) {
    let Some(program) = opener() else {
        println!("No desktop was found here: open that address in a browser.");
        return;
    };
    let opened = Command::new(program)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    // It is left to itself: a browser that was started by it should outlive this program.
    if opened.is_err() {
        println!("Could not start a browser: open that address in one.");
    }
}

fn opener() -> Option<&'static str> {
    if cfg!(target_os = "macos") {
        return Some("open");
    }
    let has_desktop = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()));
    (has_desktop && toolbox::find("xdg-open").is_some()).then_some("xdg-open")
}
