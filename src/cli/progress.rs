//! A sign of life on standard error while data is read, where a person waits for longer than a moment.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::data::observe::Progress;

/// Below this, nothing is shown.
const MOMENT: Duration = Duration::from_millis(300);
const TICK: Duration = Duration::from_millis(100);

/// Shows how far reading has come, until it is dropped.
pub struct SignOfLife {
    bytes: Arc<Bytes>,
    running: Option<(Sender<()>, JoinHandle<()>)>,
}

/// What has been read of the source that is being read, and how much there is.
#[derive(Default)]
struct Bytes {
    read: AtomicU64,
    total: AtomicU64,
}

impl SignOfLife {
    /// Starts waiting with `words`, where `visible`; else does nothing.
    #[must_use]
    pub fn start(visible: bool, words: String) -> Self {
        let bytes = Arc::new(Bytes::default());
        if !visible {
            return Self { bytes, running: None };
        }
        let (done, waiting) = mpsc::channel();
        let shared = Arc::clone(&bytes);
        let thread = std::thread::spawn(move || show(&waiting, &shared, words));
        Self { bytes, running: Some((done, thread)) }
    }
}

impl Progress for SignOfLife {
    fn advance(&self, read: u64, total: u64) {
        self.bytes.read.store(read, Ordering::Relaxed);
        self.bytes.total.store(total, Ordering::Relaxed);
    }
}

impl Drop for SignOfLife {
    fn drop(&mut self) {
        if let Some((done, thread)) = self.running.take() {
            drop(done);
            let _ = thread.join();
        }
    }
}

fn show(waiting: &Receiver<()>, bytes: &Bytes, words: String) {
    if waiting.recv_timeout(MOMENT) != Err(RecvTimeoutError::Timeout) {
        return;
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{msg}  {wide_bar}  {bytes} / {total_bytes}") {
        bar.set_style(style);
    }
    bar.set_message(words);
    while waiting.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
        bar.set_length(bytes.total.load(Ordering::Relaxed));
        bar.set_position(bytes.read.load(Ordering::Relaxed));
        bar.tick();
    }
    bar.finish_and_clear();
}
