-- A line of the log that was taken down wrong is put right: what stood there before stays beside it, with when and why.
-- What the figures count of it (its day, kind, people, outcome) is taken back and entered anew instead.
alter table reception_visit add column corrected jsonb not null default '[]';
grant update (name, address, identity_note, representatives, matter, statement, handled_before, outcome_text, note,
  words, corrected) on reception_visit to gandan_app;
