-- A second complaint that came on paper, of a first one that was decided before this program was here: number, day and
-- body of that decision, as the letter gives them.
alter table petition add column first_decision text;
