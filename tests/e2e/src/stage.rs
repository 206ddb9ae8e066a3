//! What a story has in hand: one page, one stand-in, and the checks of every state.

use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;
use std::rc::Rc;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::axe::{self, Rules};
use crate::engine::Engine;
use crate::faults::{Fault, Rule};
use crate::locate::{Role, SCRIPT};
use crate::paths;
use crate::server::Server;
use crate::tab::Tab;
use crate::until::{SOON, until};

/// The usual size of the page, in CSS pixels.
const WIDE: (u32, u32) = (1280, 900);
/// The narrowest width that must do, as WCAG 1.4.10 has it.
const NARROW: (u32, u32) = (320, 720);

/// A story's page and stand-in.
#[derive(Debug)]
pub struct Stage {
    /// The engine it runs in.
    pub engine: Engine,
    /// The story's name.
    pub story: &'static str,
    /// The page.
    pub tab: Tab,
    /// The stand-in that serves it.
    pub server: Server,
    /// Folder of the engine's downloads.
    pub downloads: PathBuf,
    shared: Rc<Shared>,
}

/// What a stage has in common with those that were made [anew](Stage::anew) of it.
#[derive(Default, Debug)]
struct Shared {
    /// Texts that the console may hold.
    expected: RefCell<Vec<String>>,
    /// The stand-ins' hosts, as they appear in addresses of the page's files.
    hosts: RefCell<Vec<String>>,
    /// The origins that a page may contact.
    origins: RefCell<Vec<String>>,
}

impl Shared {
    fn note(&self, server: &Server) {
        self.hosts.borrow_mut().push(server.host());
        self.origins.borrow_mut().extend(server.origins());
    }
}

impl Stage {
    pub(crate) fn new(
        engine: Engine,
        story: &'static str,
        tab: Tab,
        server: Server,
        downloads: PathBuf,
    ) -> Self {
        let shared = Rc::<Shared>::default();
        shared.note(&server);
        Self { engine, story, tab, server, downloads, shared }
    }

    /// The same window with another stand-in: another origin, where nothing is kept yet.
    pub async fn anew(&self) -> Result<Self> {
        let server = Server::start().await?;
        self.shared.note(&server);
        Ok(Self {
            engine: self.engine,
            story: self.story,
            tab: self.tab.clone(),
            server,
            downloads: self.downloads.clone(),
            shared: Rc::clone(&self.shared),
        })
    }

    /// The hosts that served the story's pages so far.
    pub(crate) fn hosts(&self) -> Vec<String> {
        self.shared.hosts.borrow().clone()
    }

    /// Opens the page at its start.
    pub async fn open(&self) -> Result<()> {
        self.tab.goto(&self.server.page()).await
    }

    /// Forgets all that was before: what the stand-in has, and what the browser keeps of the page.
    pub async fn start_over(&self) -> Result<()> {
        self.forget_device().await?;
        self.server.us().reset();
        Ok(())
    }

    /// Forgets what the browser keeps of the page, as if it were another browser.
    pub async fn forget_device(&self) -> Result<()> {
        let body = "const done = arguments[0];
            const request = indexedDB.deleteDatabase('diarist');
            localStorage.removeItem('diarist-there');
            request.onsuccess = request.onerror = () => done(request.error?.name ?? null);";
        let error = self.tab.script_async(body, vec![]).await?;
        ensure!(error.is_null(), "the page's storage cannot be deleted: {error}");
        self.tab.goto("about:blank").await
    }

    /// From now on this script runs in the page before its own. The stand-in serves it along with
    /// the page, as a browser would be changed that way only by Chromium's driver.
    pub async fn run_before(&self, script: &str) -> Result<()> {
        let page = self.server.file("").await?;
        let changed = page.replacen("<head>", "<head><script src=\"./before.js\"></script>", 1);
        ensure!(changed != page, "the page has no <head>");
        let answer = |path: &str, body: &str, media_type: &str| {
            Rule::on("GET", path).exact().times(1_000).fault(Fault::body(body, media_type))
        };
        self.server.faults([
            answer("/", &changed, "text/html; charset=utf-8"),
            answer("/before.js", script, "text/javascript"),
        ]);
        Ok(())
    }

    /// Declares that the console may hold errors with this text.
    pub fn expect_console(&self, text: &str) {
        self.shared.expected.borrow_mut().push(text.to_owned());
    }

    pub(crate) fn expects(&self, line: &str) -> bool {
        self.shared.expected.borrow().iter().any(|text| line.contains(text.as_str()))
    }

    /// Checks the state the page is in: axe-core in light, and what depends on colours in dark.
    pub async fn check(&self, state: &str) -> Result<()> {
        for (theme, rules) in [("light", Rules::All), ("dark", Rules::Colours)] {
            let before = self.set_theme(json!(theme)).await?;
            self.check_now(&format!("{state}-{theme}"), rules).await?;
            self.set_theme(before).await?;
        }
        Ok(())
    }

    /// As [`Stage::check`], and again at 320 px, where nothing may need scrolling sideways.
    pub async fn check_all_sizes(&self, state: &str) -> Result<()> {
        self.check(state).await?;
        self.tab.resize(NARROW.0, NARROW.1).await?;
        self.check_no_sideways_scrolling().await.with_context(|| format!("{state} at 320 px"))?;
        self.check_now(&format!("{state}-320"), Rules::All).await?;
        self.widen().await
    }

    /// Gives the page its usual size.
    pub(crate) async fn widen(&self) -> Result<()> {
        self.tab.resize(WIDE.0, WIDE.1).await
    }

    async fn check_now(&self, state: &str, rules: Rules) -> Result<()> {
        self.picture(state).await?;
        let violations = axe::violations(&self.tab, rules).await?;
        ensure!(violations.is_empty(), "axe-core in state {state}:{violations}");
        Ok(())
    }

    /// Forces a theme, or none with null, and answers what was forced before.
    async fn set_theme(&self, theme: Value) -> Result<Value> {
        let body = "const root = document.documentElement;
            const before = root.dataset.theme ?? null;
            if (arguments[0] === null) delete root.dataset.theme;
            else root.dataset.theme = arguments[0];
            return before;";
        self.tab.script(body, vec![theme]).await
    }

    /// Nothing sticks out of the page, which then would scroll sideways.
    pub async fn check_no_sideways_scrolling(&self) -> Result<()> {
        let body = "const root = document.scrollingElement;
            if (root.scrollWidth <= root.clientWidth) return [];
            return [...document.body.querySelectorAll('*')]
                .filter((element) => element.getBoundingClientRect().right > root.clientWidth)
                .map((element) => element.outerHTML.slice(0, 160));";
        let wide = self.tab.script(body, vec![]).await?;
        match wide.as_array() {
            Some(wide) if wide.is_empty() => Ok(()),
            _ => bail!("the page scrolls sideways: {wide:#}"),
        }
    }

    /// What a paste gives now, by a field made for it and taken away again.
    pub async fn paste(&self) -> Result<String> {
        let make = "const field = document.createElement('textarea');
            field.id = 'pasted';
            document.body.append(field);
            field.focus();
            return field;";
        let field = self.tab.driver().execute(make, vec![]).await?.element()?;
        field.send_keys(Key::Control + "v").await?;
        let text = until("something pasted", SOON, async || {
            Ok(field.prop("value").await?.filter(|text| !text.is_empty()))
        })
        .await;
        self.tab.script("document.getElementById('pasted').remove();", vec![]).await?;
        text
    }

    /// Puts a text on the clipboard and pastes it into a field.
    pub async fn paste_into(&self, field: &str, text: &str) -> Result<()> {
        let make = "const source = document.createElement('textarea');
            source.id = 'copied';
            source.value = arguments[0];
            document.body.append(source);
            return source;";
        let source = self.tab.driver().execute(make, vec![json!(text)]).await?.element()?;
        source.send_keys(Key::Control + "a").await?;
        source.send_keys(Key::Control + "c").await?;
        self.tab.script("document.getElementById('copied').remove();", vec![]).await?;
        let field = self.tab.find(Role::Field, field).await?;
        Ok(field.send_keys(Key::Control + "v").await?)
    }

    /// Waits for an alert that holds this text, and answers its whole text.
    pub async fn see_alert(&self, text: &str) -> Result<String> {
        until(&format!("an alert with “{text}”"), SOON, async || {
            let alerts = self.tab.texts(Role::Alert).await?;
            Ok(alerts.into_iter().find(|alert| alert.contains(text)))
        })
        .await
    }

    /// As [`Stage::see_alert`], while the pauses between polls are cut short.
    pub async fn see_alert_hurrying(&self, text: &str) -> Result<String> {
        until(&format!("an alert with “{text}”"), SOON, async || {
            let alerts = self.tab.texts(Role::Alert).await?;
            let found = alerts.into_iter().find(|alert| alert.contains(text));
            if found.is_none() {
                self.tab.signal("online").await?;
            }
            Ok(found)
        })
        .await
    }

    /// From now on keeps every text that a status region tells.
    pub async fn watch_status(&self) -> Result<()> {
        let body = format!(
            "{SCRIPT}
            const told = (window.statusTold = []);
            const look = () => {{
                for (const region of locateAll('status', null)) {{
                    const text = squeeze(region.textContent);
                    if (text && told.at(-1) !== text) told.push(text);
                }}
            }};
            new MutationObserver(look)
                .observe(document.body, {{ childList: true, characterData: true, subtree: true }});"
        );
        self.tab.script(&body, vec![]).await.map(drop)
    }

    /// What has been told since [`Stage::watch_status`].
    pub async fn watched_status(&self) -> Result<Vec<String>> {
        Ok(serde_json::from_value(self.tab.script("return window.statusTold;", vec![]).await?)?)
    }

    /// Waits until the page's own clock has gone on by `ms`, to see that nothing happens in it.
    pub async fn let_pass(&self, ms: u32) -> Result<()> {
        let now = async || {
            let now = self.tab.script("return performance.now();", vec![]).await?;
            Ok::<f64, anyhow::Error>(now.as_f64().unwrap_or_default())
        };
        let end = now().await? + f64::from(ms);
        until("the page's clock", SOON, async || Ok((now().await? >= end).then_some(()))).await
    }

    /// As [`Stage::shoot`], where pictures of all states are wanted.
    pub async fn picture(&self, state: &str) -> Result<()> {
        if paths::are_shots_wanted() { self.shoot(state).await } else { Ok(()) }
    }

    /// Takes a picture of the window for people to look at.
    pub async fn shoot(&self, state: &str) -> Result<()> {
        let folder = paths::shots().join(self.engine.name());
        fs::create_dir_all(&folder)?;
        let name = format!("{}-{}.png", self.story, state.replace([' ', '/'], "-"));
        Ok(self.tab.driver().screenshot(&folder.join(name)).await?)
    }

    /// The places of the page that hold a text: addresses, storage, markup, databases, and what was said in
    /// the console if that was kept.
    pub async fn traces_of(&self, text: &str) -> Result<Value> {
        self.tab.script_async(include_str!("../js/traces.js"), vec![json!(text)]).await
    }

    /// What must be true at the end of every story.
    pub async fn check_end(&self) -> Result<()> {
        self.check_hosts().await?;
        let blocked = self.server.stats().csp_violations;
        ensure!(blocked.is_empty(), "the content policy blocked: {blocked:#?}");
        Ok(())
    }

    /// Every address that the page loaded something from is its own or the API's.
    async fn check_hosts(&self) -> Result<()> {
        let body = "return performance.getEntriesByType('resource').map((entry) => entry.name);";
        let names: Vec<String> =
            serde_json::from_value(self.tab.script(body, vec![]).await?).unwrap_or_default();
        let origins = self.shared.origins.borrow().clone();
        let is_ours = |name: &&String| {
            ["blob:", "data:"].iter().any(|scheme| name.starts_with(scheme))
                || origins.iter().any(|origin| name.starts_with(&format!("{origin}/")))
        };
        let foreign: Vec<&String> = names.iter().filter(|name| !is_ours(name)).collect();
        ensure!(foreign.is_empty(), "the page contacted {foreign:?}");
        Ok(())
    }
}
