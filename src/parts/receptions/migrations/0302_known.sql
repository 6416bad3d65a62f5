-- The day on which it became known that a session was held or called off: figures as of an earlier day do not
-- know it yet. Empty where it was known on its own day.
alter table reception_session add column state_from date;
-- What figures count, without reading the rest of a session.
create index reception_session_counted on reception_session (on_day)
  include (unit_id, leader_post, state, in_person, state_from, posted_at);
