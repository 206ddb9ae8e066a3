//! The first part: the module without what the second part takes, and with exports for it.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, ExportKind, ExportSection, Function,
    FunctionSection, Instruction, Module, TableSection,
};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, DataSectionReader, ElementSectionReader,
    ExportSectionReader, FunctionBody, FunctionSectionReader, Parser, TableSectionReader,
};

use super::plan::Plan;
use super::program::Program;
use super::write::{Needs, Outcome, elements, explained, within};

/// Writes the part.
pub(super) fn written(
    module: &[u8],
    program: &Program<'_>,
    plan: &Plan,
    needs: &Needs,
) -> Result<Vec<u8>> {
    let mut numbers = BTreeMap::new();
    for (function, _) in program.each() {
        let is_away = plan.functions.contains(&function) || plan.unused.contains(&function);
        if !is_away || plan.entries.contains(&function) {
            numbers.insert(function, u32::try_from(numbers.len())?);
        }
    }
    let mut first = First { program, plan, needs, numbers, next: 0 };
    let mut written = Module::new();
    first.parse_core_module(&mut written, Parser::new(0), module).map_err(explained)?;
    Ok(written.finish())
}

/// Walks over the module and leaves away what the second part takes.
struct First<'a> {
    program: &'a Program<'a>,
    plan: &'a Plan,
    needs: &'a Needs,
    /// New numbers of functions, by old ones.
    numbers: BTreeMap<u32, u32>,
    /// The function whose body is next.
    next: u32,
}

impl Reencode for First<'_> {
    type Error = anyhow::Error;

    fn function_index(&mut self, function: u32) -> Outcome<u32> {
        let number = self.numbers.get(&function).copied();
        number
            .with_context(|| {
                let name = |function| self.program.names.get(&function).copied().unwrap_or("?");
                let (wanted, by) = (name(function), name(self.next));
                format!("{wanted} is not in the first part, where it is wanted by {by} or before")
            })
            .map_err(Error::UserError)
    }

    fn parse_custom_section(&mut self, _: &mut Module, _: CustomSectionReader<'_>) -> Outcome {
        // Names and links are of the whole.
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Outcome {
        let first = u32::try_from(self.program.imported()).unwrap_or(u32::MAX);
        for (function, kind) in (first..).zip(section) {
            let kind = kind?;
            if self.numbers.contains_key(&function) {
                functions.function(kind);
            }
        }
        Ok(())
    }

    fn parse_table_section(
        &mut self,
        tables: &mut TableSection,
        section: TableSectionReader<'_>,
    ) -> Outcome {
        for (at, table) in section.into_iter().enumerate() {
            let mut table = table?;
            if at == 0 {
                table.ty.initial += self.plan.gates();
                table.ty.maximum = table.ty.maximum.map(|most| most.max(table.ty.initial));
            }
            utils::parse_table(self, tables, table)?;
        }
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: ExportSectionReader<'_>,
    ) -> Outcome {
        utils::parse_export_section(self, exports, section)?;
        let needs = self.needs;
        for (table, name) in &needs.tables {
            exports.export(name, ExportKind::Table, *table);
        }
        for (global, name) in &needs.globals {
            exports.export(name, ExportKind::Global, *global);
        }
        for (function, name) in &needs.functions {
            exports.export(name, ExportKind::Func, self.function_index(*function)?);
        }
        exports.export(&needs.memory, ExportKind::Memory, 0);
        Ok(())
    }

    fn parse_element_section(
        &mut self,
        section: &mut ElementSection,
        _: ElementSectionReader<'_>,
    ) -> Outcome {
        let mut kept = Vec::new();
        for (slot, function) in &self.program.slots {
            if let Some(number) = self.numbers.get(function) {
                kept.push((*slot, *number));
            }
        }
        elements(section, kept);
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Outcome {
        self.next = u32::try_from(self.program.imported()).unwrap_or(u32::MAX);
        utils::parse_code_section(self, code, section)
    }

    fn parse_function_body(&mut self, code: &mut CodeSection, body: FunctionBody<'_>) -> Outcome {
        let function = self.next;
        self.next += 1;
        if let Some(gate) = self.plan.gate(self.program, function) {
            code.function(&entrance(self.program, function, gate).map_err(Error::UserError)?);
        } else if self.numbers.contains_key(&function) {
            utils::parse_function_body(self, code, body)?;
        }
        Ok(())
    }

    fn parse_data_section(&mut self, data: &mut DataSection, _: DataSectionReader<'_>) -> Outcome {
        for segment in &self.program.segments {
            // wasm-opt leaves zeros away.
            let mut bytes = segment.bytes.to_vec();
            for moved in &self.plan.data {
                if let Some(bytes) = within(segment.range(), moved).and_then(|at| bytes.get_mut(at))
                {
                    bytes.fill(0);
                }
            }
            data.active(0, &ConstExpr::i32_const(segment.address.cast_signed()), bytes);
        }
        Ok(())
    }
}

/// A function in the place of an entry, which calls what the gate's slot holds.
fn entrance(program: &Program<'_>, entry: u32, gate: u32) -> Result<Function> {
    let kind = program.kind(entry)?;
    let parameters = program.parameters.get(usize::try_from(kind)?).context("no such type")?;
    let mut function = Function::new([]);
    for parameter in 0..*parameters {
        function.instruction(&Instruction::LocalGet(parameter));
    }
    function
        .instruction(&Instruction::I32Const(gate.cast_signed()))
        .instruction(&Instruction::CallIndirect { type_index: kind, table_index: 0 })
        .instruction(&Instruction::End);
    Ok(function)
}
