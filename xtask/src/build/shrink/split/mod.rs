//! The program in two parts: one for the first screens, and one that is fetched when it is needed.
//!
//! Rust makes one module. All that can be reached in it without going through a few functions, the
//! entries, stays in the first part; what only the entries lead to is moved to the second. What is
//! reached is known exactly: calls stand in the code, and addresses of functions and data, which
//! lead to calls through the table, are told by the linker (`links`). wasm-bindgen changes
//! functions and adds some but leaves names, slots and addresses as they are.
//!
//! The second part is put into the same memory and the same table, so that both are one program
//! once it is there. Until then its slots are empty and its data are zeros, and nothing that runs
//! knows of them.

mod first;
mod links;
mod plan;
mod program;
mod second;
#[cfg(test)]
mod tests;
mod write;

use anyhow::{Context, Result};

use links::Links;
use plan::Plan;
use program::Program;

/// Divides `module`, which wasm-bindgen made of what the linker left as `linked`. The parts meet
/// in the functions with these paths, of names as they are written in Rust.
pub(super) fn split(
    module: &[u8],
    linked: &[u8],
    entries: &[&[&str]],
) -> Result<(Vec<u8>, Vec<u8>)> {
    let before = Program::read(linked).context("the linked module")?;
    let links = Links::read(linked, &before).context("the links")?;
    let program = Program::read(module).context("the module")?;
    let plan = Plan::make(&program, &before, &links, entries)?;
    write::parts(module, &program, &plan)
}

/// Whether a symbol is of the function at this path: `_RNvNtCs1234_3one3two3six`.
fn is_path(symbol: &str, path: &[&str]) -> bool {
    let modules = "Nt".repeat(path.len().saturating_sub(2));
    let names =
        path.iter().map(|name| format!("{}{name}", name.len())).collect::<Vec<_>>().concat();
    symbol
        .strip_prefix("_RNv")
        .and_then(|rest| rest.strip_prefix(&modules)?.strip_prefix("Cs")?.split_once('_'))
        .is_some_and(|(_, rest)| rest == names)
}
