//! A module as the split sees it: its functions, what each refers to, its table and its data.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Context, Result, anyhow, bail, ensure};
use wasm_encoder::CodeSection;
use wasm_encoder::reencode::{Error, Reencode};
use wasmparser::{
    ConstExpr, DataKind, ElementItems, ElementKind, Export, ExternalKind, FunctionBody, GlobalType,
    KnownCustom, MemoryType, Name, Operator, Parser, Payload, TableType, TypeRef,
};

/// What is read of a module.
#[derive(Default)]
pub(super) struct Program<'a> {
    /// The type of each function; the imported ones come first.
    pub(super) functions: Vec<u32>,
    /// The bodies of the functions that are not imported.
    pub(super) bodies: Vec<FunctionBody<'a>>,
    /// Names of functions, where they have one.
    pub(super) names: BTreeMap<u32, &'a str>,
    /// Number of parameters of each type.
    pub(super) parameters: Vec<u32>,
    pub(super) tables: Vec<TableType>,
    pub(super) memories: Vec<MemoryType>,
    pub(super) globals: Vec<GlobalType>,
    pub(super) exports: Vec<Export<'a>>,
    pub(super) start: Option<u32>,
    /// Functions by their slots in the first table.
    pub(super) slots: BTreeMap<u32, u32>,
    pub(super) segments: Vec<Segment<'a>>,
    /// Where the contents of the data section begin in the module.
    pub(super) data_at: usize,
    /// Where the contents of the code section begin in the module.
    pub(super) code_at: usize,
}

/// Bytes that a module puts into memory.
pub(super) struct Segment<'a> {
    /// Their address in memory.
    pub(super) address: u32,
    pub(super) bytes: &'a [u8],
    /// Their place in the module.
    pub(super) at: usize,
}

impl Segment<'_> {
    /// The addresses that it fills.
    pub(super) fn range(&self) -> Range<u32> {
        self.address..self.address + u32::try_from(self.bytes.len()).unwrap_or(u32::MAX)
    }
}

impl<'a> Program<'a> {
    /// Reads a module as wasm-ld and wasm-bindgen make it; fails on what they do not make.
    pub(super) fn read(module: &'a [u8]) -> Result<Self> {
        let mut program = Self::default();
        for payload in Parser::new(0).parse_all(module) {
            program.take(payload?)?;
        }
        Ok(program)
    }

    fn take(&mut self, payload: Payload<'a>) -> Result<()> {
        match payload {
            Payload::TypeSection(types) => {
                for kind in types.into_iter_err_on_gc_types() {
                    self.parameters.push(u32::try_from(kind?.params().len())?);
                }
            }
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    match import?.ty {
                        TypeRef::Func(kind) => self.functions.push(kind),
                        other => bail!("a module that imports {other:?} is not split"),
                    }
                }
            }
            Payload::FunctionSection(kinds) => {
                for kind in kinds {
                    self.functions.push(kind?);
                }
            }
            Payload::TableSection(tables) => {
                for table in tables {
                    self.tables.push(table?.ty);
                }
            }
            Payload::MemorySection(memories) => {
                self.memories = memories.into_iter().collect::<Result<_, _>>()?;
            }
            Payload::GlobalSection(globals) => {
                for global in globals {
                    self.globals.push(global?.ty);
                }
            }
            Payload::ExportSection(exports) => {
                self.exports = exports.into_iter().collect::<Result<_, _>>()?;
            }
            Payload::StartSection { func, .. } => self.start = Some(func),
            Payload::ElementSection(elements) => {
                for element in elements {
                    let element = element?;
                    let ElementKind::Active { table_index: None | Some(0), offset_expr } =
                        element.kind
                    else {
                        bail!("only elements of the first table are known");
                    };
                    let ElementItems::Functions(functions) = element.items else {
                        bail!("only functions are known as elements");
                    };
                    let first = constant(&offset_expr)?;
                    for (slot, function) in (first..).zip(functions) {
                        self.slots.insert(slot, function?);
                    }
                }
            }
            Payload::CodeSectionStart { unchecked_range, .. } => {
                self.code_at = usize::try_from(unchecked_range.start)?;
            }
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::DataSection(data) => {
                self.data_at = usize::try_from(data.range().start)?;
                for data in data {
                    let data = data?;
                    let DataKind::Active { memory_index: 0, offset_expr } = data.kind else {
                        bail!("only data that is there from the start is known");
                    };
                    self.segments.push(Segment {
                        address: constant(&offset_expr)?,
                        bytes: data.data,
                        at: usize::try_from(data.range.end)? - data.data.len(),
                    });
                }
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(names) = section.as_known() {
                    for name in names {
                        if let Name::Function(functions) = name? {
                            for function in functions {
                                let function = function?;
                                self.names.insert(function.index, function.name);
                            }
                        }
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// How many functions are imported.
    pub(super) const fn imported(&self) -> usize {
        self.functions.len() - self.bodies.len()
    }

    /// All functions with their bodies; `None` for the imported ones.
    pub(super) fn each(&self) -> impl Iterator<Item = (u32, Option<&FunctionBody<'a>>)> {
        let imported = std::iter::repeat_n(None, self.imported());
        (0..).zip(imported.chain(self.bodies.iter().map(Some)))
    }

    /// The body of a function, unless it is imported.
    pub(super) fn body(&self, function: u32) -> Option<&FunctionBody<'a>> {
        usize::try_from(function)
            .ok()?
            .checked_sub(self.imported())
            .and_then(|at| self.bodies.get(at))
    }

    /// The type of a function.
    pub(super) fn kind(&self, function: u32) -> Result<u32> {
        let kind = usize::try_from(function).ok().and_then(|at| self.functions.get(at));
        kind.copied().with_context(|| format!("there is no function {function}"))
    }

    /// The functions that scripts may call, and the one that runs by itself.
    pub(super) fn open_to_all(&self) -> impl Iterator<Item = u32> {
        let is_function = |export: &&Export| export.kind == ExternalKind::Func;
        self.exports.iter().filter(is_function).map(|export| export.index).chain(self.start)
    }
}

/// A number that is written down as a constant expression.
pub(super) fn constant(expression: &ConstExpr<'_>) -> Result<u32> {
    let mut operators = expression.get_operators_reader();
    let Operator::I32Const { value } = operators.read()? else {
        bail!("only constant addresses are known");
    };
    ensure!(operators.is_end_then_eof(), "only single numbers are known as addresses");
    Ok(value.cast_unsigned())
}

/// What the code of functions refers to by its index.
#[derive(Default)]
pub(super) struct Mentions {
    pub(super) functions: BTreeSet<u32>,
    pub(super) globals: BTreeSet<u32>,
    pub(super) tables: BTreeSet<u32>,
}

impl Mentions {
    /// Adds what one function refers to.
    pub(super) fn add(&mut self, body: &FunctionBody<'_>) -> Result<()> {
        self.parse_function_body(&mut CodeSection::new(), body.clone())
            .map_err(|error| anyhow!("a function cannot be read: {error}"))
    }
}

/// Writing a function anew asks for each index in it, so that none is missed.
impl Reencode for Mentions {
    type Error = anyhow::Error;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<anyhow::Error>> {
        self.functions.insert(function);
        Ok(function)
    }

    fn global_index(&mut self, global: u32) -> Result<u32, Error<anyhow::Error>> {
        self.globals.insert(global);
        Ok(global)
    }

    fn table_index(&mut self, table: u32) -> Result<u32, Error<anyhow::Error>> {
        self.tables.insert(table);
        Ok(table)
    }

    fn data_index(&mut self, _: u32) -> Result<u32, Error<anyhow::Error>> {
        Err(Error::UserError(anyhow!("data that code puts into place by itself is not split")))
    }
}
