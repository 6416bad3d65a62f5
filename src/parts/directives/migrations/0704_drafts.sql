-- A document that goes out is written and signed first and gets its number last (Decree 30/2020, Art. 14 to 16): until
-- then it is a draft, and stands in no book.
create table document_draft (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  type_code text not null,
  office text not null,
  abstract text not null,
  body text not null,
  files jsonb not null default '[]',
  urgency text not null check (urgency in ('none', 'urgent', 'veryUrgent', 'express')),
  effective_on date,
  expires_on date,
  implements_id uuid references document (id),
  state text not null check (state in ('draft', 'submitted', 'signed', 'issued', 'dropped')),
  drafted_by uuid not null references post (id),
  drafted_on date not null,
  submitted_on date,
  returned_why text,
  signed_on date,
  signer text,
  signer_title text,
  authority text check (authority in ('', 'TM', 'Q', 'KT', 'TL', 'TUQ')),
  document_id uuid unique references document (id),
  version integer not null default 1,
  check ((state in ('signed', 'issued')) = (signed_on is not null)),
  check ((signed_on is null) = (signer is null) and (signed_on is null) = (signer_title is null)
    and (signed_on is null) = (authority is null)),
  check (state <> 'submitted' or submitted_on is not null),
  check ((state = 'issued') = (document_id is not null))
);
create index document_draft_open on document_draft (unit_id, state) where state in ('draft', 'submitted', 'signed');
grant select, insert, update on document_draft to gandan_app;
select keep_changes('document_draft');

-- What was issued and is called back keeps its number as well, and says so (Art. 18).
alter table document add column withdrawn_on date, add column withdrawn_why text,
  add check ((withdrawn_on is null) = (withdrawn_why is null));
