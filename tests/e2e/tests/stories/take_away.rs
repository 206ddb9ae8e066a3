//! What can be taken from a conversation: its text, and the answer as it came.

use std::time::Duration;

use e2e::pages::StartPage;
use e2e::{Result, Stage, Story, ensure, story, until};

use crate::recordings::Recording;

pub(crate) const STORIES: &[Story] = &[story!(all_is_copied_as_text), story!(answer_is_downloaded)];

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

/// The file that is saved holds exactly the bytes that the service sent.
async fn answer_is_downloaded(stage: &Stage) -> Result<()> {
    // Unusual blanks and a number that no parser would write back the same.
    let raw = "{\"id\": \"raw-1\",\"status\":\"completed\",\n \"text\":\"Only this.\",\"confidence\":0.50,\
         \"words\": [], \"utterances\":[{\"speaker\":\"A\",\"text\":\"Only this.\",\"start\":0,\
         \"end\":900,\"words\":[]}], \"note\":\"\\u00e9 é\" }  \n";
    stage.server.us().set_next_answer(standin::script::NextAnswer::raw(raw));
    let start = StartPage::open(stage).await?;
    let conversation = start.transcribe_sample("interview").await?.finish().await?;
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
