//! The way between the console, the gateway and the vendor, and what is lost on it.

use crate::carried::{Came, Wire, failure};
use crate::gateway::{Claim, Record};
use crate::queue::Queue;
use crate::random::Random;
use crate::run::Happening;
use crate::scenario::Weather;
use crate::vendor;
use sandbox::Sandbox;
use std::collections::{HashMap, HashSet};
use vendors::Response;
use vendors::problem::{ProxyFailureKind, TransportFailure};

/// How long the console and the gateway wait for an answer, in milliseconds.
const PATIENCE: u64 = 30_000;

/// Something on its way.
pub(crate) enum Leg {
    /// A call reaches the gateway.
    ToGateway(usize),
    /// A trip reaches the vendor.
    ToVendor(usize),
    /// An answer, or the end of the connection, reaches the gateway.
    FromVendor(usize, Option<Response>),
    /// The gateway stops waiting for a trip.
    GatewayTimeout(usize),
    /// Something reaches the console for a call.
    ToConsole(usize, Came),
}

struct Trip {
    call: usize,
    over: bool,
}

/// Everything between the console and the vendor.
pub(crate) struct Network {
    wires: Vec<Wire>,
    trips: Vec<Trip>,
    record: Record,
    /// Writes that the vendor did in part and refused: it recognises them by their ids, as it does those that it did.
    parts: HashMap<String, Response>,
    /// Writes that the vendor has seen whole.
    seen: HashSet<String>,
    weather: Weather,
    pub(crate) sandbox: Sandbox,
}

impl Network {
    pub(crate) fn new(sandbox: Sandbox, weather: Weather) -> Self {
        Network {
            wires: Vec::new(),
            trips: Vec::new(),
            record: Record::default(),
            parts: HashMap::new(),
            seen: HashSet::new(),
            weather,
            sandbox,
        }
    }

    pub(crate) fn requests(&self) -> usize {
        self.wires.len()
    }

    fn is_foul(&self) -> bool {
        (self.wires.len() as u64) < self.weather.requests
    }

    fn delay(&self, random: &mut Random) -> u64 {
        if self.is_foul() && random.per_mille(self.weather.slow) {
            random.between(1, 25_000)
        } else {
            random.between(1, 80)
        }
    }

    fn goes_wrong(&self, share: u64, random: &mut Random) -> bool {
        self.is_foul() && random.per_mille(share)
    }

    /// A request leaves the console; gives the call's number.
    pub(crate) fn send(
        &mut self,
        wire: Wire,
        now: u64,
        queue: &mut Queue<Happening>,
        random: &mut Random,
    ) -> usize {
        let call = self.wires.len();
        self.wires.push(wire);
        let timeout = Came::Nothing(TransportFailure::TimedOut(30));
        queue.at(
            now + PATIENCE,
            Happening::Leg(Leg::ToConsole(call, timeout)),
        );
        if self.goes_wrong(self.weather.lost / 3, random) {
            let lost = Came::Nothing(TransportFailure::NotReached);
            let at = now + self.delay(random);
            queue.at(at, Happening::Leg(Leg::ToConsole(call, lost)));
            return call;
        }
        let at = now + self.delay(random);
        queue.at(at, Happening::Leg(Leg::ToGateway(call)));
        if self.goes_wrong(self.weather.duplicated, random) {
            let at = now + self.delay(random);
            queue.at(at, Happening::Leg(Leg::ToGateway(call)));
        }
        call
    }

    /// Something arrives; gives what reaches the console, if it is that.
    pub(crate) fn arrive(
        &mut self,
        leg: Leg,
        now: u64,
        queue: &mut Queue<Happening>,
        random: &mut Random,
    ) -> Option<(usize, Came)> {
        match leg {
            Leg::ToConsole(call, came) => return Some((call, came)),
            Leg::ToGateway(call) => self.reach_gateway(call, now, queue, random),
            Leg::ToVendor(trip) => self.reach_vendor(trip, now, queue, random),
            Leg::FromVendor(trip, Some(response)) => {
                self.settle(trip, &response, now, queue, random);
            }
            Leg::FromVendor(trip, None) => {
                let closed = failure(ProxyFailureKind::Closed);
                self.settle(trip, &closed, now, queue, random);
            }
            Leg::GatewayTimeout(trip) => {
                let timeout = failure(ProxyFailureKind::Timeout);
                self.settle(trip, &timeout, now, queue, random);
            }
        }
        None
    }

    fn reach_gateway(
        &mut self,
        call: usize,
        now: u64,
        queue: &mut Queue<Happening>,
        random: &mut Random,
    ) {
        let wire = &self.wires[call];
        let claim = match &wire.id {
            Some(id) => self.record.claim(id, wire.vendor, call),
            None => Claim::SendOn,
        };
        match claim {
            Claim::Wait => {}
            Claim::Answered(response) => self.answer(call, response, now, queue, random),
            Claim::SendOn => {
                let trip = self.trips.len();
                self.trips.push(Trip { call, over: false });
                if self.goes_wrong(self.weather.lost / 4, random) {
                    let kind = if random.per_mille(500) {
                        ProxyFailureKind::Connect
                    } else {
                        ProxyFailureKind::Dns
                    };
                    let refused = failure(kind);
                    self.settle(trip, &refused, now, queue, random);
                    return;
                }
                let at = now + self.delay(random);
                queue.at(at, Happening::Leg(Leg::ToVendor(trip)));
                queue.at(now + PATIENCE, Happening::Leg(Leg::GatewayTimeout(trip)));
            }
        }
    }

    fn reach_vendor(
        &mut self,
        trip: usize,
        now: u64,
        queue: &mut Queue<Happening>,
        random: &mut Random,
    ) {
        let wire = self.wires[self.trips[trip].call].clone();
        let in_part = self.answer_in_part(&wire, now, random);
        let answer = match in_part {
            Some(answer) => Some(answer),
            None => {
                if self.goes_wrong(self.weather.faults, random) {
                    vendor::arm(&mut self.sandbox, wire.vendor, wire.id.is_none(), random);
                }
                vendor::ask(&mut self.sandbox, &wire, now)
            }
        };
        let answer = answer.filter(|_| !self.goes_wrong(self.weather.lost / 4, random));
        let at = now + self.delay(random);
        queue.at(at, Happening::Leg(Leg::FromVendor(trip, answer)));
    }

    fn answer_in_part(&mut self, wire: &Wire, now: u64, random: &mut Random) -> Option<Response> {
        let id = wire.id.as_ref()?;
        if let Some(known) = self.parts.get(id) {
            return Some(known.clone());
        }
        if self.seen.contains(id) || !self.goes_wrong(self.weather.partial, random) {
            self.seen.insert(id.clone());
            return None;
        }
        let sandbox = &mut self.sandbox;
        let answer = if random.per_mille(500) {
            vendor::do_in_part(sandbox, wire, now, random)
        } else {
            vendor::pass_one_over(sandbox, wire, now, random)
        }?;
        self.parts.insert(id.clone(), answer.clone());
        Some(answer)
    }

    fn settle(
        &mut self,
        trip: usize,
        response: &Response,
        now: u64,
        queue: &mut Queue<Happening>,
        random: &mut Random,
    ) {
        if std::mem::replace(&mut self.trips[trip].over, true) {
            return;
        }
        let call = self.trips[trip].call;
        let waiting = match &self.wires[call].id {
            Some(id) => self.record.settle(&id.clone(), call, response),
            None => vec![call],
        };
        for call in waiting {
            self.answer(call, response.clone(), now, queue, random);
        }
    }

    fn answer(
        &mut self,
        call: usize,
        mut response: Response,
        now: u64,
        queue: &mut Queue<Happening>,
        random: &mut Random,
    ) {
        let at = now + self.delay(random);
        if self.goes_wrong(self.weather.lost / 4, random) {
            // The browser sends again by itself, or tells the page.
            let happening = if random.per_mille(500) {
                Leg::ToGateway(call)
            } else {
                Leg::ToConsole(call, Came::Nothing(TransportFailure::NotReached))
            };
            queue.at(at, Happening::Leg(happening));
            return;
        }
        if self.goes_wrong(self.weather.lost / 6, random) {
            response.body.truncate(response.body.len() / 2);
        }
        let came = Came::Response(response);
        queue.at(at, Happening::Leg(Leg::ToConsole(call, came)));
    }
}
