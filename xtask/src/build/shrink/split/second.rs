//! The second part: what only the entries lead to. All else it imports.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, EntityType, FunctionSection,
    ImportSection, Module, TypeSection,
};
use wasmparser::{Parser, Payload};

use super::plan::Plan;
use super::program::Program;
use super::write::{FIRST, Needs, Outcome, elements, explained, within};

/// Writes the part.
pub(super) fn written(
    module: &[u8],
    program: &Program<'_>,
    plan: &Plan,
    needs: &Needs,
) -> Result<Vec<u8>> {
    let mut numbers = Second::default();
    let mut imports = ImportSection::new();
    for (table, name) in &needs.tables {
        let mut kind = *program.tables.get(usize::try_from(*table)?).context("no such table")?;
        if *table == 0 {
            kind.initial += plan.gates();
            kind.maximum = kind.maximum.map(|most| most.max(kind.initial));
        }
        imports.import(
            FIRST,
            name,
            EntityType::Table(numbers.table_type(kind).map_err(explained)?),
        );
        numbers.tables.insert(*table, u32::try_from(numbers.tables.len())?);
    }
    for (global, name) in &needs.globals {
        let kind = *program.globals.get(usize::try_from(*global)?).context("no such global")?;
        imports.import(
            FIRST,
            name,
            EntityType::Global(numbers.global_type(kind).map_err(explained)?),
        );
        numbers.globals.insert(*global, u32::try_from(numbers.globals.len())?);
    }
    for (function, name) in &needs.functions {
        imports.import(FIRST, name, EntityType::Function(program.kind(*function)?));
        numbers.functions.insert(*function, u32::try_from(numbers.functions.len())?);
    }
    let memory = *program.memories.first().context("the module has no memory")?;
    let memory = numbers.memory_type(memory).map_err(explained)?;
    imports.import(FIRST, &needs.memory, EntityType::Memory(memory));

    let mut functions = FunctionSection::new();
    for function in &plan.functions {
        functions.function(program.kind(*function)?);
        numbers.functions.insert(*function, u32::try_from(numbers.functions.len())?);
    }
    let mut code = CodeSection::new();
    for function in &plan.functions {
        let body = program.body(*function).context("an imported function was moved")?;
        numbers.parse_function_body(&mut code, body.clone()).map_err(explained)?;
    }
    let mut slots = ElementSection::new();
    let gates = plan.entries.iter().filter_map(|entry| Some((plan.gate(program, *entry)?, *entry)));
    let all = plan.slots.iter().map(|(slot, function)| (*slot, *function)).chain(gates);
    let numbered =
        all.filter_map(|(slot, function)| Some((slot, *numbers.functions.get(&function)?)));
    elements(&mut slots, numbered);

    let mut data = DataSection::new();
    for moved in &plan.data {
        let bytes = program
            .segments
            .iter()
            .find_map(|segment| segment.bytes.get(within(segment.range(), moved)?))
            .context("moved data lie in no segment")?;
        let offset = ConstExpr::i32_const(moved.start.cast_signed());
        data.active(0, &offset, bytes.iter().copied());
    }
    let mut written = Module::new();
    written.section(&types(module)?).section(&imports).section(&functions).section(&slots);
    written.section(&code).section(&data);
    Ok(written.finish())
}

/// The types of the whole: what a part does not need, wasm-opt leaves away.
fn types(module: &[u8]) -> Result<TypeSection> {
    let mut types = TypeSection::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::TypeSection(section) = payload? {
            Second::default().parse_type_section(&mut types, section).map_err(explained)?;
        }
    }
    Ok(types)
}

/// New numbers, by old ones.
#[derive(Default)]
struct Second {
    functions: BTreeMap<u32, u32>,
    globals: BTreeMap<u32, u32>,
    tables: BTreeMap<u32, u32>,
}

fn number(numbers: &BTreeMap<u32, u32>, old: u32) -> Outcome<u32> {
    let number = numbers.get(&old).copied();
    number.context("the second part lacks something").map_err(Error::UserError)
}

impl Reencode for Second {
    type Error = anyhow::Error;

    fn function_index(&mut self, function: u32) -> Outcome<u32> {
        number(&self.functions, function)
    }

    fn global_index(&mut self, global: u32) -> Outcome<u32> {
        number(&self.globals, global)
    }

    fn table_index(&mut self, table: u32) -> Outcome<u32> {
        number(&self.tables, table)
    }
}
