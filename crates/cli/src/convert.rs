//! From files to files.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use transcript::export::{FileKind, Input, Options, export};

use crate::args::Convert;
use crate::open::{Opened, Trouble, open};

/// Exit code for a command line that is wrong, as clap has it.
const WRONG_USE: u8 = 2;

/// Converts the files one after another; one that cannot be does not hold up the others.
pub(crate) fn run(args: &Convert) -> ExitCode {
    let out = match Out::of(args) {
        Ok(out) => out,
        Err(error) => {
            eprintln!("diarist: {error:#}");
            return ExitCode::from(WRONG_USE);
        }
    };
    let options = args.options();
    let mut code = ExitCode::SUCCESS;
    for file in &args.files {
        if let Err(Trouble { line, what }) = convert(file, args.to, &options, &out) {
            let line = line.map_or_else(String::new, |line| format!(":{line}"));
            eprintln!("{}{line}: {what:#}", shown(file));
            code = ExitCode::FAILURE;
        }
    }
    code
}

/// Where files go.
enum Out {
    Standard,
    File(PathBuf),
    Folder(PathBuf),
}

impl Out {
    fn of(args: &Convert) -> Result<Self> {
        let is_several = args.files.len() > 1;
        match &args.out {
            Some(out) if out.is_dir() => Ok(Self::Folder(out.clone())),
            Some(out) if is_several => {
                bail!("several files are written into a folder, and {} is none", out.display())
            }
            Some(out) => Ok(Self::File(out.clone())),
            None if is_several => bail!("several files need a folder to go to: -o FOLDER"),
            None if args.to == FileKind::Word && io::stdout().is_terminal() => {
                bail!("a document of Word is no text for a terminal: -o FILE.docx")
            }
            None => Ok(Self::Standard),
        }
    }

    fn write(&self, source: &Path, kind: FileKind, bytes: &[u8]) -> Result<()> {
        let path = match self {
            Self::Standard => {
                let mut out = io::stdout().lock();
                return out
                    .write_all(bytes)
                    .and_then(|()| out.flush())
                    .context("standard output cannot be written");
            }
            Self::File(path) => path.clone(),
            Self::Folder(folder) => {
                let stem = source.file_stem().filter(|_| !is_standard(source));
                let mut name = stem.unwrap_or_else(|| OsStr::new("transcript")).to_owned();
                name.push(".");
                name.push(kind.extension());
                folder.join(name)
            }
        };
        if !is_standard(source) && same_file(source, &path) {
            bail!("it would be written over itself: choose another name or folder");
        }
        fs::write(&path, bytes).with_context(|| format!("{} cannot be written", path.display()))
    }
}

fn is_standard(file: &Path) -> bool {
    file == Path::new("-")
}

fn shown(file: &Path) -> String {
    if is_standard(file) { "standard input".to_owned() } else { file.display().to_string() }
}

fn same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// Converts one file.
fn convert(file: &Path, kind: FileKind, options: &Options, out: &Out) -> Result<(), Trouble> {
    let bytes = read(file).context("it cannot be read")?;
    let opened = open(bytes)?;
    if let Some(encoding) = opened.guessed {
        eprintln!("{}: it is not UTF-8, and is taken for {encoding}", shown(file));
    }
    if opened.left_out > 0 {
        eprintln!("{}: {} turns of other recordings are left out", shown(file), opened.left_out);
    }
    let written = written(file, &opened, kind, options)?;
    Ok(out.write(file, kind, &written)?)
}

fn read(file: &Path) -> io::Result<Vec<u8>> {
    if !is_standard(file) {
        return fs::read(file);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn written(file: &Path, opened: &Opened, kind: FileKind, options: &Options) -> Result<Vec<u8>> {
    let title = file.file_stem().map(OsStr::to_string_lossy).unwrap_or_default();
    let title = if is_standard(file) { "".into() } else { title };
    let input = Input {
        title: &title,
        id: opened.id.as_deref(),
        language: opened.language.as_deref(),
        ..Input::new(&opened.transcript)
    };
    Ok(match kind {
        FileKind::Text(format) => export(format, &input, options).into_bytes(),
        FileKind::Word => docx::write(&input, options).context("Word cannot be written")?,
    })
}
