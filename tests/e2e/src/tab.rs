//! One browser window under WebDriver: find, click, type, run a script, resize.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, ensure};
use serde_json::{Value, json};
use thirtyfour::common::command::{Actions, Command};
use thirtyfour::{Capabilities, Key, TypingData, WebDriver, WebElement, WindowHandle};

use crate::engine::Engine;
use crate::locate::{Role, SCRIPT};
use crate::until::{SOON, until};

/// What `MiniBrowser` takes of a window's height for itself, at most.
const MOST_OF_A_BAR: u32 = 60;

/// A session with its only window.
#[derive(Clone, Debug)]
pub struct Tab {
    driver: WebDriver,
    engine: Engine,
    /// What pages that were left complained of, where the engine does not keep it (WebKitGTK).
    pub(crate) complaints: Arc<Mutex<Vec<String>>>,
}

impl Tab {
    /// Starts a browser under the driver at `url`.
    pub async fn open(engine: Engine, url: &str, capabilities: Capabilities) -> Result<Self> {
        let driver = WebDriver::builder(url, capabilities)
            .request_timeout(Duration::from_secs(90))
            .connect()
            .await
            .with_context(|| format!("{} does not start", engine.name()))?;
        Ok(Self { driver, engine, complaints: Arc::default() })
    }

    /// The session itself, for what this type does not offer.
    #[must_use]
    pub const fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Which browser this is.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        self.engine
    }

    /// Opens an address and waits for its load event.
    pub async fn goto(&self, url: &str) -> Result<()> {
        self.part().await?;
        self.driver.goto(url).await.with_context(|| format!("opening {url}"))?;
        if self.engine == Engine::WebKit {
            self.listen_to_complaints(url).await?;
        }
        Ok(())
    }

    /// Loads the page anew, as its user does, and waits for its load event.
    pub async fn reload(&self) -> Result<()> {
        self.part().await?;
        self.script("window.isBefore = true;", vec![]).await?;
        self.driver.refresh().await.context("loading the page anew")?;
        self.wait_until_reloaded().await
    }

    /// Waits for the load event of the page that comes after one with `window.isBefore`.
    pub async fn wait_until_reloaded(&self) -> Result<()> {
        let listen = include_str!("../js/console.js");
        let look = if self.engine == Engine::WebKit {
            listen
        } else {
            "return document.readyState === 'complete';"
        };
        let body = format!("if (window.isBefore) return false;\n{look}");
        until("the page, loaded anew", SOON, async || {
            Ok((self.script(&body, vec![]).await? == true).then_some(()))
        })
        .await
    }

    /// Opens one more tab in the same browser and turns to it. Answers the names of the tab that
    /// was shown, and of the new one, for [`Tab::turn_to`].
    pub async fn open_second(&self) -> Result<(WindowHandle, WindowHandle)> {
        self.keep_complaints().await?;
        let first = self.driver.window().await?;
        let second = match self.engine {
            // A tab of MiniBrowser stays behind the first one, and no picture of it can be taken.
            Engine::WebKit => self.driver.new_window().await,
            Engine::Chromium | Engine::Firefox => self.driver.new_tab().await,
        };
        let second = second.context("opening a second tab")?;
        self.driver.switch_to_window(second.clone()).await?;
        Ok((first, second))
    }

    /// Turns to another tab of the browser: from now on it is the one that is used.
    pub async fn turn_to(&self, tab: &WindowHandle) -> Result<()> {
        self.keep_complaints().await?;
        Ok(self.driver.switch_to_window(tab.clone()).await?)
    }

    /// Closes the tab that is shown and turns to another one.
    pub async fn close_for(&self, tab: &WindowHandle) -> Result<()> {
        self.part().await?;
        self.driver.close_window().await.context("closing a tab")?;
        Ok(self.driver.switch_to_window(tab.clone()).await?)
    }

    /// Ends the browser.
    pub async fn quit(self) -> Result<()> {
        Ok(self.driver.quit().await?)
    }

    /// Leaves a browser that does not answer any more to whoever ends its driver.
    pub fn abandon(self) {
        // An error says that it has been left already.
        self.driver.leak().unwrap_or_default();
    }

    /// Runs the body of a function in the page; `arguments` are `args`.
    pub async fn script(&self, body: &str, args: Vec<Value>) -> Result<Value> {
        let value = self.driver.execute(body, args).await?;
        Ok(value.json().clone())
    }

    /// As [`Tab::script`], for a body that calls its last argument with the result.
    pub async fn script_async(&self, body: &str, args: Vec<Value>) -> Result<Value> {
        let value = self.driver.execute_async(body, args).await?;
        Ok(value.json().clone())
    }

    /// All shown elements of this role, with this name if there is one.
    pub async fn all(&self, role: Role, name: Option<&str>) -> Result<Vec<WebElement>> {
        let body = format!("{SCRIPT}\nreturn locateAll(arguments[0], arguments[1]);");
        let found = self.driver.execute(body, vec![json!(role.name()), json!(name)]).await?;
        Ok(found.elements()?)
    }

    /// The element of this role and name, waited for. Two of them are a failure.
    pub async fn find(&self, role: Role, name: &str) -> Result<WebElement> {
        let what = format!("{role} “{name}”");
        let mut found = until(&what, SOON, async || {
            let found = self.all(role, Some(name)).await?;
            Ok((!found.is_empty()).then_some(found))
        })
        .await?;
        ensure!(found.len() == 1, "there are {} of {what}", found.len());
        found.pop().ok_or_else(|| anyhow!("no {what}"))
    }

    /// Whether such an element is shown now.
    pub async fn has(&self, role: Role, name: &str) -> Result<bool> {
        Ok(!self.all(role, Some(name)).await?.is_empty())
    }

    /// Clicks the element of this role and name, as a pointer does.
    pub async fn click(&self, role: Role, name: &str) -> Result<()> {
        let click = self.on_fresh(role, name, async |element| {
            self.bring_into_view(element).await?;
            Ok(element.click().await?)
        });
        click.await.with_context(|| format!("clicking {role} “{name}”"))
    }

    /// Does something to an element that may be replaced just after it was found: then nothing has
    /// happened yet, and its successor is meant.
    async fn on_fresh<T>(
        &self,
        role: Role,
        name: &str,
        act: impl AsyncFn(&WebElement) -> Result<T>,
    ) -> Result<T> {
        const TRIES: usize = 5;
        for _ in 1..TRIES {
            match act(&self.find(role, name).await?).await {
                Err(error) if is_stale(&error) => {}
                done => return done,
            }
        }
        act(&self.find(role, name).await?).await
    }

    /// What a field holds.
    pub async fn value(&self, name: &str) -> Result<String> {
        let value = self.on_fresh(Role::Field, name, async |field| Ok(field.prop("value").await?));
        Ok(value.await?.unwrap_or_default())
    }

    /// Whether a box is ticked.
    pub async fn is_ticked(&self, name: &str) -> Result<bool> {
        self.on_fresh(Role::Checkbox, name, async |tick| Ok(tick.is_selected().await?)).await
    }

    /// Scrolls to an element that is out of view, as whoever wants to click it does.
    async fn bring_into_view(&self, element: &WebElement) -> Result<()> {
        let body = "const [element] = arguments;
            const { left, top, width, height } = element.getBoundingClientRect();
            const there = document.elementFromPoint(left + width / 2, top + height / 2);
            if (!there || !(element.contains(there) || there.contains(element)))
                element.scrollIntoView({ block: 'center' });";
        self.script(body, vec![element.to_json()?]).await.map(drop)
    }

    /// Chooses a radio or ticks a box by its label, which may be all that is drawn of it.
    pub async fn choose(&self, role: Role, name: &str) -> Result<()> {
        let element = self.find(role, name).await?;
        let label = self
            .driver
            .execute("return arguments[0].labels?.[0] ?? arguments[0];", vec![element.to_json()?])
            .await?
            .element()?;
        self.bring_into_view(&label).await?;
        label.click().await.with_context(|| format!("choosing {role} “{name}”"))
    }

    /// Replaces what a field holds by typing.
    pub async fn fill(&self, name: &str, text: &str) -> Result<()> {
        let clear = self.on_fresh(Role::Field, name, async |field| {
            self.bring_into_view(field).await?;
            Ok(field.clear().await?)
        });
        clear.await.with_context(|| format!("clearing “{name}”"))?;
        if text.is_empty() {
            return Ok(());
        }
        let field = self.find(Role::Field, name).await?;
        field.send_keys(text).await.with_context(|| format!("typing into “{name}”"))
    }

    /// Picks an option of a select by its value.
    pub async fn select(&self, name: &str, value: &str) -> Result<()> {
        let field = self.find(Role::Field, name).await?;
        let body = "const [select, value] = arguments;
            const option = [...select.options].find((option) => option.value === value);
            if (!option) return [...select.options].map((option) => option.value).join(' ');
            select.value = value;
            select.dispatchEvent(new Event('input', { bubbles: true }));
            select.dispatchEvent(new Event('change', { bubbles: true }));
            return null;";
        let missing = self.script(body, vec![field.to_json()?, json!(value)]).await?;
        ensure!(missing.is_null(), "“{name}” has no option {value:?}, it has {missing}");
        Ok(())
    }

    /// Gives the file input of this name a file.
    pub async fn give_file(&self, name: &str, path: &Path) -> Result<()> {
        self.give_files(name, &[path.to_owned()]).await
    }

    /// Gives the file input of this name several files at once.
    pub async fn give_files(&self, name: &str, paths: &[PathBuf]) -> Result<()> {
        for path in paths {
            ensure!(path.is_absolute(), "{} is not absolute", path.display());
            ensure!(path.is_file(), "there is no {}", path.display());
        }
        let lines: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        let files = lines.join("\n");
        let give =
            self.on_fresh(Role::File, name, async |input| Ok(input.send_keys(&files).await?));
        give.await.with_context(|| format!("giving “{name}” the files {lines:?}"))
    }

    /// Presses keys on whatever has the focus.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Result<()> {
        Ok(self.driver.action_chain().send_keys(keys).perform().await?)
    }

    /// Presses a key while Control is held.
    pub async fn press_with_control(&self, key: char) -> Result<()> {
        let chain = self.driver.action_chain().key_down(Key::Control).send_keys(key.to_string());
        Ok(chain.key_up(Key::Control).perform().await?)
    }

    /// Presses Enter while Control is held.
    pub async fn press_with_control_enter(&self) -> Result<()> {
        self.press_with_control(Key::Enter.value()).await
    }

    /// Turns the wheel over a point of the window, by CSS pixels.
    pub async fn turn_wheel(&self, (x, y): (i64, i64), by: i64) -> Result<()> {
        let scroll = json!({
            "type": "scroll", "x": x, "y": y, "deltaX": 0, "deltaY": by, "duration": 0,
            "origin": "viewport",
        });
        let wheel = json!([{ "type": "wheel", "id": "wheel", "actions": [scroll] }]);
        let command = Command::PerformActions(Actions::from(wheel));
        Ok(self.driver.handle().cmd(command).await.map(drop)?)
    }

    /// Drags an element to a point of the window.
    pub async fn drag(&self, grip: &WebElement, (x, y): (i64, i64)) -> Result<()> {
        let body = "const { x, y, width, height } = arguments[0].getBoundingClientRect();
            return [Math.round(x + width / 2), Math.round(y + height / 2)];";
        let from = self.driver.execute(body, vec![grip.to_json()?]).await?;
        let (from_x, from_y): (i64, i64) = serde_json::from_value(from.json().clone())?;
        let drag = self.driver.action_chain().move_to(from_x, from_y).click_and_hold();
        let drag = drag.move_to(i64::midpoint(from_x, x), i64::midpoint(from_y, y)).move_to(x, y);
        Ok(drag.release().perform().await?)
    }

    /// Tells the page something that a browser tells it, such as `online`.
    pub async fn signal(&self, event: &str) -> Result<()> {
        let body = "window.dispatchEvent(new Event(arguments[0]));";
        self.script(body, vec![json!(event)]).await.map(drop)
    }

    /// Shown text of all elements of a role, empty ones left out.
    pub async fn texts(&self, role: Role) -> Result<Vec<String>> {
        let body = format!(
            "{SCRIPT}\nreturn locateAll(arguments[0], null)\
             .map((element) => squeeze(element.innerText)).filter(Boolean);"
        );
        let texts = self.script(&body, vec![json!(role.name())]).await?;
        Ok(serde_json::from_value(texts)?)
    }

    /// Everything the page shows, blanks squeezed.
    pub async fn text(&self) -> Result<String> {
        let text = self.script("return document.body.innerText;", vec![]).await?;
        Ok(text.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Makes the visible page `width` CSS pixels wide.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        match self.engine {
            // A headless Chromium window has a least width of 500 pixels; the emulation has none.
            Engine::Chromium => {
                let size = json!({
                    "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
                });
                self.driver.cdp().send_raw("Emulation.setDeviceMetricsOverride", size).await?;
            }
            Engine::Firefox => {
                self.lift_least_width().await?;
                self.driver.set_window_rect(0, 0, width, height).await?;
            }
            Engine::WebKit => self.driver.set_window_rect(0, 0, width, height).await?,
        }
        let mut asked = 0;
        until(&format!("a page {width} px wide"), SOON, async || {
            let inner = self.script("return [innerWidth, innerHeight];", vec![]).await?;
            let (wide, high): (u32, u32) = serde_json::from_value(inner)?;
            let lacks = height.saturating_sub(high);
            if self.engine == Engine::WebKit && lacks > MOST_OF_A_BAR && asked < 3 {
                // Its window takes another height at times, or a bar below tells of downloads.
                asked += 1;
                self.driver.set_window_rect(0, 0, width, height + lacks).await?;
                return Ok(None);
            }
            Ok((wide == width).then_some(()))
        })
        .await
    }

    /// Firefox's own style sheet keeps its window at 500 px or more; its driver lets us in there.
    async fn lift_least_width(&self) -> Result<()> {
        let body = "document.documentElement.style.setProperty('min-width', '0', 'important');";
        self.firefox_context("chrome").await?;
        let lifted = self.script(body, vec![]).await;
        self.firefox_context("content").await?;
        lifted.map(drop)
    }

    /// Whether scripts run in the page ("content") or in the browser itself ("chrome").
    pub(crate) async fn firefox_context(&self, context: &str) -> Result<()> {
        self.command("/moz/context", Some(json!({ "context": context }))).await.map(drop)
    }
}

/// Whether an element was gone, or behind another one, before anything was done to it.
fn is_stale(error: &anyhow::Error) -> bool {
    let told = format!("{error:#}").to_ascii_lowercase();
    told.contains("stale") || told.contains("intercepted")
}
