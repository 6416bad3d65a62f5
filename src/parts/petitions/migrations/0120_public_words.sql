-- What everybody may read of a published case, folded: what is being handed in is compared with this and nothing
-- else, so that "already published" tells nobody the sender's name or the words that were left out.
alter table petition_words add column public_plain text not null default '';
update petition_words set public_plain = left(trim(regexp_replace(
    replace(regexp_replace(normalize(lower(public_title || ' ' || public_text), NFD), '[\u0300-\u036f]', '', 'g'), 'đ', 'd'),
    '[^a-z0-9]+', ' ', 'g')), 400)
from petition where petition.id = petition_id and published_at is not null and public_title is not null;
