-- How an answer was sent: on this page, by post under a number, by hand against a signature.
alter table petition_message add column sent_by text check (sent_by in ('online', 'post', 'hand')),
  add column sent_number text;
