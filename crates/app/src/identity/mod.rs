//! Who people are: users, accounts, memberships, sessions, tokens.
//!
//! A *user* signs in; an *account* owes and owns; a *membership* joins them with a role. Every user is a
//! member of at least one account (`register::create_user` makes both). A *session* row is the authority
//! behind every signed-in call: the access token (JWT, at most five minutes) only names it, and what the
//! person may do is read from the database.
//!
//! States of a session: live → ended (`revoked_at`), or live → run out (idle or absolute end). Neither
//! comes back. States of a refresh token: fresh → consumed (has a successor) or fresh → revoked.
//! A session has at most one fresh refresh token.
//!
//! Invariants:
//! * Unknown address, wrong password and disabled user get the same answer after the same work.
//! * Which of two rivals wins a refresh token is decided by a conditional UPDATE, never by a read.
//! * An ended session or a disabled user is refused at once on this node, within two seconds on others.
//!
//! Called by `http` (all of it), the CLI (`create_admin`), `server` at start (`has_demo_accounts`) and the
//! demo seeder (`create_user`, `make_staff`).

mod admin;
mod authenticate;
mod fields;
mod login;
mod me;
mod model;
mod password;
mod policy;
mod profile;
mod refresh;
mod register;
pub(crate) mod sessions;
mod start;
mod step_up;
mod store;
mod tokens;
mod user_view;
mod users;

pub use kn_db::entities::membership::Role as MembershipRole;
pub use kn_db::entities::session::Transport;

pub use admin::{create_admin, has_demo_accounts};
pub use authenticate::authenticate;
pub use login::{login, logout};
pub use me::{change_password, me, set_active_account};
pub use model::{
    Account, Address, ChangePassword, Login, Me, Membership, ProfilePatch, Register, SignedIn,
    StepUp, Tokens, User,
};
pub use profile::update_profile;
pub use refresh::refresh;
pub use register::register;
pub use step_up::step_up;
pub use user_view::{
    UserAccount, UserDetail, UserFilter, UserPatch, UserRole, UserRow, UserStats, UserStatus,
};
pub use users::{get_user, list_users, update_user};

pub(crate) use admin::{make_staff, seed_roles};
pub(crate) use password::hash as hash_password;
pub(crate) use register::{NewUser, create_user};
