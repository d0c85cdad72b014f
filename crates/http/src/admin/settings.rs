//! Settings, a section at a time.

use axum::extract::State;
use kn_app::settings::{self, Section};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::dto::common::ProblemDto as Problem;
use crate::dto::settings::{
    BrandingSettings, BrandingSettingsPut, CompanySettings, CompanySettingsPut, EmailSettings,
    EmailSettingsPut, PaymentsSettings, PaymentsSettingsPut, TestMailRequest, TestMailResult,
};
use crate::extract::{Json, Staff};
use crate::map;
use crate::problem::Reply;
use crate::state::HttpState;

pub(crate) fn router() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(admin_company_settings_get, admin_company_settings_put))
        .routes(routes!(admin_branding_settings_get, admin_branding_settings_put))
        .routes(routes!(admin_payments_settings_get, admin_payments_settings_put))
        .routes(routes!(admin_email_settings_get, admin_email_settings_put))
        .routes(routes!(admin_email_settings_test))
}

/// Settings: company.
#[utoipa::path(
    get,
    path = "/admin/settings/company",
    tag = "admin settings",
    responses((status = 200, description = "The section", body = CompanySettings))
)]
pub(crate) async fn admin_company_settings_get(
    State(state): State<HttpState>,
    Staff(actor): Staff,
) -> Reply<Json<CompanySettings>> {
    let view = settings::get(state.app(), &actor, Section::Company).await?;
    Ok(Json(view.try_into()?))
}

/// Write settings: company.
#[utoipa::path(
    put,
    path = "/admin/settings/company",
    tag = "admin settings",
    request_body = CompanySettingsPut,
    responses((status = 200, description = "As it is now", body = CompanySettings), (status = 409, description = "`conflict`: somebody else changed it", body = Problem))
)]
pub(crate) async fn admin_company_settings_put(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    Json(request): Json<CompanySettingsPut>,
) -> Reply<Json<CompanySettings>> {
    let change = map::change(request.value, (), request.version)?;
    let view = settings::put(state.app(), &actor, Section::Company, change).await?;
    Ok(Json(view.try_into()?))
}

/// Settings: branding.
#[utoipa::path(
    get,
    path = "/admin/settings/branding",
    tag = "admin settings",
    responses((status = 200, description = "The section", body = BrandingSettings))
)]
pub(crate) async fn admin_branding_settings_get(
    State(state): State<HttpState>,
    Staff(actor): Staff,
) -> Reply<Json<BrandingSettings>> {
    let view = settings::get(state.app(), &actor, Section::Branding).await?;
    Ok(Json(view.try_into()?))
}

/// Write settings: branding.
#[utoipa::path(
    put,
    path = "/admin/settings/branding",
    tag = "admin settings",
    request_body = BrandingSettingsPut,
    responses((status = 200, description = "As it is now", body = BrandingSettings), (status = 409, description = "`conflict`: somebody else changed it", body = Problem))
)]
pub(crate) async fn admin_branding_settings_put(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    Json(request): Json<BrandingSettingsPut>,
) -> Reply<Json<BrandingSettings>> {
    let change = map::change(request.value, (), request.version)?;
    let view = settings::put(state.app(), &actor, Section::Branding, change).await?;
    Ok(Json(view.try_into()?))
}

/// Settings: payments.
#[utoipa::path(
    get,
    path = "/admin/settings/payments",
    tag = "admin settings",
    responses((status = 200, description = "The section", body = PaymentsSettings))
)]
pub(crate) async fn admin_payments_settings_get(
    State(state): State<HttpState>,
    Staff(actor): Staff,
) -> Reply<Json<PaymentsSettings>> {
    let view = settings::get(state.app(), &actor, Section::Payments).await?;
    Ok(Json(view.try_into()?))
}

/// Write settings: payments.
#[utoipa::path(
    put,
    path = "/admin/settings/payments",
    tag = "admin settings",
    request_body = PaymentsSettingsPut,
    responses((status = 200, description = "As it is now", body = PaymentsSettings), (status = 409, description = "`conflict`: somebody else changed it", body = Problem))
)]
pub(crate) async fn admin_payments_settings_put(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    Json(request): Json<PaymentsSettingsPut>,
) -> Reply<Json<PaymentsSettings>> {
    let change = map::change(request.value, (), request.version)?;
    let view = settings::put(state.app(), &actor, Section::Payments, change).await?;
    Ok(Json(view.try_into()?))
}

/// Settings: email.
#[utoipa::path(
    get,
    path = "/admin/settings/email",
    tag = "admin settings",
    responses((status = 200, description = "The section", body = EmailSettings))
)]
pub(crate) async fn admin_email_settings_get(
    State(state): State<HttpState>,
    Staff(actor): Staff,
) -> Reply<Json<EmailSettings>> {
    let view = settings::get(state.app(), &actor, Section::Email).await?;
    Ok(Json(view.try_into()?))
}

/// Write settings: email.
#[utoipa::path(
    put,
    path = "/admin/settings/email",
    tag = "admin settings",
    request_body = EmailSettingsPut,
    responses((status = 200, description = "As it is now", body = EmailSettings), (status = 409, description = "`conflict`: somebody else changed it", body = Problem))
)]
pub(crate) async fn admin_email_settings_put(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    Json(request): Json<EmailSettingsPut>,
) -> Reply<Json<EmailSettings>> {
    let change = map::change(request.value, request.secrets, request.version)?;
    let view = settings::put(state.app(), &actor, Section::Email, change).await?;
    Ok(Json(view.try_into()?))
}

/// Send a test mail through the transport as saved.
#[utoipa::path(
    post,
    path = "/admin/settings/email/test",
    tag = "admin settings",
    request_body = TestMailRequest,
    responses((status = 200, description = "The transport took it", body = TestMailResult), (status = 503, description = "The transport refused; `detail` says why", body = Problem))
)]
pub(crate) async fn admin_email_settings_test(
    State(state): State<HttpState>,
    Staff(actor): Staff,
    Json(request): Json<TestMailRequest>,
) -> Reply<Json<TestMailResult>> {
    let transport = settings::send_test_mail(state.app(), &actor, &request.to).await?;
    Ok(Json(TestMailResult { transport }))
}
