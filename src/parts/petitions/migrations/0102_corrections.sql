-- A citizen may ask that what is kept about them be corrected; the office answers and corrects.
alter table petition_message drop constraint petition_message_kind_check;
alter table petition_message add constraint petition_message_kind_check check (kind in (
  'question', 'reply', 'note', 'answer', 'reopenRequest', 'withdrawal', 'correctionRequest', 'correctionAnswer'));
grant update on petition_contact to gandan_app;
