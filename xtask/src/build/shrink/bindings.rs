//! What wasm-bindgen leaves between the script and the module that this page has no use for.
//!
//! Each import carries a hash in its name, in the script and in the module; no compression helps
//! against that, and short names are 7 kB less to load. And Leptos brings classes for streams
//! between servers and pages, exported, so that nothing else may drop them.

use std::collections::BTreeMap;
use std::convert::Infallible;

use anyhow::{Result, anyhow};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{ExportSection, ImportSection, Module};
use wasmparser::{Export, ImportSectionReader, Parser};

/// The classes, as the script calls them; the module's functions for them have it in their names,
/// in small letters.
const UNUSED: &str = "IntoUnderlying";

/// Names below this length are left as they are: `memory`, `main`.
const LONG: usize = 12;

/// A script and its module, without the classes, and with short names in between.
pub(super) fn trim(script: &str, module: &[u8]) -> Result<(String, Vec<u8>)> {
    let mut names = Names::default();
    let mut trimmed = Module::new();
    names
        .parse_core_module(&mut trimmed, Parser::new(0), module)
        .map_err(|error| anyhow!("the module cannot be read: {error}"))?;
    Ok((names.apply(&without_unused(script)), trimmed.finish()))
}

/// The script without the statements that define the classes. A statement begins at the left edge
/// and goes on while lines are indented or begin with what closes it.
fn without_unused(script: &str) -> String {
    let mut kept = String::with_capacity(script.len());
    let mut is_kept = true;
    for line in script.split_inclusive('\n') {
        let is_inside = line.starts_with([' ', '\t', '}', ')', '\n']);
        if !is_inside {
            is_kept = !line.contains(UNUSED);
        }
        if is_kept {
            kept.push_str(line);
        }
    }
    kept
}

/// Short names for long ones, in the order in which they come.
#[derive(Default)]
struct Names(BTreeMap<String, String>);

impl Names {
    fn short(&mut self, name: &str) -> String {
        if name.len() < LONG {
            return name.to_owned();
        }
        let next = letters(self.0.len());
        self.0.entry(name.to_owned()).or_insert(next).clone()
    }

    /// The script with all its words that are long names made short. They stand there as keys and
    /// after a dot alone, where no other name can be meant.
    fn apply(&self, script: &str) -> String {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
        let mut renamed = String::with_capacity(script.len());
        let mut rest = script;
        while let Some(start) = rest.find(is_part) {
            let word = rest[start..].split(|c| !is_part(c)).next().unwrap_or_default();
            renamed.push_str(&rest[..start]);
            renamed.push_str(self.0.get(word).map_or(word, String::as_str));
            rest = &rest[start + word.len()..];
        }
        renamed + rest
    }
}

impl Reencode for Names {
    type Error = Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for import in section.into_imports() {
            let import = import?;
            let name = self.short(import.name);
            imports.import(import.module, &name, self.entity_type(import.ty)?);
        }
        Ok(())
    }

    fn parse_export(
        &mut self,
        exports: &mut ExportSection,
        export: Export<'_>,
    ) -> Result<(), Error<Infallible>> {
        if export.name.contains(&UNUSED.to_lowercase()) {
            return Ok(());
        }
        let name = self.short(export.name);
        utils::parse_export(self, exports, Export { name: &name, ..export })
    }
}

/// "a" to "z", "ba", "bb" and so on.
pub(super) fn letters(mut number: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'a' + u8::try_from(number % 26).unwrap_or_default());
        number /= 26;
        if number == 0 {
            break;
        }
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{EntityType, ExportKind, TypeSection};

    use super::*;

    #[test]
    fn letters_count() {
        let some: Vec<String> = [0, 25, 26, 51, 52, 701].map(letters).into();
        assert_eq!(some, ["a", "z", "ba", "bz", "ca", "baz"]);
        let all: std::collections::BTreeSet<_> = (0..5_000).map(letters).collect();
        assert_eq!(all.len(), 5_000);
    }

    #[test]
    fn classes_nobody_uses_go() {
        let script = "export class IntoUnderlyingSink {\n    a() {\n    }\n\n}\n\
            if (x) IntoUnderlyingSink.y = 1;\nfunction f() {\n    g();\n}\n\
            const IntoUnderlyingSinkEnd = (z)\n    ? 1\n    : 2;\nf();\n";
        assert_eq!(without_unused(script), "function f() {\n    g();\n}\nf();\n");
    }

    #[test]
    fn names_become_short_on_both_sides() {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("./x_bg.js", "__wbg_open_0123456789abcdef", EntityType::Function(0));
        let mut exports = ExportSection::new();
        exports.export("main", ExportKind::Func, 0);
        exports.export("__wbindgen_destroy", ExportKind::Func, 0);
        exports.export("intounderlyingsink_close", ExportKind::Func, 0);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&exports);

        let script = "({__wbg_open_0123456789abcdef: 1}); wasm.main(wasm.__wbindgen_destroy)\n";
        let (script, module) = trim(script, &module.finish()).unwrap();
        assert_eq!(script, "({a: 1}); wasm.main(wasm.b)\n");
        let text = String::from_utf8_lossy(&module);
        assert!(text.contains("./x_bg.js") && text.contains("main"));
        assert!(!text.contains("__wb") && !text.contains("sink"), "{text:?}");
        assert!(trim("", b"no module").is_err());
    }
}
