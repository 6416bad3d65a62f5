-- The record: what happened, append-only. Every table here is insert-only for the program.

-- One commitment per entry, in the order of insertion. 32 bytes say nothing of what was entered.
create table record_entry (
  id bigint generated always as identity primary key,
  commitment bytea not null check (octet_length(commitment) = 32)
);

-- What opens a commitment. Destroying an opening erases the entry; the tree stays.
create table record_opening (
  entry_id bigint primary key references record_entry (id),
  subject uuid not null,
  seq integer not null check (seq > 0),
  salt bytea not null check (octet_length(salt) = 32),
  event jsonb not null,
  -- Kept beside the event and never published with it: the acting post, reasons in full, other salts.
  sealed jsonb,
  unique (subject, seq)
);

-- The place of an entry in the tree, given by the sequencer after the entry's own commit.
create table record_leaf (
  leaf_index bigint primary key check (leaf_index >= 0),
  entry_id bigint not null unique references record_entry (id),
  hash bytea not null check (octet_length(hash) = 32)
);

-- Full tiles of the tree (C2SP tlog-tiles) with the hash of the subtree each one is.
create table record_tile (
  level smallint not null,
  tile_index bigint not null,
  hashes bytea not null check (octet_length(hashes) = 8192),
  root bytea not null check (octet_length(root) = 32),
  primary key (level, tile_index)
);

-- Checkpoints as signed; at most one a second is kept here, every one is deterministic.
create table record_checkpoint (
  size bigint primary key,
  root bytea not null,
  note text not null,
  signed_at timestamptz not null default now()
);

-- Entries that wait for their place. The only table here that loses rows; it is rebuilt from the others.
create table record_pending (
  entry_id bigint primary key references record_entry (id)
);

create function record_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the record is append-only: % on % is refused', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;

create trigger record_entry_kept before update or delete or truncate on record_entry
  for each statement execute function record_refuse();
create trigger record_opening_kept before update or delete or truncate on record_opening
  for each statement execute function record_refuse();
create trigger record_leaf_kept before update or delete or truncate on record_leaf
  for each statement execute function record_refuse();
create trigger record_tile_kept before update or delete or truncate on record_tile
  for each statement execute function record_refuse();
create trigger record_checkpoint_kept before update or delete or truncate on record_checkpoint
  for each statement execute function record_refuse();

grant select, insert on record_entry, record_opening, record_leaf, record_tile, record_checkpoint to gandan_app;
grant select, insert, delete on record_pending to gandan_app;
