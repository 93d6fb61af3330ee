//! Where values come from, which one wins, and that everything that is wrong is said.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use gateway::config::{
    Config, ConfigProblem, Expected, Outcome, Place, Setting, Sources, UpstreamProblem, read,
};

pub fn read_with(
    text: &str,
    environment: &[(&str, &str)],
    flags: &[(Setting, &'static str, &str)],
) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rollcall.toml");
    std::fs::write(&file, text).unwrap();
    read(&Sources {
        file: Some(file),
        environment: environment
            .iter()
            .map(|(name, value)| (OsString::from(name), OsString::from(value)))
            .collect(),
        flags: flags
            .iter()
            .map(|(setting, flag, text)| (*setting, *flag, (*text).to_owned()))
            .collect(),
    })
}

/// The example that is delivered.
pub const EXAMPLE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../deploy/rollcall.example.toml"
);

fn sample() -> String {
    std::fs::read_to_string(EXAMPLE).unwrap()
}

#[test]
fn the_sample_is_the_default() {
    let outcome = read_with(&sample(), &[], &[]);
    assert_eq!(outcome.problems, vec![]);
    assert_eq!(outcome.config, Config::default());
}

#[test]
fn the_sample_names_every_setting_with_its_default() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("index.html"), "").unwrap();
    let ca = folder.path().join("ca.pem");
    let made = rcgen::generate_simple_self_signed(vec!["a".to_owned()]).unwrap();
    std::fs::write(&ca, made.cert.pem()).unwrap();
    // Taking off the comment sign of each setting must give a file without a problem.
    let text: String = sample()
        .lines()
        .map(|line| {
            let setting = line.strip_prefix("# ").filter(|rest| {
                rest.split_once(" = ").is_some_and(|(key, _)| {
                    key.bytes()
                        .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
                })
            });
            let table = line.strip_prefix("# ").filter(|rest| rest.starts_with('['));
            format!("{}\n", setting.or(table).unwrap_or(line))
        })
        .collect();
    let text = text
        .replace(
            "\"dist\"",
            &format!("{:?}", folder.path().to_str().unwrap()),
        )
        .replace(
            "\"rollcall-audit.jsonl\"",
            &format!("{:?}", folder.path().join("audit").to_str().unwrap()),
        )
        .replace(
            "\"intranet-ca.pem\"",
            &format!("{:?}", ca.to_str().unwrap()),
        );
    let outcome = read_with(&text, &[], &[]);
    // It holds secrets now, of which another test speaks.
    let mut problems = outcome.problems.iter();
    assert!(problems.all(ConfigProblem::is_warning), "{problems:?}");
    assert_eq!(outcome.config.limits, Config::default().limits);
    assert_eq!(outcome.config.port, Config::default().port);
    let connections = &outcome.config.connections;
    assert_eq!(connections.len(), 5);
    assert!(connections.iter().all(|own| own.upstream.is_some()));
    assert!(connections.iter().any(|own| own.credentials.is_some()));
    for (key, variable) in Config::connection_settings() {
        let word = key.rsplit('.').next().unwrap();
        let named =
            text.contains(&format!("\n{word} = ")) || text.contains(&format!("# {word} = "));
        assert!(named || word.ends_with("_file"), "{key}");
        let shown = variable.is_none_or(|variable| {
            let word = variable.trim_start_matches("ROLLCALL_<ID>_");
            text.contains(word) || word.ends_with("_FILE")
        });
        assert!(shown, "{key}");
    }
    for setting in Setting::all() {
        let key = setting.key();
        let word = key.rsplit('.').next().unwrap();
        assert!(text.contains(&format!("\n{word} = ")), "{key}");
        assert!(text.contains(&setting.variable()), "{}", setting.variable());
    }
}

#[test]
fn environment_beats_file_and_flags_beat_both() {
    let text = "port = 1\n[limits]\ntimeout_seconds = 1\nconnect_timeout_seconds = 0.5\n[sandbox]\nseed = 3\n\
                [connections.t12]\nupstream = \"https://file.example\"";
    let environment = [
        ("ROLLCALL_PORT", "2"),
        ("ROLLCALL_TIMEOUT_SECONDS", "2"),
        ("ROLLCALL_T12_UPSTREAM", "https://environment.example/x"),
        ("ROLLCALL_SEED", ""),
        ("PATH", "/bin"),
    ];
    let outcome = read_with(text, &environment, &[(Setting::Port, "--port", "3")]);
    assert_eq!(outcome.problems, vec![]);
    let config = outcome.config;
    assert_eq!((config.port, config.seed), (3, 3));
    assert_eq!(config.limits.timeout, Duration::from_secs(2));
    assert_eq!(config.limits.connect_timeout, Duration::from_millis(500));
    let upstream = |id| config.connection(id).unwrap().upstream.as_ref();
    let t12 = upstream("t12").unwrap();
    assert_eq!((t12.host(), t12.base_path()), ("environment.example", "/x"));
    assert_eq!(upstream("tingyun"), None);
    assert!(config.has_sandbox());
}

#[test]
fn everything_wrong_is_said_at_once() {
    let text = "prot = 1\nlisten = \"everywhere\"\nlimits = 3\n[vendors.t12]\nupstream = \"x\"\n\
                [connections.bitanswer]\nupstream = \"https://me:secret@a.example\"\nupstraem = 1\n[empty]\n";
    let environment = [("ROLLCALL_PORT", "70000"), ("ROLLCALL_TYPO", "1")];
    let outcome = read_with(text, &environment, &[(Setting::Seed, "--seed", "-1")]);
    let unknown = |key: &str| ConfigProblem::UnknownKey(key.to_owned());
    for problem in [
        unknown("prot"),
        unknown("limits"),
        unknown("vendors"),
        unknown("connections.bitanswer.upstraem"),
        unknown("empty"),
        ConfigProblem::Wrong(Place::Key("listen".to_owned()), Expected::Address),
        ConfigProblem::Wrong(
            Place::Key("connections.bitanswer.upstream".to_owned()),
            Expected::Upstream(Some(UpstreamProblem::Credentials)),
        ),
        ConfigProblem::Wrong(Place::Variable("ROLLCALL_PORT".to_owned()), Expected::Port),
        ConfigProblem::Wrong(Place::Flag("--seed"), Expected::Seed),
        ConfigProblem::UnknownVariable("ROLLCALL_TYPO".to_owned()),
    ] {
        assert!(outcome.problems.contains(&problem), "{problem}");
    }
    assert_eq!(outcome.problems.len(), 10, "{:?}", outcome.problems);
    for problem in &outcome.problems {
        let sentence = problem.to_string();
        assert!(sentence.ends_with(['.', '?']), "{sentence}");
        assert!(!sentence.contains("secret"), "{sentence}");
    }
}

#[test]
fn what_is_only_seen_as_a_whole_is_said_too() {
    let text = "port = 8080\ndist = \"/nowhere\"\nca_file = \"/nowhere.pem\"\nallowed_origins = [\"http://a/b\"]\n\
                [connections.t12]\nupstream = \"http://localhost:8080\"\n[connections.tingyun]\nupstream = \"http://a.example\"";
    let problems = read_with(text, &[], &[]).problems;
    let expected = [
        ConfigProblem::Wrong(Place::Key("allowed_origins".to_owned()), Expected::Origins),
        ConfigProblem::UpstreamIsOurselves("t12".to_owned()),
        ConfigProblem::Unencrypted("tingyun".to_owned()),
        ConfigProblem::DistWithoutIndex(PathBuf::from("/nowhere")),
        ConfigProblem::CaFileUnusable(PathBuf::from("/nowhere.pem")),
    ];
    assert_eq!(problems, expected);
}

#[test]
fn text_that_is_not_toml_is_pointed_at() {
    let outcome = read_with("port = 1\nlisten = \n", &[], &[]);
    assert!(
        matches!(
            outcome.problems[..],
            [ConfigProblem::NotToml(_, Some(2), _)]
        ),
        "{:?}",
        outcome.problems
    );
    let missing = Sources {
        file: Some(PathBuf::from("/nowhere.toml")),
        ..Sources::default()
    };
    let problems = read(&missing).problems;
    assert!(matches!(
        problems[..],
        [ConfigProblem::FileUnreadable(_, _)]
    ));
}
