create table account (
  person_id uuid primary key references person (id),
  username text not null unique,
  -- Null until the invitation is taken up, or where people sign in at the province only.
  password_hash text,
  disabled_at timestamptz,
  -- age recipient for sealed matters, and its identity wrapped under the password; the program cannot open it.
  recipient text,
  wrapped_identity text,
  -- Second factor: the TOTP secret once it was proved, and the last step taken, which is not taken twice.
  totp_secret text,
  totp_step bigint
);

-- One-time codes for who lost the second factor; hashes only.
create table recovery_code (
  person_id uuid not null references account (person_id),
  code_hash bytea not null,
  used_at timestamptz,
  primary key (person_id, code_hash)
);

-- Passkeys (WebAuthn).
create table passkey (
  credential_id text primary key,
  person_id uuid not null references account (person_id),
  name text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  created_at timestamptz not null,
  used_at timestamptz
);
create index passkey_by_person on passkey (person_id);

-- Who a person is at an outside issuer. Issuer and subject, never the mail address, which may change hands.
create table outside_identity (
  issuer text not null,
  subject text not null,
  person_id uuid not null references account (person_id),
  primary key (issuer, subject)
);

-- A one-time link by which an invited person sets up their own account.
create table invitation (
  token_hash bytea primary key,
  person_id uuid not null references account (person_id),
  made_by uuid references person (id),
  made_at timestamptz not null,
  ends_at timestamptz not null,
  used_at timestamptz
);

-- Opaque sessions: the cookie's hash only.
create table session (
  id uuid not null unique,
  token_hash bytea primary key,
  person_id uuid not null references person (id),
  post_id uuid not null references post (id),
  -- Set while acting in a post that was delegated.
  delegation_id uuid references delegation (id),
  -- How they signed in, and when they last proved to be themselves.
  method text not null check (method in ('password', 'totp', 'recovery', 'passkey', 'oidc')),
  proved_at timestamptz not null,
  device text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null
);
create index session_by_person on session (person_id);

-- Sign-ins that worked or did not, for the person to look through.
create table sign_in (
  person_id uuid not null references person (id),
  at timestamptz not null,
  method text not null,
  succeeded boolean not null,
  device text not null
);
create index sign_in_by_person on sign_in (person_id, at desc);

-- What somebody wants corrected in what is kept about them.
create table correction (
  id uuid primary key,
  person_id uuid not null references person (id),
  text text not null,
  asked_at timestamptz not null,
  answer text,
  answered_at timestamptz
);

-- Tokens for programs act with the rights of a post.
create table api_token (
  token_hash bytea primary key,
  post_id uuid not null references post (id),
  name text not null,
  created_at timestamptz not null,
  ends_at timestamptz not null
);

grant select, insert, update on account, recovery_code, correction, passkey, outside_identity, invitation to gandan_app;
grant delete on recovery_code, passkey, outside_identity to gandan_app;
grant select, insert on sign_in to gandan_app;
grant delete on sign_in to gandan_app;
grant select, insert, update, delete on session, api_token to gandan_app;
