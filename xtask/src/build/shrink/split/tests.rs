//! The split, on a small program written by hand.
//!
//! `main` calls `entry` and finds `near` through a table of methods; `entry` finds `far` by its
//! address, `farther` through a table of methods of its own, and reads a text.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::iter;

use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, ElementSection, Elements, EntityType,
    ExportKind, ExportSection, FunctionSection, GlobalSection, GlobalType, ImportSection,
    LinkingSection, MemorySection, MemoryType, Module, NameMap, NameSection, RefType, SymbolTable,
    TableSection, TableType, TypeSection, ValType,
};
use wasmparser::{ElementItems, ElementKind, Parser, Payload, Validator};

use super::*;

const PATH: [&str; 3] = ["one", "two", "enter"];
const ENTRY: &str = "_RNvNtCs0_3one3two5enter";
const SHARED_PATH: [&str; 3] = ["one", "two", "share"];
const SHARED: &str = "_RNvNtCs0_3one3two5share";

/// The functions: two imports, then those that are defined.
const NAMES: [&str; 9] = ["log", "warn", "main", ENTRY, SHARED, "far", "farther", "near", "unused"];

/// The data begin here: two tables of methods and two texts, of four bytes each.
const DATA: i32 = 1024;

const MEMORY_ADDRESS: u8 = 4;
const TABLE_SLOT: u8 = 1;
const TABLE_WORD: u8 = 2;

/// One instruction, or what matters of it.
enum Step {
    Call(u8),
    /// The address of a piece of data, by its symbol.
    Piece(u8),
    /// The slot of a function, by its symbol.
    Slot(u8, u8),
    /// Uses the stack pointer.
    Stack,
}

fn bodies() -> Vec<Vec<Step>> {
    use Step::{Call, Piece, Slot, Stack};
    vec![
        vec![Call(3), Call(4), Piece(0), Piece(2)],
        vec![Call(4), Slot(5, 1), Piece(1), Piece(3), Stack],
        vec![Call(0)],
        vec![Call(1)],
        vec![],
        vec![],
        // Nothing leads to it, and it calls what goes to the second part.
        vec![Call(6)],
    ]
}

/// The program as the linker leaves it. `is_bound`: as wasm-bindgen does, without links.
fn program(is_bound: bool) -> Vec<u8> {
    let mut module = Module::new();
    let mut types = TypeSection::new();
    types.ty().function([], []);
    types.ty().function([ValType::I32, ValType::I64], [ValType::I32]);
    let mut imports = ImportSection::new();
    imports.import("./x.js", "a", EntityType::Function(0));
    imports.import("./x.js", "b", EntityType::Function(0));
    let mut functions = FunctionSection::new();
    for _ in bodies() {
        functions.function(0);
    }
    let mut tables = TableSection::new();
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: 4,
        maximum: Some(4),
        shared: false,
    });
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    let mut globals = GlobalSection::new();
    let stack = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
    globals.global(stack, &ConstExpr::i32_const(1024));
    let mut exports = ExportSection::new();
    exports.export("main", ExportKind::Func, 2);
    exports.export("memory", ExportKind::Memory, 0);
    let mut elements = ElementSection::new();
    let slots = Elements::Functions(Cow::Borrowed(&[5, 6, 7]));
    elements.active(None, &ConstExpr::i32_const(1), slots);

    let (code, links) = code();
    let mut data = DataSection::new();
    // The tables of methods hold the slots of `near` and `farther`.
    let bytes = [3, 0, 0, 0, 2, 0, 0, 0, b'n', b'e', b'a', b'r', b'f', b'a', b'r', b'!'];
    data.active(0, &ConstExpr::i32_const(DATA), bytes);

    module.section(&types).section(&imports).section(&functions).section(&tables);
    module.section(&memories).section(&globals).section(&exports).section(&elements);
    module.section(&code).section(&data);
    if !is_bound {
        module.section(&symbols());
        module.section(&CustomSection { name: "reloc.CODE".into(), data: links.into() });
        module.section(&CustomSection { name: "reloc.DATA".into(), data: data_links().into() });
    }
    let mut names = NameMap::new();
    for (at, name) in (0..).zip(NAMES) {
        names.append(at, name);
    }
    let mut section = NameSection::new();
    section.functions(&names);
    module.section(&section);
    module.finish()
}

/// The code, and the links into it: with all indices in five bytes, as the linker writes them.
fn code() -> (CodeSection, Vec<u8>) {
    let mut code = CodeSection::new();
    let (mut links, mut count) = (Vec::new(), 0);
    // Behind the number of functions.
    let mut at = 1;
    for steps in bodies() {
        let mut body = vec![0];
        for step in steps {
            let mut link = |kind: u8, symbol: u8, body: &[u8]| {
                count += 1;
                // Behind the size of the function and the byte that says what to do.
                links.extend([kind, at + 1 + u8::try_from(body.len()).unwrap(), symbol]);
                links.extend((kind == MEMORY_ADDRESS).then_some(0));
            };
            match step {
                Step::Call(function) => body.extend([0x10, function]),
                Step::Piece(symbol) => {
                    body.push(0x41);
                    link(MEMORY_ADDRESS, symbol, &body);
                    let address = u8::try_from(DATA % 128).unwrap() + 4 * symbol;
                    body.extend([0x80 | address, 0x80 | 8, 0x80, 0x80, 0, 0x1a]);
                }
                Step::Slot(symbol, slot) => {
                    body.push(0x41);
                    link(TABLE_SLOT, symbol, &body);
                    body.extend([0x80 | slot, 0x80, 0x80, 0x80, 0, 0x1a]);
                }
                Step::Stack => body.extend([0x23, 0, 0x24, 0]),
            }
        }
        body.push(0x0b);
        at += 1 + u8::try_from(body.len()).unwrap();
        code.raw(&body);
    }
    let mut section = vec![3, count];
    section.extend(links);
    (code, section)
}

fn data_links() -> Vec<u8> {
    // Behind number, flags, address (i32.const, two bytes, end) and length of the segment.
    let start = 7;
    vec![4, 2, TABLE_WORD, start, 7, TABLE_WORD, start + 4, 6]
}

/// Four pieces of data, and three functions whose addresses are taken.
fn symbols() -> LinkingSection {
    let mut symbols = SymbolTable::new();
    for (at, name) in (0..).zip(["methods", "other methods", "near!", "far!"]) {
        let place = wasm_encoder::DataSymbolDefinition { index: 0, offset: 4 * at, size: 4 };
        symbols.data(0, name, Some(place));
    }
    for function in [2, 5, 6, 7] {
        symbols.function(0, function, Some(NAMES[usize::try_from(function).unwrap()]));
    }
    let mut section = LinkingSection::new();
    section.symbol_table(&symbols);
    section
}

fn parts() -> (Vec<u8>, Vec<u8>) {
    split(&program(true), &program(false), &[&PATH]).unwrap()
}

/// What a part puts into the table.
fn slots(module: &[u8]) -> Vec<u32> {
    let mut slots = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        let Payload::ElementSection(elements) = payload.unwrap() else { continue };
        for element in elements {
            let element = element.unwrap();
            let ElementKind::Active { offset_expr, .. } = element.kind else { panic!() };
            let ElementItems::Functions(functions) = element.items else { panic!() };
            let start = program::constant(&offset_expr).unwrap();
            slots.extend(start..start + functions.count());
        }
    }
    slots
}

/// What a part puts into memory, without zeros.
fn data(module: &[u8]) -> BTreeMap<u32, u8> {
    let mut bytes = BTreeMap::new();
    for payload in Parser::new(0).parse_all(module) {
        let Payload::DataSection(segments) = payload.unwrap() else { continue };
        for segment in segments {
            let segment = segment.unwrap();
            let wasmparser::DataKind::Active { offset_expr, .. } = segment.kind else { panic!() };
            let start = program::constant(&offset_expr).unwrap();
            bytes.extend((start..).zip(segment.data.iter().copied()));
        }
    }
    bytes.retain(|_, byte| *byte != 0);
    bytes
}

fn imports(module: &[u8]) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        let Payload::ImportSection(imports) = payload.unwrap() else { continue };
        for import in imports.into_imports() {
            let import = import.unwrap();
            all.push((import.module.to_owned(), import.name.to_owned()));
        }
    }
    all
}

#[test]
fn both_parts_are_right() {
    for module in [program(true), parts().0, parts().1] {
        Validator::new().validate_all(&module).unwrap();
    }
}

#[test]
fn what_only_the_entry_leads_to_is_in_the_second_part() {
    let (first, second) = parts();
    let first = Program::read(&first).unwrap();
    // `main`, a stand-in for the entry, `shared` and `near`.
    assert_eq!(first.bodies.len(), 4);
    let bodies = |module: &[u8]| {
        let is_body = |payload: &Payload| matches!(payload, Payload::CodeSectionEntry(_));
        Parser::new(0)
            .parse_all(module)
            .filter(|payload| is_body(payload.as_ref().unwrap()))
            .count()
    };
    // The entry, `far` and `farther`.
    assert_eq!(bodies(&second), 3);
}

#[test]
fn each_entry_has_a_slot_of_its_own() {
    let both: [&[&str]; 2] = [&PATH, &SHARED_PATH];
    let (first, second) = split(&program(true), &program(false), &both).unwrap();
    for module in [&first, &second] {
        Validator::new().validate_all(module).unwrap();
    }
    // `main`, two stand-ins, and `near`.
    assert_eq!(Program::read(&first).unwrap().bodies.len(), 4);
    assert_eq!(slots(&first), [3]);
    assert_eq!(slots(&second), [1, 2, 4, 5]);
}

#[test]
fn slots_are_filled_by_the_part_that_has_the_function() {
    let (first, second) = parts();
    assert_eq!(slots(&first), [3]);
    // The last one is new, and leads to the entry.
    assert_eq!(slots(&second), [1, 2, 4]);
}

#[test]
fn data_go_with_the_functions_that_read_them() {
    let (first, second) = parts();
    let text = |bytes: BTreeMap<u32, u8>| -> Vec<(u32, u8)> { bytes.into_iter().collect() };
    let start = DATA.cast_unsigned();
    let near = (start + 8..).zip(*b"near");
    assert_eq!(text(data(&first)), iter::once((start, 3)).chain(near).collect::<Vec<_>>());
    let far = (start + 12..).zip(*b"far!");
    assert_eq!(text(data(&second)), iter::once((start + 4, 2)).chain(far).collect::<Vec<_>>());
}

#[test]
fn the_second_part_needs_nothing_but_what_the_first_one_offers() {
    let (first, second) = parts();
    let first = Program::read(&first).unwrap();
    let offered: Vec<&str> = first.exports.iter().map(|export| export.name).collect();
    let wanted = imports(&second);
    // The table, the stack pointer, `warn` of the script, `shared` and the memory.
    assert_eq!(wanted.len(), 5);
    for (module, name) in &wanted {
        assert_eq!(module, "p");
        assert!(offered.contains(&name.as_str()), "{name} is not among {offered:?}");
    }
    assert_eq!(imports(&program(true)), imports(&parts().0), "the script's side stays as it is");
}

#[test]
fn nothing_is_split_where_something_is_not_known() {
    let (bound, linked) = (program(true), program(false));
    assert!(split(&bound, &linked, &[&["one", "two", "other"]]).is_err(), "there is no such entry");
    assert!(split(&bound, &bound, &[&PATH]).is_err(), "without links");
    let mut renamed = bound;
    let at = renamed.windows(6).position(|bytes| bytes == b"5share").unwrap();
    renamed[at..at + 6].copy_from_slice(b"5strng");
    assert!(split(&renamed, &linked, &[&PATH]).is_err(), "a function that the linker did not see");
}

#[test]
fn a_path_is_told_from_others() {
    assert!(is_path(ENTRY, &PATH));
    assert!(is_path("_RNvCsk3_3one5enter", &["one", "enter"]));
    for other in ["_RNvNtCs0_3one3two6enters", "_RNCNvNtCs0_3one3two5enter0B5_", "enter"] {
        assert!(!is_path(other, &PATH), "{other}");
    }
}

#[test]
fn every_index_is_seen_when_functions_are_read() {
    let module = program(true);
    let program = Program::read(&module).unwrap();
    let mut mentions = program::Mentions::default();
    mentions.add(program.body(3).unwrap()).unwrap();
    assert_eq!(mentions.functions.into_iter().collect::<Vec<_>>(), [4]);
    assert_eq!(mentions.globals.into_iter().collect::<Vec<_>>(), [0]);
}
