-- Templates of papers that an office edits in Word. Each version stays: a paper issued is the paper it was.
create table document_template (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  kind text not null,
  name text not null,
  -- Null: from here on the standard layout again.
  bytes bytea,
  changed_by uuid not null references post (id),
  changed_at timestamptz not null
);
create index document_template_of on document_template (unit_id, kind, changed_at desc);
grant select, insert on document_template to gandan_app;
alter table petition_document add template_id uuid references document_template (id);

-- Whether the sender asked to have something put right and waits for the answer.
alter table petition add correction_asked boolean not null default false;
