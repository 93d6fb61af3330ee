//! The web servers whose recipes are tried by the end-to-end tests, and openssl, which makes certificates for them.

use crate::failure::Failure;
use crate::place;
use std::env;
use std::path::PathBuf;

struct WebServer {
    /// The variable that names the program to the tests, and that is taken before what is on PATH.
    variable: &'static str,
    program: &'static str,
    /// Where Debian keeps it: for some, where only root has its PATH.
    usual: &'static str,
    /// The package of Debian's that has it. That of Apache has no service, which would take port 80.
    package: &'static str,
}

const SERVERS: [WebServer; 3] = [
    WebServer {
        variable: "NGINX",
        program: "nginx",
        usual: "/usr/sbin/nginx",
        package: "nginx-light",
    },
    WebServer {
        variable: "CADDY",
        program: "caddy",
        usual: "/usr/bin/caddy",
        package: "caddy",
    },
    WebServer {
        variable: "APACHE",
        program: "apache2",
        usual: "/usr/sbin/apache2",
        package: "apache2-bin",
    },
];

impl WebServer {
    fn find(&self) -> Option<PathBuf> {
        env::var_os(self.variable)
            .map(PathBuf::from)
            .into_iter()
            .chain(place::on_path(self.program))
            .chain([PathBuf::from(self.usual)])
            .find(|path| path.is_file())
    }
}

/// The programs, each with the variable that names it to the tests.
pub fn require() -> Result<Vec<(&'static str, PathBuf)>, Failure> {
    let missing = |what: String| Failure::Missing {
        what,
        run: how_to_install().to_owned(),
    };
    if place::on_path("openssl").is_empty() {
        return Err(missing("openssl, on PATH".to_owned()));
    }
    let found = |server: &WebServer| {
        let program = server.find().ok_or_else(|| {
            missing(format!(
                "{}, on PATH or named by {}",
                server.program, server.variable
            ))
        })?;
        Ok((server.variable, program))
    };
    SERVERS.iter().map(found).collect()
}

/// Debian's packages of what is missing.
pub fn missing_packages() -> Vec<&'static str> {
    let servers = SERVERS.iter().filter(|server| server.find().is_none());
    let mut packages: Vec<_> = servers.map(|server| server.package).collect();
    if place::on_path("openssl").is_empty() {
        packages.push("openssl");
    }
    packages
}

fn how_to_install() -> &'static str {
    if cfg!(target_os = "macos") {
        "brew install nginx caddy httpd openssl"
    } else if cfg!(windows) {
        "winget install nginxinc.nginx CaddyServer.Caddy ApacheLounge.httpd ShiningLight.OpenSSL.Light"
    } else {
        "sudo apt-get install nginx-light caddy apache2-bin openssl"
    }
}
