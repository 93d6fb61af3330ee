//! The checks beyond the way: what stands between, and the vendor itself.

use super::*;

impl Examination<'_> {
    pub(super) fn forwarding(&self) -> Verdict {
        use ProxyFailureKind as K;
        if !self.subject().route.is_foreign() && !self.subject().route.is_gateway() {
            return Verdict::NotNeeded;
        }
        match self.findings.proxy_failure() {
            Some(K::SignInNeeded | K::RoleNotEnough) => self.untold(),
            Some(
                kind @ (K::Refused
                | K::NotAllowed
                | K::Busy
                | K::RateLimited
                | K::Foreign
                | K::Misconfigured
                | K::RequestTooLarge
                | K::RequestIncomplete
                | K::RepeatDiffers
                | K::AuditUnavailable),
            ) => fail(Fault::Between(kind)),
            Some(
                K::Dns
                | K::AddressRefused
                | K::Connect
                | K::Tls
                | K::Timeout
                | K::Closed
                | K::ResponseTooLarge,
            ) => PASS,
            None => match self.findings.wordless_status() {
                Some(status @ (401 | 403 | 405 | 407 | 429)) => fail(Fault::ProxyStatus {
                    server: self.server_origin(),
                    status,
                    page: self.subject().page.clone(),
                }),
                _ if self.died_at_gateway() => fail(Fault::RequestDied {
                    server: self.subject().page.clone(),
                }),
                _ => self.pass_if(self.findings.was_answered()),
            },
        }
    }

    fn died_at_gateway(&self) -> bool {
        self.findings.reached == Some(Reached::Gateway(true))
            && self.findings.transport_failure() == Some(TransportFailure::NotReached)
    }

    pub(super) fn upstream(&self) -> Verdict {
        use ProxyFailureKind as K;
        let route = &self.subject().route;
        if !route.is_foreign() && !route.is_gateway() {
            return Verdict::NotNeeded;
        }
        if self.broken.is_some() {
            return self.untold();
        }
        if let Some(TransportFailure::TimedOut(seconds)) = self.findings.transport_failure() {
            return fail(Fault::TimedOut(seconds));
        }
        match self.findings.proxy_failure() {
            Some(
                kind @ (K::Dns
                | K::AddressRefused
                | K::Connect
                | K::Tls
                | K::Timeout
                | K::Closed
                | K::ResponseTooLarge),
            ) => fail(Fault::Between(kind)),
            _ => match self.findings.wordless_status() {
                Some(status @ (502 | 504)) => fail(Fault::UpstreamStatus {
                    server: self.server_origin(),
                    status,
                }),
                _ => self.pass_if(self.findings.was_answered()),
            },
        }
    }

    pub(super) fn vendor(&self) -> Verdict {
        if self.broken.is_some() {
            return self.untold();
        }
        match self.findings.problem() {
            Some(problem) if matches!(problem.cause, Cause::NotUnderstood(_)) => {
                fail(Fault::NotTheVendor(problem.clone()))
            }
            _ => self.pass_if(self.findings.vendor_answered()),
        }
    }

    pub(super) fn credentials(&self) -> Verdict {
        match self.subject().given {
            Given::Missing(field) => {
                return fail(Fault::Input(vendors::problem::InvalidInput::Missing(field)));
            }
            Given::Faulty(input) => return fail(Fault::Input(input)),
            Given::Here | Given::AtGateway => {}
        }
        if let Some(Cause::InvalidInput(input)) = self.findings.cause() {
            return fail(Fault::Input(*input));
        }
        match self.refused_credentials() {
            Some((problem, Kind::Credentials)) => fail(Fault::KeyRefused {
                problem: problem.clone(),
                is_held: self.subject().given == Given::AtGateway,
            }),
            Some((_, kind)) => Verdict::CannotTell(Untold::Behind(kind)),
            None if self.findings.vendor_answered() => {
                let is_held = self.subject().given == Given::AtGateway;
                Verdict::Pass(is_held.then_some(Remark::HeldByGateway))
            }
            None => self.untold(),
        }
    }

    /// The vendor's no to who we are, and the check that it is about.
    fn refused_credentials(&self) -> Option<(&Problem, Kind)> {
        let problem = self.findings.problem()?;
        match &problem.cause {
            Cause::Refused(refusal)
                if refusal.kind == RefusalKind::Credentials && self.findings.vendor_answered() =>
            {
                Some((problem, blamed(problem.vendor(), refusal)))
            }
            _ => None,
        }
    }

    pub(super) fn signature(&self) -> Verdict {
        if self.subject().vendor != Vendor::T12 {
            return Verdict::NotNeeded;
        }
        match self.refused_credentials() {
            Some((problem, Kind::Signature)) => fail(Fault::SignatureRefused(problem.clone())),
            Some((_, kind)) => Verdict::CannotTell(Untold::Behind(kind)),
            None => self.pass_if(self.findings.vendor_answered()),
        }
    }

    pub(super) fn clock(&self) -> Verdict {
        let refused = match self.refused_credentials() {
            Some((problem, Kind::Clock)) => Some(problem),
            _ => None,
        };
        match (self.findings.clock, refused) {
            (Some(Clock::Ahead(ahead)), _) if ahead.unsigned_abs() >= WRONG_CLOCK => {
                fail(Fault::ClockOff { ahead })
            }
            (_, Some(problem)) => fail(Fault::TimeRefused(problem.clone())),
            (Some(Clock::Ahead(0)), None) => PASS,
            (Some(Clock::Ahead(ahead)), None) => Verdict::Pass(Some(Remark::ClockCorrected(ahead))),
            (Some(Clock::Cached), None) => Verdict::CannotTell(Untold::DateCached),
            (Some(Clock::Hidden), None) => Verdict::CannotTell(Untold::DateHidden),
            (None, None) => self.untold(),
        }
    }

    pub(super) fn token(&self) -> Verdict {
        if self.subject().vendor != Vendor::ShareCreators {
            return Verdict::NotNeeded;
        }
        let Some(token) = &self.subject().token else {
            return Verdict::CannotTell(match self.subject().given {
                Given::AtGateway => Untold::NotShown,
                _ => Untold::Behind(Kind::Credentials),
            });
        };
        let token = token.clone();
        match (&token.claims, token.age, token.ended) {
            (None, ..) => fail(Fault::TokenOpaque),
            (_, _, Some(ended)) => fail(Fault::TokenEnded(token, ended)),
            (_, Some(Age::Future), None) => fail(Fault::TokenFromFuture(token)),
            _ => Verdict::CannotTell(Untold::TokenUnverified(token)),
        }
    }

    pub(super) fn service(&self) -> Verdict {
        match &self.findings.outcome {
            Some(Outcome::Answered(answered, milliseconds)) => {
                Verdict::Pass(Some(Remark::Answered(answered.clone(), *milliseconds)))
            }
            Some(Outcome::Failed(problem)) => match &problem.cause {
                Cause::Refused(refusal)
                    if refusal.kind != RefusalKind::Credentials
                        && self.findings.vendor_answered() =>
                {
                    fail(Fault::VendorSaysNo(problem.clone()))
                }
                _ => self.untold(),
            },
            _ => self.untold(),
        }
    }
}

/// What a vendor's no to who we are is about. Only T12 has more than a key, and names the parameter in its words.
fn blamed(vendor: Vendor, refusal: &Refusal) -> Kind {
    let words = refusal
        .message
        .as_deref()
        .unwrap_or_default()
        .to_ascii_lowercase();
    if vendor == Vendor::T12 && words.contains("time_stamp") {
        Kind::Clock
    } else if vendor == Vendor::T12 && words.contains("manager_sign") {
        Kind::Signature
    } else {
        Kind::Credentials
    }
}
