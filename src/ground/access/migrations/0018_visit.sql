-- What somebody without an account has open in a browser: the cookie is a token made for this visit, the code
-- lies here under a key that only the cookie gives. Leaving ends it here, not only in the browser.
create table visit (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  purpose text not null,
  locked_code bytea not null,
  ends_at timestamptz not null
);
create index visit_ends on visit (ends_at);
grant select, insert, delete on visit to gandan_app;
