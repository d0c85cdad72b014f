//! The way from the order to the running server, as the customer sees it. Pure.

use chrono::{DateTime, Utc};

use super::model::{OrderStatus, StepState, TimelineStep};

/// When what happened.
#[derive(Debug, Clone, Copy)]
pub(super) struct Milestones {
    pub(super) status: OrderStatus,
    pub(super) placed_at: DateTime<Utc>,
    pub(super) paid_at: Option<DateTime<Utc>>,
    pub(super) activated_at: Option<DateTime<Utc>>,
    pub(super) changed_at: DateTime<Utc>,
}

pub(super) fn timeline(at: Milestones) -> Vec<TimelineStep> {
    let mut steps = vec![step("placed", "Order placed", Some(at.placed_at), StepState::Done)];
    let ended = match at.status {
        OrderStatus::Cancelled => Some("Cancelled"),
        OrderStatus::Expired => Some("Expired unpaid"),
        OrderStatus::Fraud => Some("On hold for review"),
        _ => None,
    };
    match (at.paid_at, ended) {
        (Some(paid_at), _) => {
            steps.push(step("paid", "Payment received", Some(paid_at), StepState::Done));
        }
        (None, None) => steps.push(step("paid", "Waiting for payment", None, StepState::Current)),
        (None, Some(_)) => {}
    }
    if let Some(label) = ended {
        steps.push(step(at.status.as_str(), label, Some(at.changed_at), StepState::Failed));
        return steps;
    }
    let (label, state) = match at.status {
        OrderStatus::Active => ("Built", StepState::Done),
        OrderStatus::Failed => ("Building stopped; our engineers look into it", StepState::Failed),
        OrderStatus::Provisioning => ("Being built", StepState::Current),
        _ if at.paid_at.is_some() => ("In line to be built", StepState::Current),
        _ => ("Building", StepState::Waiting),
    };
    steps.push(step("building", label, None, state));
    let ready = if at.status == OrderStatus::Active { StepState::Done } else { StepState::Waiting };
    steps.push(step("ready", "Ready to use", at.activated_at, ready));
    steps
}

fn step(key: &str, label: &str, at: Option<DateTime<Utc>>, state: StepState) -> TimelineStep {
    TimelineStep { key: key.to_owned(), label: label.to_owned(), at, state }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn states(status: OrderStatus, paid: bool) -> Vec<(String, StepState)> {
        let at = DateTime::<Utc>::UNIX_EPOCH;
        let active = status == OrderStatus::Active;
        let milestones = Milestones {
            status,
            placed_at: at,
            paid_at: paid.then_some(at),
            activated_at: active.then_some(at),
            changed_at: at,
        };
        timeline(milestones).into_iter().map(|step| (step.key, step.state)).collect()
    }

    #[test]
    fn exactly_one_step_is_current_until_the_server_is_ready() {
        for (status, paid, current) in [
            (OrderStatus::Pending, false, Some("paid")),
            (OrderStatus::Pending, true, Some("building")),
            (OrderStatus::Provisioning, true, Some("building")),
            (OrderStatus::Active, true, None),
            (OrderStatus::Failed, true, None),
            (OrderStatus::Cancelled, false, None),
        ] {
            let steps = states(status, paid);
            let now: Vec<&str> = steps
                .iter()
                .filter(|(_, s)| *s == StepState::Current)
                .map(|(key, _)| key.as_str())
                .collect();
            assert_eq!(now, current.into_iter().collect::<Vec<_>>(), "{status} paid={paid}");
        }
    }

    #[test]
    fn an_order_that_ended_says_how() {
        let steps = states(OrderStatus::Expired, false);
        assert_eq!(
            steps,
            [("placed".to_owned(), StepState::Done), ("expired".to_owned(), StepState::Failed)]
        );
    }
}
