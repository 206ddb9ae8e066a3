//! Films: their picture is in a pane over the text, which can be moved, sized and taken away.

use std::path::Path;

use e2e::files::Files;
use e2e::locate::Role;
use e2e::pages::{ConversationPage, Pane};
use e2e::{Context as _, Engine, Result, Stage, Story, ensure, paths, soon, story};
use serde_json::json;
use thirtyfour::Key;

use crate::answers::{of_utterances, word};
use crate::listening::open_beside;
use crate::reader::open_answer_of;

pub(crate) const STORIES: &[Story] = &[
    story!(a_film_shows_its_picture),
    story!(a_film_is_put_beside_a_text),
    story!(the_picture_is_moved),
    story!(the_picture_stays_in_reach),
    story!(the_picture_is_sized),
    story!(the_picture_has_a_window_of_its_own),
    story!(sound_alone_has_no_picture),
    story!(sound_in_a_film_s_format_has_no_picture),
];

/// Until 10 s, and from then on: see `fixtures/README.md`.
const RED: [u8; 3] = [255, 0, 0];
const BLUE: [u8; 3] = [0, 0, 255];

/// The pane, which is there at once.
async fn pane_of(conversation: &ConversationPage<'_>) -> Result<Pane> {
    conversation.pane().await?.context("there is no picture")
}

/// The meeting's transcript with a film beside it.
async fn open_film(stage: &Stage) -> Result<ConversationPage<'_>> {
    open_beside(stage, &paths::fixture("film.webm")).await
}

/// A film is sent like any recording; then a click on a word plays sound and picture from there.
async fn a_film_shows_its_picture(stage: &Stage) -> Result<()> {
    let said = [("A", 1_000, ["It", "was", "red."]), ("B", 13_000, ["Now", "it's", "blue."])];
    let utterances = said.map(|(speaker, start, texts)| {
        let speaker = json!(speaker);
        let words: Vec<_> = (0_i64..)
            .zip(texts)
            .map(|(n, text)| word(text, start + n * 1_000, start + n * 1_000 + 900, &speaker))
            .collect();
        json!({
            "speaker": speaker, "text": texts.join(" "), "start": start, "end": start + 2_900,
            "confidence": 0.9, "words": words,
        })
    });
    let answer = of_utterances(&utterances, 19_000);
    let conversation = open_answer_of(stage, answer, &paths::fixture("film.webm")).await?;
    let pane = pane_of(&conversation).await?;
    let shape = (pane.right - pane.left) / (pane.bottom - pane.top);
    ensure!((shape - 16.0 / 9.0).abs() < 0.02, "the picture is out of shape: {pane:?}");

    conversation.press("Play").await?;
    conversation.hear_from(0).await?;
    conversation.see_picture(RED).await?;
    conversation.click_text(1, "blue.").await?;
    conversation.hear_from(15_000).await?;
    conversation.at_turn(1).await?;
    conversation.see_picture(BLUE).await?;
    conversation.press("Pause").await?;
    conversation.play(0).await?;
    conversation.see_picture(RED).await?;
    conversation.at_turn(0).await?;
    conversation.press("Pause").await?;
    stage.check_all_sizes("a film").await
}

/// The pane is between the bar and the player, and nothing covers it.
async fn a_film_is_put_beside_a_text(stage: &Stage) -> Result<()> {
    let conversation = open_film(stage).await?;
    let body = "const pane = document.querySelector('video').parentElement;
        const box = pane.getBoundingClientRect();
        const bar = document.querySelector('header').getBoundingClientRect();
        const player = document.querySelector('[aria-label=Player]').getBoundingClientRect();
        const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        return [
            bar.bottom <= box.top && box.bottom <= player.top,
            0 <= box.left && box.right <= innerWidth,
            pane.contains(at),
        ];";
    for width in [1280, 600, 320] {
        stage.tab.resize(width, 720).await?;
        soon(&format!("the pane in its place at {width} px"), async || {
            let stands = stage.tab.script(body, vec![]).await?;
            ensure!(
                stands == json!([true, true, true]),
                "[above player, in window, uncovered]: {stands}"
            );
            Ok(true)
        })
        .await?;
    }
    conversation.press("Play").await?;
    conversation.hear_from(0).await?;
    conversation.see_picture(RED).await
}

/// By the pointer and by arrow keys, which do not move the playhead then.
async fn the_picture_is_moved(stage: &Stage) -> Result<()> {
    let conversation = open_film(stage).await?;
    let start = pane_of(&conversation).await?;
    for by in [(-300, -120), (80, 60)] {
        let before = pane_of(&conversation).await?;
        conversation.drag_pane(by).await?;
        conversation.pane_is_at(&before.moved(by)).await?;
    }
    let dragged = start.moved((-220, -60));
    // Without a button pressed, the pointer moves nothing.
    stage.tab.driver().action_chain().move_to(200, 300).move_to(300, 400).perform().await?;
    conversation.pane_is_at(&dragged).await?;

    conversation.hold_pane().await?;
    for (key, by) in [(Key::Left, (-24, 0)), (Key::Up, (-24, -24)), (Key::Right, (0, -24))] {
        stage.tab.press(key).await?;
        conversation.pane_is_at(&dragged.moved(by)).await?;
    }
    stage.tab.press(Key::Down).await?;
    conversation.pane_is_at(&dragged).await?;
    ensure!(conversation.position().await?.0 == 0, "the playhead moved with it");
    ensure!(conversation.scrolled().await? < 1.0, "the text moved with it");
    Ok(())
}

/// Wherever it is pushed, and however small the window becomes: what moves it can be pressed.
async fn the_picture_stays_in_reach(stage: &Stage) -> Result<()> {
    let conversation = open_film(stage).await?;
    let in_reach = async |what: &str| {
        soon(&format!("the pane in reach {what}"), async || conversation.pane_is_in_reach().await)
            .await
    };
    conversation.hold_pane().await?;
    for (key, what) in [(Key::Up, "at the top"), (Key::Left, "at the left")] {
        for _ in 0..60 {
            stage.tab.press(key.clone()).await?;
        }
        in_reach(what).await?;
    }
    stage.tab.resize(320, 720).await?;
    in_reach("in a narrow window").await?;
    conversation.hold_pane().await?;
    for (key, what) in [(Key::Down, "at the bottom"), (Key::Right, "at the right")] {
        for _ in 0..60 {
            stage.tab.press(key.clone()).await?;
        }
        in_reach(what).await?;
    }
    // Its corner is above the player, which is lower from now on.
    stage.tab.click(Role::Button, "Not now").await?;
    stage.tab.script("scrollBy({ top: 40, behavior: 'instant' });", vec![]).await?;
    soon("the player's height told", async || {
        let body = "const told = document.documentElement.style.getPropertyValue('--player');
            return told === `${document.querySelector('.player').clientHeight}px`;";
        Ok(stage.tab.script(body, vec![]).await? == true)
    })
    .await?;
    in_reach("above a lower player").await
}

/// Its corner follows the pointer, and the opposite one stays.
async fn the_picture_is_sized(stage: &Stage) -> Result<()> {
    let conversation = open_film(stage).await?;
    // Away from the edge, so that there is room.
    conversation.drag_pane((-400, -240)).await?;
    for by in [(80, 45), (-160, -90)] {
        let before = pane_of(&conversation).await?;
        conversation.drag_corner(by).await?;
        conversation.pane_is_at(&before.sized(by)).await?;
    }
    Ok(())
}

/// Where the engine offers it to pages; the film plays on there. WebKitGTK does not, and no button
/// says so.
async fn the_picture_has_a_window_of_its_own(stage: &Stage) -> Result<()> {
    const BUTTON: &str = "Picture in picture";
    let conversation = open_film(stage).await?;
    let offered = "return 'requestPictureInPicture' in HTMLVideoElement.prototype;";
    let is_offered = stage.tab.script(offered, vec![]).await? == true;
    ensure!(is_offered == (stage.engine != Engine::WebKit), "offered: {is_offered}");
    ensure!(stage.tab.has(Role::Button, BUTTON).await? == is_offered, "the button is wrong");
    conversation.press("Play").await?;
    conversation.hear_from(0).await?;
    if !is_offered {
        return Ok(());
    }
    conversation.press(BUTTON).await?;
    let is_out = "return document.pictureInPictureElement?.localName === 'video';";
    soon("the picture's own window", async || Ok(stage.tab.script(is_out, vec![]).await? == true))
        .await?;
    conversation.seek(11_000).await?;
    conversation.hear_from(11_000).await?;
    conversation.see_picture(BLUE).await?;
    conversation.press("Pause").await?;
    let back = "const done = arguments[0];
        document.exitPictureInPicture().then(() => done(null), (error) => done(String(error)));";
    ensure!(stage.tab.script_async(back, vec![]).await?.is_null(), "it does not come back");
    pane_of(&conversation).await.map(drop)
}

/// What is heard and not seen has no pane, whichever format it is in.
async fn sound_alone_has_no_picture(stage: &Stage) -> Result<()> {
    for ending in ["mp3", "m4a", "ogg", "flac"] {
        has_no_picture(stage, &paths::tone(ending)).await?;
    }
    Ok(())
}

/// Films come as `.webm` and `.mp4`; a recorder may put sound alone into them.
async fn sound_in_a_film_s_format_has_no_picture(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    let mp4 = files.write("tone.mp4", &std::fs::read(paths::tone("m4a"))?)?;
    for path in [paths::tone("webm"), mp4] {
        has_no_picture(stage, &path).await?;
    }
    Ok(())
}

async fn has_no_picture(stage: &Stage, path: &Path) -> Result<()> {
    let conversation = open_beside(stage, path).await?;
    conversation.press("Play").await?;
    soon("its sound", async || {
        Ok(conversation.media().await?.is_some_and(|media| media.current_time > 0.1))
    })
    .await?;
    let body = "const video = document.querySelector('video');
        return video && [video.offsetWidth, video.offsetHeight];";
    let seen = stage.tab.script(body, vec![]).await?;
    let is_hidden = seen.is_null() || seen == json!([0, 0]);
    ensure!(is_hidden, "{} is shown, {seen} pixels of it", path.display());
    ensure!(!stage.tab.has(Role::Button, "Picture in picture").await?, "it could be seen outside");
    Ok(())
}
