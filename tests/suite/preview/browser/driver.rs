//! A Chromium without a screen, driven as a person would: keys, mouse, windows.
//! Everything here waits, so that tests read as a list of what is done and seen.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::error::WebDriverResult;
use thirtyfour::{
    ChromiumLikeCapabilities, DesiredCapabilities, Key, LoggingPrefsLogLevel, WebDriver,
    WindowHandle,
};
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

use super::needs::programs;

/// At most so long something is waited for: a slow machine is no failure.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// How often.
pub const LOOK: Duration = Duration::from_millis(30);
/// How long the browser may take to close.
const CLOSING: Duration = Duration::from_secs(10);

/// What expressions may use.
const HELPERS: &str = include_str!("helpers.js");

/// A browser; closed when dropped.
pub struct Browser {
    runtime: Runtime,
    driver: Option<WebDriver>,
    chromedriver: Child,
    folder: TempDir,
}

impl Browser {
    /// An empty one, with a window for a small laptop's screen.
    pub fn new() -> Self {
        let programs = programs();
        let mut chromedriver = Command::new(&programs.chromedriver)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let said = BufReader::new(chromedriver.stdout.take().unwrap()).lines();
        let port = said.map_while(Result::ok).find_map(|line| {
            line.strip_suffix('.')?.rsplit_once("on port ")?.1.parse::<u16>().ok()
        });
        let folder = TempDir::new().unwrap();
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let mut browser = Self { runtime, driver: None, chromedriver, folder };
        let mut wanted = DesiredCapabilities::chrome();
        wanted.set_binary(programs.chromium.to_str().unwrap()).unwrap();
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All).unwrap();
        let profile = format!("--user-data-dir={}", browser.folder.path().display());
        for argument in [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--lang=vi",
            &profile,
        ] {
            wanted.add_arg(argument).unwrap();
        }
        let address = format!("http://127.0.0.1:{}", port.expect("chromedriver names its port"));
        browser.driver = Some(browser.run(WebDriver::new(address, wanted)));
        browser.resize(1366, 768);
        browser
    }

    /// One with a page that is open.
    pub fn at(url: &str) -> Self {
        let browser = Self::new();
        browser.open(url);
        browser
    }

    /// Goes to an address.
    pub fn open(&self, url: &str) {
        self.run(self.driver().goto(url));
    }

    /// Loads the page again.
    pub fn reload(&self) {
        self.run(self.driver().refresh());
    }

    /// The address of the page.
    pub fn address(&self) -> String {
        self.run(self.driver().current_url()).to_string()
    }

    /// Gives the window another size.
    pub fn resize(&self, width: u32, height: u32) {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", size);
    }

    /// Has the system's surroundings be `light` or `dark`.
    pub fn surroundings(&self, scheme: &str) {
        let feature = json!({ "name": "prefers-color-scheme", "value": scheme });
        self.cdp("Emulation.setEmulatedMedia", json!({ "features": [feature] }));
    }

    /// A further window, and the one there was.
    pub fn second_window(&self) -> (WindowHandle, WindowHandle) {
        let first = self.run(self.driver().window());
        let second = self.run(self.driver().new_window());
        self.to(&second);
        self.resize(1366, 768);
        (first, second)
    }

    /// The windows and tabs, in the order in which they were opened.
    pub fn tabs(&self) -> Vec<WindowHandle> {
        self.run(self.driver().windows())
    }

    /// Turns to a window.
    pub fn to(&self, window: &WindowHandle) {
        self.run(self.driver().switch_to_window(window.clone()));
    }

    /// What an expression of JavaScript is, here and now.
    pub fn is(&self, expression: &str) -> Value {
        self.evaluate(expression).unwrap_or_else(|fault| panic!("{expression}: {fault}"))
    }

    /// The same, a text.
    pub fn text(&self, expression: &str) -> String {
        let value = self.is(expression);
        value.as_str().unwrap_or_else(|| panic!("{expression} is {value}")).to_owned()
    }

    /// Waits until an expression is true (or anything but false, zero, nothing), and
    /// gives it.
    #[track_caller]
    pub fn until(&self, condition: &str) -> Value {
        let start = Instant::now();
        loop {
            let last = self.evaluate(condition);
            if let Ok(value) = &last
                && ![json!(null), json!(false), json!(0), json!("")].contains(value)
            {
                return value.clone();
            }
            if start.elapsed() > PATIENCE {
                let shot = self.shot("failed");
                let said = self.evaluate("document.body.innerText").unwrap_or_default();
                panic!("not so: {condition} ({last:?}), see {}\n{said}", shot.display());
            }
            thread::sleep(LOOK);
        }
    }

    fn evaluate(&self, expression: &str) -> Result<Value, String> {
        let answer = self.runtime.block_on(self.driver().cdp().send_raw(
            "Runtime.evaluate",
            json!({
                "expression": format!("(async () => {{ {HELPERS}\nreturn ({expression}); }})()"),
                "awaitPromise": true,
                "returnByValue": true,
            }),
        ));
        let mut answer = answer.map_err(|error| error.to_string())?;
        match answer.get("exceptionDetails") {
            Some(thrown) => Err(thrown["exception"]["description"].to_string()),
            None => Ok(answer["result"]["value"].take()),
        }
    }

    /// A command of the DevTools protocol.
    #[track_caller]
    pub fn cdp(&self, method: &str, parameters: Value) -> Value {
        self.run(self.driver().cdp().send_raw(method, parameters))
    }

    /// Presses the left button of the mouse at a point of the window.
    pub fn click_at(&self, point: &Value) {
        self.drag(point, point);
    }

    /// Presses at one point and lets go at another.
    pub fn drag(&self, from: &Value, to: &Value) {
        for (kind, point) in [
            ("mouseMoved", from),
            ("mousePressed", from),
            ("mouseMoved", to),
            ("mouseReleased", to),
        ] {
            let is_down = kind != "mouseMoved" || point == to && from != to;
            self.cdp(
                "Input.dispatchMouseEvent",
                json!({
                    "type": kind,
                    "x": point["x"],
                    "y": point["y"],
                    "button": if is_down { "left" } else { "none" },
                    "buttons": u8::from(is_down && kind != "mouseReleased"),
                    "clickCount": u8::from(kind != "mouseMoved"),
                }),
            );
        }
    }

    /// Clicks on what a selector names, once it can be seen.
    #[track_caller]
    pub fn click(&self, selector: &str) {
        let selector = json!(selector);
        self.until(&format!("isShown({selector}) && !one({selector}).disabled"));
        let middle = self.is(&format!(
            "(() => {{ one({selector}).scrollIntoView({{ block: 'nearest' }});
               const box = one({selector}).getBoundingClientRect();
               return {{ x: box.left + box.width / 2, y: box.top + box.height / 2 }}; }})()"
        ));
        self.click_at(&middle);
    }

    /// Presses keys one after another: names as JavaScript has them, `Ctrl+` and
    /// `Shift+` before them, or letters as they are.
    pub fn press(&self, keys: &[&str]) {
        for name in keys {
            let mut name = *name;
            let mut chain = self.driver().action_chain();
            let mut held = Vec::new();
            while let Some((holding, rest)) =
                name.split_once('+').filter(|(_, rest)| !rest.is_empty())
            {
                let key = if holding == "Ctrl" { Key::Control } else { Key::Shift };
                chain = chain.key_down(key.clone());
                held.push(key);
                name = rest;
            }
            let key = match name {
                "Tab" => Some(Key::Tab),
                "Enter" => Some(Key::Enter),
                "Escape" => Some(Key::Escape),
                "ArrowDown" => Some(Key::Down),
                "ArrowLeft" => Some(Key::Left),
                "ArrowRight" => Some(Key::Right),
                "Home" => Some(Key::Home),
                "End" => Some(Key::End),
                "PageDown" => Some(Key::PageDown),
                _ => None,
            };
            chain = match key {
                Some(key) => chain.send_keys(key),
                None => chain.send_keys(name),
            };
            for key in held {
                chain = chain.key_up(key);
            }
            self.run(chain.perform());
        }
    }

    /// A picture of the window, in `target/tmp/preview`.
    pub fn shot(&self, name: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("preview");
        fs::create_dir_all(&folder).unwrap();
        let thread = thread::current();
        let test = thread.name().unwrap_or_default().rsplit("::").next().unwrap_or_default();
        let file = match name {
            "failed" => folder.join(format!("failed-{test}.png")),
            name => folder.join(format!("{name}.png")),
        };
        self.run(self.driver().screenshot(&file));
        file
    }

    /// Where downloads go from now on.
    pub fn downloads(&self) -> PathBuf {
        let folder = self.folder.path().join("tai-ve");
        fs::create_dir_all(&folder).unwrap();
        let behavior = json!({ "behavior": "allow", "downloadPath": folder });
        self.cdp("Browser.setDownloadBehavior", behavior);
        folder
    }

    /// What the browser complains of in its console: faults in scripts, what a policy
    /// forbade, what was not found.
    pub fn complaints(&self) -> Vec<String> {
        let log = self.run(self.driver().browser_log());
        let log = log.into_iter().filter(|entry| entry.level != "DEBUG" && entry.level != "INFO");
        log.map(|entry| entry.message).collect()
    }

    fn driver(&self) -> &WebDriver {
        self.driver.as_ref().expect("open until dropped")
    }

    #[track_caller]
    fn run<T>(&self, work: impl Future<Output = WebDriverResult<T>>) -> T {
        self.runtime.block_on(work).unwrap_or_else(|error| panic!("the browser: {error}"))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(driver) = self.driver.take() {
            let _ = self.runtime.block_on(async { timeout(CLOSING, driver.quit()).await });
        }
        let _ = self.chromedriver.kill();
        let _ = self.chromedriver.wait();
    }
}
