//! The recordings: one sound in the formats that people have.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::tape;
use crate::{shell, toolbox};

/// A file: its name, and what ffmpeg is told to make of the sound.
const FILES: [(&str, &[&str]); 14] = [
    ("mp3-constant.mp3", &["-c:a", "libmp3lame", "-b:a", "64k"]),
    ("mp3-variable-index.mp3", &["-c:a", "libmp3lame", "-q:a", "5"]),
    ("mp3-variable.mp3", &["-c:a", "libmp3lame", "-q:a", "5", "-write_xing", "0"]),
    ("mp3-average-index.mp3", &["-c:a", "libmp3lame", "-b:a", "64k", "-abr", "1"]),
    ("mp3-average.mp3", &["-c:a", "libmp3lame", "-b:a", "64k", "-abr", "1", "-write_xing", "0"]),
    ("aac-bare.aac", &["-c:a", "aac", "-b:a", "64k", "-f", "adts"]),
    ("m4a.m4a", &["-c:a", "aac", "-b:a", "64k"]),
    (
        "m4a-fragmented.m4a",
        &[
            "-c:a",
            "aac",
            "-b:a",
            "64k",
            "-movflags",
            "frag_keyframe+empty_moov",
            "-frag_duration",
            "1000000",
        ],
    ),
    ("webm-live.webm", &["-c:a", "libopus", "-b:a", "48k", "-ar", "48000", "-live", "1"]),
    ("webm.webm", &["-c:a", "libopus", "-b:a", "48k", "-ar", "48000"]),
    ("ogg-opus.opus", &["-c:a", "libopus", "-b:a", "48k", "-ar", "48000"]),
    ("ogg-vorbis.ogg", &["-c:a", "libvorbis"]),
    ("flac.flac", &["-c:a", "flac"]),
    ("wav.wav", &["-c:a", "pcm_s16le"]),
];

/// Two halves of the sound, each a file of its own, one behind the other.
const JOINED: [(&str, &[&str]); 2] = [
    ("mp3-joined-variable.mp3", &["-c:a", "libmp3lame", "-q:a", "5"]),
    ("mp3-joined-constant.mp3", &["-c:a", "libmp3lame", "-b:a", "64k"]),
];

/// Makes those that are not there yet, and answers all whose name has `only` in it.
pub(super) fn make(folder: &Path, minutes: u32, only: Option<&str>) -> Result<Vec<PathBuf>> {
    let folder = folder.join(minutes.to_string());
    fs::create_dir_all(&folder)?;
    let is_wanted = |name: &str| only.is_none_or(|only| name.contains(only));
    let sound = folder.join("sound.wav");
    let mut made = Vec::new();
    for (name, options) in FILES.iter().filter(|(name, _)| is_wanted(name)) {
        let path = folder.join(name);
        if !path.is_file() {
            encode(&sound, minutes, &[], options, &path)?;
        }
        made.push(path);
    }
    for (name, options) in JOINED.iter().filter(|(name, _)| is_wanted(name)) {
        let path = folder.join(name);
        if !path.is_file() {
            let half = (minutes * 30).to_string();
            let part = folder.join("part.mp3");
            encode(&sound, minutes, &["-t", &half], options, &part)?;
            let first = fs::read(&part)?;
            encode(&sound, minutes, &["-ss", &half], options, &part)?;
            fs::write(&path, [first, fs::read(&part)?].concat())?;
            fs::remove_file(&part)?;
        }
        made.push(path);
    }
    made.sort();
    Ok(made)
}

fn encode(sound: &Path, minutes: u32, part: &[&str], options: &[&str], path: &Path) -> Result<()> {
    ensure!(
        toolbox::find("ffmpeg").is_some(),
        "ffmpeg makes the recordings, and is not here.\nRemedy: install ffmpeg (Debian: apt install ffmpeg)"
    );
    if !sound.is_file() {
        shell::step("Making the sound", "up to a minute");
        tape::write(sound, minutes)?;
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    shell::step(&format!("Making {name}"), "up to a minute");
    // A file that was broken off is not taken for one that is there.
    let unfinished = path.with_file_name(format!("unfinished-{name}"));
    let mut ffmpeg = Command::new("ffmpeg");
    ffmpeg.args(["-v", "error", "-y"]).args(part).arg("-i").arg(sound);
    shell::run(ffmpeg.args(options).arg(&unfinished))?;
    fs::rename(&unfinished, path).context("keeping what ffmpeg made")
}
