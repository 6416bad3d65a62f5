-- Where whoever gets a mail leaves by one click (RFC 8058); empty for mail about one's own matter.
alter table mail add column leave_at text;
