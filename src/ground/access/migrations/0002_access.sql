create table account (
  person_id uuid primary key references person (id),
  username text not null unique,
  password_hash text not null,
  disabled_at timestamptz,
  -- age recipient for sealed matters, and its identity wrapped under the password; the program cannot open it.
  recipient text,
  wrapped_identity text
);

-- Opaque sessions: the cookie's hash only.
create table session (
  token_hash bytea primary key,
  person_id uuid not null references person (id),
  post_id uuid not null references post (id),
  created_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null
);
create index session_by_person on session (person_id);

-- Tokens for programs act with the rights of a post.
create table api_token (
  token_hash bytea primary key,
  post_id uuid not null references post (id),
  name text not null,
  created_at timestamptz not null,
  ends_at timestamptz not null
);

grant select, insert, update on account to gandan_app;
grant select, insert, update, delete on session, api_token to gandan_app;
