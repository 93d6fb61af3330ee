//! The configuration over any file: it is read or refused by its cause, and no secret that stands in it is shown.

use gateway::config::{self, Sources, UpstreamUrl};

const HELD: &str = "held-canary-4411";

pub fn check(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data)
        && let Ok(url) = UpstreamUrl::parse(text)
    {
        assert!(!url.host().is_empty() && url.port() > 0 && !url.base_path().ends_with('/'));
        assert!(!url.authority().contains(['@', '/', '?', '#', ' ']));
    }
    let file = std::env::temp_dir().join(format!("rollcall-fuzz-{}.toml", std::process::id()));
    if std::fs::write(&file, data).is_err() {
        return;
    }
    let outcome = config::read(&Sources {
        file: Some(file.clone()),
        environment: Vec::new(),
        flags: Vec::new(),
    });
    let _ = std::fs::remove_file(&file);
    let text = format!("{:?}", outcome.config);
    assert!(!text.contains(HELD), "a secret is shown");
    for problem in outcome.problems {
        assert!(
            !problem.to_string().contains(HELD),
            "a secret is shown: {problem}"
        );
    }
}
