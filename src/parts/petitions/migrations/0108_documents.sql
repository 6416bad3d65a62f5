-- Numbers of documents per issuing body, year and type, without gaps: a number is taken in the transaction
-- that issues its document (Decree 30/2020/NĐ-CP, Article 15).
create table document_series (
  unit_id uuid not null references unit (id),
  year integer not null,
  type text not null,
  last integer not null check (last > 0),
  primary key (unit_id, year, type)
);

-- A document as issued; what is issued does not change. Sealed matters have none here: of a case found to be
-- one, the number alone stays.
create table petition_document (
  id uuid primary key,
  petition_id uuid not null references petition (id),
  kind text not null,
  unit_id uuid not null references unit (id),
  year integer not null,
  type text not null,
  number integer not null,
  issued_on date not null,
  issued_by uuid not null references post (id),
  content jsonb not null,
  unique (unit_id, year, type, number)
);
create index petition_document_by_petition on petition_document (petition_id, issued_on);
grant select, insert, update on document_series to gandan_app;
grant select, insert, update on petition_document to gandan_app;
