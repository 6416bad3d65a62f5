-- A year's drive for commitments: a body above asks the heads below to commit themselves.
create table commitment_campaign (
  id uuid primary key,
  unit_then uuid not null references unit (id),
  unit_id uuid not null references unit (id),
  year integer not null check (year between 2000 and 2100),
  title text not null,
  -- The document it rests on, as it is cited.
  ground text not null,
  sign_by date not null,
  -- What every unit is asked to take up; binding items stay in and are not lowered.
  items jsonb not null,
  made_by uuid not null references post (id),
  made_at timestamptz not null,
  unique (unit_then, year)
);

-- The commitment of one head for one year.
create table commitment (
  id uuid primary key,
  campaign_id uuid not null references commitment_campaign (id),
  unit_then uuid not null references unit (id),
  unit_id uuid not null references unit (id),
  state text not null check (state in ('draft', 'proposed', 'agreed', 'headSigned', 'signed')),
  published_at timestamptz,
  version integer not null default 1,
  unique (campaign_id, unit_then),
  check (published_at is null or state = 'signed')
);
create index commitment_by_unit on commitment (unit_id);

create table commitment_item (
  id uuid primary key,
  commitment_id uuid not null references commitment (id),
  position integer not null,
  text text not null,
  -- A figure with what it is to reach (hundredths of a percent for a share), or a deliverable.
  figure_code text,
  target bigint check (target >= 0),
  deliverable text,
  due_on date not null,
  -- Asked for by the body above.
  binding boolean not null default false,
  -- Tied to resolving people's requests.
  people boolean not null default false,
  state text not null check (state in ('active', 'delivered', 'kept', 'missed', 'dropped')),
  -- What the figure gave when the item was closed.
  numerator bigint,
  denominator bigint,
  closed_on date,
  -- The last day on which its figure was found not to be reached.
  checked_on date,
  version integer not null default 1,
  unique (commitment_id, position),
  check ((figure_code is null) = (target is null)),
  check ((figure_code is null) <> (deliverable is null)),
  check ((closed_on is null) = (state = 'active'))
);

-- A change after the signature: it holds once both have signed it too.
create table commitment_change (
  id uuid primary key,
  item_id uuid not null references commitment_item (id),
  reason text not null,
  before jsonb not null,
  after jsonb not null,
  asked_by uuid not null references post (id),
  asked_at timestamptz not null,
  state text not null check (state in ('asked', 'holds', 'refused'))
);
create unique index commitment_one_change on commitment_change (item_id) where state = 'asked';

-- A signature: the typed name of who had just proved to be themselves, over the digest of what was signed.
create table commitment_signature (
  id uuid primary key,
  commitment_id uuid not null references commitment (id),
  change_id uuid references commitment_change (id),
  side text not null check (side in ('head', 'superior')),
  person_id uuid not null references person (id),
  post_id uuid not null references post (id),
  name text not null,
  at timestamptz not null,
  sha256 text not null,
  -- A place for a signature by certificate (PKI) over the same digest, where the office has one.
  pki_signature bytea
);
create unique index commitment_signed_once on commitment_signature (commitment_id, side,
  coalesce(change_id, '00000000-0000-0000-0000-000000000000'));

-- What a unit says of an item each quarter: words and evidence beside what the record shows.
create table commitment_report (
  item_id uuid not null references commitment_item (id),
  quarter integer not null check (quarter between 1 and 4),
  seq integer not null,
  text text not null,
  -- What the unit says it reached, where it says a number.
  claimed bigint check (claimed >= 0),
  files jsonb not null default '[]',
  post_id uuid not null references post (id),
  at timestamptz not null,
  primary key (item_id, quarter, seq)
);

-- Everything that happened to a commitment, for its page.
create table commitment_event (
  commitment_id uuid not null references commitment (id),
  seq integer not null,
  at timestamptz not null,
  type text not null,
  item_id uuid references commitment_item (id),
  post_id uuid references post (id),
  text text,
  primary key (commitment_id, seq)
);

grant select, insert, update on commitment_campaign, commitment, commitment_item, commitment_change to gandan_app;
grant delete on commitment_item to gandan_app;
grant select, insert on commitment_signature, commitment_report, commitment_event to gandan_app;
