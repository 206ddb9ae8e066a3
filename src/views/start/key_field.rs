//! The key: pasted, revealed, tested, forgotten.

use leptos::prelude::*;

use crate::reactive::Var;
use crate::state::session::{KeyState, use_session};
use crate::state::vault::use_vault;
use crate::ui::button::{button, icon_button};
use crate::ui::check_box::check_box;
use crate::ui::dom::{El, el};
use crate::ui::icon::icon_fn;
use crate::ui::note::{Tone, hint, note, out_link, row as note_row, sentence};
use crate::views::wording;

const GET_A_KEY: &str = "https://www.assemblyai.com/dashboard/api-keys";

/// The field with its buttons and what is known of the key.
pub fn key_field() -> El {
    if !use_session().takes_keys() {
        return insecure();
    }
    let (session, vault) = (use_session(), use_vault());
    let is_shown = Var::new(false);
    let input = el("input")
        .class("in key")
        .id("key")
        // It is no password of the host of this page: a field of that type, even once, has browsers
        // offer to keep the key and to fill in the host's own password. So it is plain text, which the
        // style sheet masks, of no name that a log-in has, and is left out of what is completed.
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("autocorrect", "off")
        .attr("data-1p-ignore", "")
        .attr("data-lpignore", "true")
        .attr("data-bwignore", "")
        .attr("data-form-type", "other")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("dir", "ltr")
        .attr("placeholder", "Paste your key")
        .attr("aria-describedby", "key-hint")
        .flag("data-masked", "", move || !is_shown.get())
        .flag("aria-invalid", "true", move || {
            matches!(session.key_state.get(), KeyState::Missing | KeyState::Rejected)
        })
        .value_fn(move || session.typed.get())
        .on("input", move |event| session.set_typed(event_target_value(&event)));
    let eye = icon_fn(move || if is_shown.get() { "eye-off" } else { "eye" });
    let reveal =
        icon_button("Show the key", eye, move || is_shown.update(|shown| *shown = !*shown))
            .attr_fn("aria-pressed", move || Some(is_shown.get().to_string()));
    let with_key = Memo::new(move |_| vault.jobs_with_key());
    let is_odd = Memo::new(move |_| session.has_odd_key());
    let has_text = Memo::new(move |_| !session.typed.with(String::is_empty));
    let row = el("div")
        .class("hstack")
        .child(el("div").class("wrap").child(input).child(reveal))
        .child(button("", "Test key", move || session.test()))
        .part(move || {
            has_text.get().then(|| button("quiet", "Forget key", move || vault.forget_key()))
        });
    let hint = el("div")
        .id("key-hint")
        .part(move || Some(key_hint(&session.key_state.get(), vault.is_on(), is_odd.get())));
    el("div").class("set").child(el("label").attr("for", "key").text("AssemblyAI API key")).child(
        el("div")
            .child(row)
            .child(hint)
            .part(move || jobs_with_key(with_key.get()))
            .part(move || vault.is_there().then(remember)),
    )
}

/// What is to become of the jobs that run with a key that was forgotten.
fn jobs_with_key(count: usize) -> Option<El> {
    let vault = use_vault();
    let (title, stop, let_end) = match count {
        0 => return None,
        1 => ("1 job still uses this key".to_owned(), "Stop it", "Let it end"),
        _ => (format!("{count} jobs still use this key"), "Stop them", "Let them end"),
    };
    let text = "It is forgotten everywhere else, and there too once they have ended.";
    let buttons = note_row([
        button("", stop, move || vault.stop_jobs()),
        button("quiet", let_end, move || vault.let_jobs_end()),
    ]);
    Some(note(Tone::Warn, "lock", &title, [sentence(text), buttons]))
}

/// Why there is no field: whoever is on the network could have written this page.
fn insecure() -> El {
    let text = "This page came over a connection that others on the network can read and change, so \
                it takes no key. Open it by an address that begins with https:// to transcribe. The \
                samples and transcripts that you have as files work here; correct them in one tab only.";
    let why = note(Tone::Warn, "lock", "Not here: this page is not secure", [sentence(text)]);
    el("div")
        .class("set")
        .child(el("span").text("AssemblyAI API key"))
        .child(el("div").child(why.id("key").attr("tabindex", "-1")))
}

/// Whether the key outlives the tab, and what that protects from.
fn remember() -> El {
    let vault = use_vault();
    let shared = "Other pages at this address can read what this page keeps, also the key. Leave this \
                  off unless all of them are yours.";
    let shared = use_session().is_shared().then(|| el("p").class("hint").text(shared));
    let about = "Stored encrypted, so that it cannot be read as text. That does not protect it from \
                 people who use this browser or copy its profile, nor from extensions.";
    let about = move || vault.is_on().then(|| el("p").class("hint").text(about));
    let is_on = move || vault.is_on();
    el("div")
        .child(check_box("Remember on this device", is_on, move |is_on| vault.set(is_on)))
        .children(shared)
        .part(about)
}

/// One sentence on where the key goes, or on what is wrong with it.
fn key_hint(state: &KeyState, is_remembered: bool, is_odd: bool) -> El {
    match state {
        KeyState::Unknown if is_odd => {
            let text = "This does not look like a key of AssemblyAI, which has 32 digits and letters \
                        from a to f. You can use it all the same. ";
            let text = el("span").text(text).child(out_link(GET_A_KEY, "Get a key"));
            el("p").class("hint").child(text)
        }
        KeyState::Unknown => {
            let kept = if is_remembered {
                "Kept on this device, sent only with your requests. "
            } else {
                "Kept in this tab only, sent only with your requests. "
            };
            let text = el("span").text(kept).child(out_link(GET_A_KEY, "Get a key"));
            el("p").class("hint").child(text)
        }
        KeyState::Testing => hint("busy", "refresh", "Testing the key…"),
        KeyState::Works if is_remembered => {
            hint("ok", "check", "Key works. It is kept on this device.")
        }
        KeyState::Works => hint("ok", "check", "Key works. It is kept in this tab only."),
        KeyState::Missing => {
            let text = "Paste your AssemblyAI API key here. It has letters and digits only.";
            hint("err", "alert", text)
        }
        KeyState::Rejected => hint(
            "err",
            "alert",
            "AssemblyAI did not accept this key. Check that all of it was copied, and that it \
             belongs to this region.",
        ),
        KeyState::Untested(failure) => hint("err", "alert", wording::untested(failure)),
    }
}
