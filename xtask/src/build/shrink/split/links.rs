//! What wasm-ld knows of a program, and tells with `--emit-relocs`: which function takes the
//! address of which other one or of which piece of data, and which addresses the data hold.
//!
//! An address of a function is its slot in the table; each one in the program is told of, so that
//! what is not linked to here cannot be reached by a call through the table.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Context, Result, bail, ensure};
use wasmparser::{
    FunctionBody, KnownCustom, Linking, LinkingSectionReader, Parser, Payload, RelocationEntry,
    RelocationType, SymbolFlags, SymbolInfo,
};

use super::program::Program;

/// What can be reached by its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    /// The function in this slot of the table.
    Slot(u32),
    /// A piece of data, by its place among them.
    Piece(usize),
}

/// One constant or variable: a text, a table of methods.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its addresses in memory.
    pub(super) range: Range<u32>,
    /// What it holds addresses of.
    pub(super) targets: BTreeSet<Target>,
}

/// All addresses that the program takes.
#[derive(Default)]
pub(super) struct Links {
    /// The addresses in the code of a function, by its name.
    pub(super) functions: BTreeMap<String, BTreeSet<Target>>,
    pub(super) pieces: Vec<Piece>,
    /// Addresses held by data that belong to no piece.
    pub(super) loose: BTreeSet<Target>,
}

impl Links {
    /// Reads them from what the linker left; `program` is the same module.
    pub(super) fn read(linked: &[u8], program: &Program<'_>) -> Result<Self> {
        let mut links = Self::default();
        for (function, _) in program.each() {
            if let Some(name) = program.names.get(&function) {
                links.functions.insert((*name).to_owned(), BTreeSet::new());
            }
        }
        let mut symbols = Vec::new();
        for payload in Parser::new(0).parse_all(linked) {
            let Payload::CustomSection(section) = payload? else { continue };
            match section.as_known() {
                KnownCustom::Linking(parts) => symbols = links.symbols(&parts, program)?,
                KnownCustom::Reloc(entries) => {
                    for entry in entries.entries() {
                        let entry = entry?;
                        let Some(target) =
                            target(&entry, &symbols, section.name(), linked, program)?
                        else {
                            continue;
                        };
                        if section.name() == "reloc.CODE" {
                            links.in_code(entry.offset, target, program)?;
                        } else {
                            links.in_data(entry.offset, target, program)?;
                        }
                    }
                }
                _ => {}
            }
        }
        ensure!(!symbols.is_empty(), "wasm-ld left no links: it wants --emit-relocs");
        Ok(links)
    }

    /// The symbols in their order, and the pieces that they stand for.
    fn symbols(
        &mut self,
        parts: &LinkingSectionReader<'_>,
        program: &Program<'_>,
    ) -> Result<Vec<Symbol>> {
        let mut symbols = Vec::new();
        for part in parts.subsections() {
            let Linking::SymbolTable(table) = part? else { continue };
            for info in table {
                symbols.push(self.symbol(&info?, program)?);
            }
        }
        Ok(symbols)
    }

    fn symbol(&mut self, info: &SymbolInfo<'_>, program: &Program<'_>) -> Result<Symbol> {
        Ok(match info {
            SymbolInfo::Data { flags, symbol: Some(place), .. }
                if !flags.contains(SymbolFlags::ABSOLUTE) =>
            {
                // What starts as zeros has no bytes in the module.
                let Some(segment) = program.segments.get(usize::try_from(place.index)?) else {
                    return Ok(Symbol::Other);
                };
                let start = segment.address + place.offset;
                let range = start..start + place.size;
                ensure!(range.end <= segment.range().end, "a symbol does not fit its segment");
                self.pieces.push(Piece { range, targets: BTreeSet::new() });
                Symbol::Piece(self.pieces.len() - 1)
            }
            SymbolInfo::Func { .. } => Symbol::Function,
            SymbolInfo::Global { .. } => Symbol::Global,
            _ => Symbol::Other,
        })
    }

    /// Notes an address in code, at this offset of the section.
    fn in_code(&mut self, offset: u32, target: Target, program: &Program<'_>) -> Result<()> {
        let at = u64::try_from(program.code_at)? + u64::from(offset);
        let has_it = |body: &FunctionBody<'_>| body.range().contains(&at);
        // They follow one another.
        let index = program.bodies.partition_point(|body| body.range().end <= at);
        ensure!(program.bodies.get(index).is_some_and(has_it), "an address lies in no function");
        let function = u32::try_from(program.imported() + index)?;
        let name = program.names.get(&function).context("a function has no name")?;
        self.functions.entry((*name).to_owned()).or_default().insert(target);
        Ok(())
    }

    /// Notes an address in data, at this offset of the section.
    fn in_data(&mut self, offset: u32, target: Target, program: &Program<'_>) -> Result<()> {
        let at = program.data_at + usize::try_from(offset)?;
        let segment = program
            .segments
            .iter()
            .find(|segment| (segment.at..segment.at + segment.bytes.len()).contains(&at))
            .context("an address lies in no segment")?;
        let address = segment.address + u32::try_from(at - segment.at)?;
        let mut is_loose = true;
        for piece in self.pieces.iter_mut().filter(|piece| piece.range.contains(&address)) {
            piece.targets.insert(target);
            is_loose = false;
        }
        if is_loose {
            self.loose.insert(target);
        }
        Ok(())
    }
}

/// What a symbol is, as far as it matters here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Symbol {
    Piece(usize),
    Function,
    Global,
    Other,
}

/// What the linker put in for a symbol, if it is an address.
fn target(
    entry: &RelocationEntry,
    symbols: &[Symbol],
    section: &str,
    linked: &[u8],
    program: &Program<'_>,
) -> Result<Option<Target>> {
    use RelocationType as Kind;
    if entry.ty == Kind::TypeIndexLeb {
        return Ok(None);
    }
    let symbol = symbols.get(usize::try_from(entry.index)?).context("a link to no symbol")?;
    let start = match section {
        "reloc.CODE" => program.code_at,
        "reloc.DATA" => program.data_at,
        // Of what is told for debuggers.
        _ => return Ok(None),
    };
    let bytes = linked.get(start + usize::try_from(entry.offset)?..).unwrap_or_default();
    Ok(match entry.ty {
        // Code made to be moved about keeps addresses in globals; ours is not.
        Kind::GlobalIndexLeb if *symbol == Symbol::Global => None,
        Kind::FunctionIndexLeb | Kind::TableNumberLeb => None,
        Kind::TableIndexSleb => Some(Target::Slot(padded(bytes)?)),
        Kind::TableIndexI32 => {
            let (number, _) = bytes.split_first_chunk().context("the section ends early")?;
            Some(Target::Slot(u32::from_le_bytes(*number)))
        }
        Kind::MemoryAddrLeb | Kind::MemoryAddrSleb | Kind::MemoryAddrI32 => match symbol {
            Symbol::Piece(piece) => Some(Target::Piece(*piece)),
            _ => None,
        },
        other => bail!("a link of an unknown kind: {other:?}"),
    })
}

/// A number in five bytes of seven bits, as the linker leaves them.
fn padded(bytes: &[u8]) -> Result<u32> {
    let bytes = bytes.get(..5).context("the section ends early")?;
    Ok(bytes.iter().rev().fold(0, |number, byte| (number << 7) | u32::from(byte & 0x7f)))
}
