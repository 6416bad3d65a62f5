-- What one unit promised in another's name is the first one's until the other takes it: its word is not given for it.
alter table dialogue_promise add column asked_unit uuid references unit (id), add column declined_why text;
create index dialogue_promise_asked on dialogue_promise (asked_unit) where asked_unit is not null;
