//! The two parts as modules.
//!
//! The second one imports memory, table, globals and functions from the first, which exports them
//! under short names in capitals; those of wasm-bindgen begin with small letters. The first one
//! enters the second through slots of the table that are empty until the second has come.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Context, Result, anyhow};
use wasm_encoder::reencode::Error;
use wasm_encoder::{ConstExpr, ElementSection, Elements};

use super::plan::Plan;
use super::program::{Mentions, Program};
use super::{first, second};
use crate::build::shrink::bindings::letters;

/// What the second part calls the first.
pub(super) const FIRST: &str = "p";

/// How a step of the walk over a module ends.
pub(super) type Outcome<T = ()> = Result<T, Error<anyhow::Error>>;

/// Writes both parts of `module`, which is read as `program`.
pub(super) fn parts(
    module: &[u8],
    program: &Program<'_>,
    plan: &Plan,
) -> Result<(Vec<u8>, Vec<u8>)> {
    let needs = Needs::of(program, plan)?;
    Ok((
        first::written(module, program, plan, &needs)?,
        second::written(module, program, plan, &needs)?,
    ))
}

/// An error of a walk over a module, as all others are.
pub(super) fn explained(error: Error<anyhow::Error>) -> anyhow::Error {
    match error {
        Error::UserError(error) => error,
        Error::ParseError(error) => error.into(),
        other => anyhow!("the module cannot be written anew: {other}"),
    }
}

/// What the second part needs of the first, each with the name that it goes by.
pub(super) struct Needs {
    /// Those of one type follow one another: that compresses better.
    pub(super) functions: Vec<(u32, String)>,
    pub(super) globals: BTreeMap<u32, String>,
    pub(super) tables: BTreeMap<u32, String>,
    pub(super) memory: String,
}

impl Needs {
    fn of(program: &Program<'_>, plan: &Plan) -> Result<Self> {
        let mut mentions = Mentions::default();
        for function in &plan.functions {
            mentions.add(program.body(*function).context("an imported function was moved")?)?;
        }
        // The slots are in it.
        mentions.tables.insert(0);
        let mut capitals = (0..).map(capitals);
        let mut functions: Vec<u32> = (&mentions.functions - &plan.functions).into_iter().collect();
        functions.sort_by_key(|function| program.kind(*function).ok());
        let functions = functions.into_iter().zip(capitals.by_ref()).collect();
        let mut named = |all: BTreeSet<u32>| all.into_iter().zip(capitals.by_ref()).collect();
        Ok(Self {
            functions,
            tables: named(mentions.tables),
            globals: named(mentions.globals),
            memory: capitals.next().unwrap_or_default(),
        })
    }
}

/// "A" to "Z", "BA", "BB" and so on.
fn capitals(number: usize) -> String {
    letters(number).to_uppercase()
}

/// Runs of slots that follow one another.
fn runs(slots: impl IntoIterator<Item = (u32, u32)>) -> Vec<(u32, Vec<u32>)> {
    let mut runs: Vec<(u32, Vec<u32>)> = Vec::new();
    for (slot, function) in slots {
        match runs.last_mut() {
            Some((start, functions))
                if slot.checked_sub(*start) == functions.len().try_into().ok() =>
            {
                functions.push(function);
            }
            _ => runs.push((slot, vec![function])),
        }
    }
    runs
}

/// Puts functions into their slots.
pub(super) fn elements(section: &mut ElementSection, slots: impl IntoIterator<Item = (u32, u32)>) {
    for (slot, functions) in runs(slots) {
        let offset = ConstExpr::i32_const(slot.cast_signed());
        section.active(None, &offset, Elements::Functions(functions.into()));
    }
}

/// Where `moved` lies in a segment that fills `range`, if it does.
pub(super) fn within(range: Range<u32>, moved: &Range<u32>) -> Option<Range<usize>> {
    let at = |address: u32| usize::try_from(address.checked_sub(range.start)?).ok();
    (moved.end <= range.end).then_some(at(moved.start)?..at(moved.end)?)
}
