-- One series of numbers for a body, year and type, whatever part issues the paper. Numbers of case papers went on in a
-- series of their own: the book goes on after the greater of the two, and what was issued keeps its number.
insert into document_number (unit_id, year, book, first, last)
select unit_id, year, case type when '' then 'CV' else type end, last + 1, last from document_series
on conflict (unit_id, year, book) do update set last = greatest(document_number.last, excluded.last);
drop table document_series;

-- The line of the register that a case's paper has. What was numbered before has none.
alter table petition_document add column register_id uuid references document (id);
