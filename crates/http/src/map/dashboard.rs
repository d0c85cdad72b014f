//! The two start pages.

use kn_app::dashboard as model;

use super::lines;
use crate::dto::dashboard::{
    AttentionItem, CustomerDashboard, DatacenterCount, DayAmount, PlanCount, Queue, SpendPoint,
    StaffDashboard,
};

impl From<model::CustomerDashboard> for CustomerDashboard {
    fn from(page: model::CustomerDashboard) -> Self {
        Self {
            active_services: page.active_services,
            provisioning_services: page.provisioning_services,
            wallet: page.wallet.into(),
            due_this_month: page.due_this_month.into(),
            next_due_on: page.next_due_on,
            // Tickets come with a later milestone.
            open_tickets: 0,
            attention: lines(page.attention),
            spend: lines(page.spend),
            renewing: lines(page.renewing),
            activity: lines(page.activity),
        }
    }
}

impl From<model::Attention> for AttentionItem {
    fn from(item: model::Attention) -> Self {
        Self {
            kind: item.kind.to_owned(),
            title: item.title,
            detail: item.detail,
            link: item.link,
            action: item.action.to_owned(),
        }
    }
}

impl From<model::SpendPoint> for SpendPoint {
    fn from(point: model::SpendPoint) -> Self {
        Self { month: point.month, category: point.category.into(), amount: point.amount.into() }
    }
}

impl From<model::StaffDashboard> for StaffDashboard {
    fn from(page: model::StaffDashboard) -> Self {
        Self {
            queues: lines(page.queues),
            revenue_this_month: page.revenue_this_month.into(),
            revenue_last_month: page.revenue_last_month.into(),
            revenue_by_day: lines(page.revenue_by_day),
            mrr: page.mrr.into(),
            wallet_liability: page.wallet_liability.into(),
            orders_by_plan: lines(page.orders_by_plan),
            services_by_datacenter: lines(page.services_by_datacenter),
            sign_ups_30d: page.sign_ups_30d,
            activity: lines(page.activity),
        }
    }
}

impl From<model::Queue> for Queue {
    fn from(queue: model::Queue) -> Self {
        Self {
            key: queue.key.to_owned(),
            label: queue.label.to_owned(),
            count: queue.count,
            oldest_at: queue.oldest_at,
            link: queue.link.to_owned(),
        }
    }
}

impl From<model::DayAmount> for DayAmount {
    fn from(day: model::DayAmount) -> Self {
        Self { date: day.date, amount: day.amount.into() }
    }
}

impl From<model::PlanCount> for PlanCount {
    fn from(plan: model::PlanCount) -> Self {
        Self { plan: plan.plan, count: plan.count, amount: plan.amount.into() }
    }
}

impl From<model::DatacenterCount> for DatacenterCount {
    fn from(place: model::DatacenterCount) -> Self {
        Self { datacenter: place.datacenter, count: place.count }
    }
}
