//! What can be taken from a conversation: its text, and the answer as it came.

use std::io::Read;
use std::time::Duration;

use e2e::faults::{Fault, Rule};
use e2e::locate::Role;
use e2e::pages::{ConversationPage, StartPage};
use e2e::{Context, Result, Stage, Story, ensure, paths, soon, story, until};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::recordings::Recording;

pub(crate) const STORIES: &[Story] = &[
    story!(all_is_copied_as_text),
    story!(answer_is_downloaded),
    story!(each_format_is_saved),
    story!(worker_that_does_not_load_is_told),
    story!(what_is_chosen_is_in_the_file),
    story!(a_quote_is_copied_with_its_source),
    story!(a_web_page_has_the_sound_inside),
];

async fn all_is_copied_as_text(stage: &Stage) -> Result<()> {
    let conversation = StartPage::open(stage).await?.try_sample().await?;
    let text = conversation.copied_text().await?;
    Recording::read("interview")?.check(&conversation).await?;
    let mut from = 0;
    for turn in conversation.turns().await? {
        let clock = format!("{}:{:02}", turn.start / 60_000, turn.start / 1000 % 60);
        for part in std::iter::once(clock).chain(turn.paragraphs) {
            let found = text[from..].find(&part);
            ensure!(found.is_some(), "after byte {from} the copy lacks {part:?}:\n{text}");
            from += found.unwrap_or_default() + part.len();
        }
    }
    ensure!(text.contains("Speaker A"), "the voices have no names:\n{text}");
    Ok(())
}

/// Selects from a text in one turn to the end of a text in another.
pub(crate) async fn select(stage: &Stage, from: (usize, &str), to: (usize, &str)) -> Result<()> {
    let body = "const [from, begins, to, ends] = arguments;
        const find = (turn, text) => [...document.querySelectorAll(`[data-turn='${turn}'] p`)]
            .map((p) => p.firstChild).find((node) => node.data.includes(text));
        const [first, last] = [find(from, begins), find(to, ends)];
        getSelection().setBaseAndExtent(
            first, first.data.indexOf(begins), last, last.data.indexOf(ends) + ends.length);";
    let args = vec![json!(from.0), json!(from.1), json!(to.0), json!(to.1)];
    stage.tab.script(body, args).await.map(drop)
}

/// What is selected is copied with who said it, when, and the checksum of the recording.
async fn a_quote_is_copied_with_its_source(stage: &Stage) -> Result<()> {
    let conversation = StartPage::open(stage).await?.try_sample().await?;
    let hash = Sha256::digest(std::fs::read(paths::sample("interview"))?);
    let source = format!("interview.mp3, SHA-256 {hash:x}");

    select(stage, (1, "For the first"), (1, "minute")).await?;
    stage.tab.find(Role::Button, "Copy quote").await?;
    stage.check_all_sizes("text is selected").await?;
    conversation.press("Copy quote").await?;
    soon("the notice", async || Ok(stage.tab.text().await?.contains("SHA-256 of the recording")))
        .await?;
    let pasted = stage.paste().await?;
    let quote = "“For the first minute” – Speaker B, 0:09";
    ensure!(pasted.trim_end() == format!("{quote}\n{source}"), "it is {pasted:?}");

    // Over two turns, by the key.
    select(stage, (0, "Do you still"), (1, "Later, yes.")).await?;
    stage.tab.find(Role::Button, "Copy quote").await?;
    stage.tab.press("q").await?;
    let quotes = "“Do you still hear the music when somebody plays?” – Speaker A, 0:04\n\
                  “Later, yes.” – Speaker B, 0:07";
    let expected = format!("{quotes}\n{source}");
    soon("the other quote", async || {
        let pasted = stage.paste().await?;
        ensure!(pasted.trim_end() == expected, "it is {pasted:?}");
        Ok(true)
    })
    .await
}

/// The file that is saved holds exactly the bytes that the service sent.
async fn answer_is_downloaded(stage: &Stage) -> Result<()> {
    // Unusual blanks and a number that no parser would write back the same.
    let raw = "{\"id\": \"raw-1\",\"status\":\"completed\",\n \"text\":\"Only this.\",\"confidence\":0.50,\
         \"words\": [], \"utterances\":[{\"speaker\":\"A\",\"text\":\"Only this.\",\"start\":0,\
         \"end\":900,\"words\":[]}], \"note\":\"\\u00e9 é\" }  \n";
    stage.server.us().set_next_answer(standin::script::NextAnswer::raw(raw));
    let start = StartPage::open(stage).await?;
    let conversation = start.transcribe_sample("interview").await?.finish().await?;
    conversation.press("Export").await?;
    conversation.press("Download the answer").await?;
    let saved = until("the saved file", Duration::from_secs(20), async || {
        let entries = std::fs::read_dir(&stage.downloads)?.flatten();
        let file = entries
            .map(|entry| entry.path())
            .find(|path| path.extension().is_some_and(|extension| extension == "json"));
        let Some(file) = file else { return Ok(None) };
        let bytes = std::fs::read(&file)?;
        Ok((bytes.len() >= raw.len()).then_some(bytes))
    })
    .await?;
    let saved = String::from_utf8(saved)?;
    ensure!(saved == raw, "saved: {saved:?}");
    Ok(())
}

/// What each format of the sheet is called, the ending of its file, and a text that only it has.
const FORMATS: [(&str, &str, &str); 13] = [
    ("Text", "txt", "Ada [0:0"),
    ("Markdown", "md", "**Ada**"),
    ("Web page", "html", "<!doctype html>"),
    ("SRT", "srt", " --> 00:00:"),
    ("WebVTT", "vtt", "<v Ada>"),
    ("CSV (turns)", "csv", "turn,speaker,start,end,text"),
    ("CSV (words)", "csv", "turn,speaker,start,end,word"),
    ("JSON", "json", "\"utterances\""),
    ("RTTM", "rttm", "SPEAKER "),
    ("CTM", "ctm", " 1 0."),
    ("TextGrid", "TextGrid", "IntervalTier"),
    ("ELAN", "eaf", "ANNOTATION_DOCUMENT"),
    ("Audacity", "txt", "\tAda: "),
];

/// The radio button whose name begins so.
pub(crate) async fn choose(stage: &Stage, format: &str) -> Result<()> {
    let body = "const labels = [...document.querySelectorAll('fieldset.fmt label')];
        const begins = (text) => text.startsWith(arguments[0]) && !/[a-z]/i.test(text[arguments[0].length]);
        const chosen = labels.filter((label) => begins(label.textContent));
        if (chosen.length !== 1 || chosen[0].control?.type !== 'radio') return chosen.length;
        chosen[0].scrollIntoView({ block: 'center' });
        chosen[0].click();
        return 1;";
    let found = stage.tab.script(body, vec![json!(format)]).await?;
    ensure!(found == json!(1), "there are {found} radio buttons of {format}");
    Ok(())
}

async fn preview(stage: &Stage) -> Result<String> {
    let text =
        stage.tab.script("return document.querySelector('pre').textContent;", vec![]).await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

async fn previews(stage: &Stage, what: &str, is_so: impl Fn(&str) -> bool) -> Result<()> {
    soon(what, async || {
        let text = preview(stage).await?;
        ensure!(is_so(&text), "there is {text}");
        Ok(true)
    })
    .await
}

/// Presses "Download" and waits for the file.
pub(crate) async fn saved(stage: &Stage, name: &str) -> Result<String> {
    stage.tab.click(Role::Button, "Download").await?;
    Ok(String::from_utf8(arrived(stage, name).await?)?)
}

/// Waits for a file, and takes it away.
async fn arrived(stage: &Stage, name: &str) -> Result<Vec<u8>> {
    let file = stage.downloads.join(name);
    until(&format!("the file {name}"), Duration::from_secs(20), async || {
        let bytes = std::fs::read(&file)?;
        Ok((!bytes.is_empty()).then_some(bytes))
    })
    .await
    .and_then(|bytes| {
        std::fs::remove_file(&file)?;
        Ok(bytes)
    })
}

/// The main part of a document of Word.
fn document_of(file: Vec<u8>) -> Result<String> {
    ensure!(file.starts_with(b"PK"), "it is no zip: {:?}", file.get(..8));
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(file))?;
    let mut text = String::new();
    zip.by_name("word/document.xml")?.read_to_string(&mut text)?;
    Ok(text)
}

async fn each_format_is_saved(stage: &Stage) -> Result<()> {
    let conversation = StartPage::open(stage).await?.transcribe_sample("interview").await?;
    let conversation = conversation.finish().await?;
    conversation.rename("Speaker A", "Ada").await?;
    conversation.press("Export").await?;
    stage.check_all_sizes("export").await?;
    for (format, ending, own) in FORMATS {
        choose(stage, format).await?;
        previews(stage, format, |text| text.contains(own)).await?;
        stage.check(&format!("export {}", format.to_lowercase())).await?;
        let text = saved(stage, &format!("interview.{ending}")).await?;
        ensure!(text.contains(own), "{format}: {text}");
    }
    choose(stage, "Word").await?;
    previews(stage, "Word", |text| text.contains("Ada [0:0")).await?;
    stage.check("export word").await?;
    stage.tab.click(Role::Button, "Download").await?;
    let document = document_of(arrived(stage, "interview.docx").await?)?;
    ensure!(document.contains("Ada [0:0"), "Word: {document}");
    choose(stage, "Audacity").await?;
    // The one that was used last is chosen the next time.
    stage.tab.click(Role::Button, "Close").await?;
    conversation.press("Export").await?;
    previews(stage, "labels", |text| text.contains("\tAda: ")).await?;
    choose(stage, "Markdown").await?;
    previews(stage, "Markdown", |text| text.contains("**Ada**")).await?;
    stage.tab.click(Role::Button, "Copy").await?;
    stage.tab.click(Role::Button, "Close").await?;
    let copied = stage.paste().await?;
    ensure!(copied.contains("**Ada**"), "copied: {copied}");
    Ok(())
}

/// The page that is saved plays by itself, from the time that is clicked.
async fn a_web_page_has_the_sound_inside(stage: &Stage) -> Result<()> {
    let conversation = StartPage::open(stage).await?.transcribe_sample("interview").await?;
    let conversation = conversation.finish().await?;
    conversation.press("Export").await?;
    choose(stage, "Web page").await?;
    stage.tab.click(Role::Checkbox, "Sound inside").await?;
    stage.check("export with sound").await?;
    stage.tab.click(Role::Button, "Download").await?;
    let saved = stage.downloads.join("interview.html");
    let text = until("the whole page", Duration::from_secs(20), async || {
        let text = std::fs::read_to_string(&saved)?;
        Ok(text.ends_with("</html>\n").then_some(text))
    })
    .await?;
    let address = "src=\"data:audio/mpeg;base64,";
    let sound = text.split_once(address).and_then(|(_, rest)| rest.split_once('"'));
    let (sound, _) = sound.context("there is no sound in the page")?;
    let length = std::fs::metadata(paths::sample("interview"))?.len();
    ensure!(sound.len() as u64 == length.div_ceil(3) * 4, "{} letters of sound", sound.len());

    // Chromium looks there for the icon of the page that was left.
    stage.expect_console("favicon.svg");
    stage.tab.goto(&format!("file://{}", saved.display())).await?;
    stage.tab.click(Role::Button, "Play 0:36").await?;
    soon("the sound of the fifth turn", async || {
        let body = "const sound = document.querySelector('audio');
            return sound.currentTime - document.querySelectorAll('button')[4].dataset.ms / 1000;";
        let after = stage.tab.script(body, vec![]).await?.as_f64().unwrap_or(-1.0);
        Ok((0.05..20.0).contains(&after))
    })
    .await
}

/// Texts are saved without the worker; Word is when it comes.
async fn worker_that_does_not_load_is_told(stage: &Stage) -> Result<()> {
    stage.expect_console("/export-");
    let conversation = StartPage::open(stage).await?.try_sample().await?;
    stage.server.faults([Rule::on("GET", "/export-").fault(Fault::status(503)).times(1_000)]);
    conversation.press("Export").await?;
    choose(stage, "Markdown").await?;
    ensure!(
        saved(stage, "The piano tuner.md").await?.contains("**Speaker A**"),
        "the text is another one"
    );
    choose(stage, "Word").await?;
    stage.tab.click(Role::Button, "Download").await?;
    stage.see_alert("did not load").await?;
    stage.check_all_sizes("export failed").await?;
    stage.tab.click(Role::Button, "Try again").await?;
    stage.see_alert("did not load").await?;

    stage.server.us().reset();
    stage.tab.click(Role::Button, "Try again").await?;
    let document = document_of(arrived(stage, "The piano tuner.docx").await?)?;
    ensure!(document.contains("Speaker A [0:0"), "Word: {document}");
    Ok(())
}

async fn what_is_chosen_is_in_the_file(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    let conversation: ConversationPage<'_> = start.try_sample().await?;
    conversation.rename("Speaker A", "Ada <b>").await?;
    stage.tab.script("document.activeElement.blur();", vec![]).await?;
    stage.tab.press("x").await?;
    previews(stage, "names and times", |text| text.contains("Ada <b> [0:0")).await?;
    stage.tab.choose(Role::Checkbox, "Timestamps").await?;
    previews(stage, "no times", |text| !text.contains("[0:0") && text.contains("Ada <b>")).await?;
    stage.tab.choose(Role::Checkbox, "P1, P2 … for names").await?;
    previews(stage, "no names", |text| text.contains("P1") && !text.contains("Ada")).await?;
    let text = saved(stage, "conversation.txt").await?;
    ensure!(text.contains("P1\n") && text.contains("P2\n") && !text.contains("Ada"), "{text}");
    choose(stage, "SRT").await?;
    stage.tab.fill("Characters a line", "20").await?;
    stage.tab.press(thirtyfour::Key::Tab).await?;
    previews(stage, "short lines", |text| {
        text.lines().filter(|line| !line.contains("-->")).all(|line| line.chars().count() <= 20)
    })
    .await?;
    stage.check_all_sizes("export subtitles").await?;
    stage.tab.click(Role::Button, "Close").await?;

    // A voice that is hidden in the text stays out, unless it is wanted.
    conversation.press("Leave out Speaker B").await?;
    conversation.press("Export").await?;
    choose(stage, "Text").await?;
    previews(stage, "one voice", |text| text.contains("Ada <b>") && !text.contains("Speaker B"))
        .await?;
    stage.tab.choose(Role::Checkbox, "Without the voices left out").await?;
    previews(stage, "both voices", |text| text.contains("Speaker B")).await
}
