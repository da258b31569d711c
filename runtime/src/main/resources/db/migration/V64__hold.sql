-- What records hold of counted things: the reservations of `reserve`, until `release_stock` or their time closes them.
CREATE TABLE nacre.hold (
  id          uuid        PRIMARY KEY,
  app         text        NOT NULL,                    -- with the environment
  holder      uuid        NOT NULL,                    -- the record that holds; the instance where there is none
  holder_form text,
  instance    uuid        NOT NULL,                    -- whose step took it
  workflow    text        NOT NULL,
  step        text        NOT NULL,
  form        text        NOT NULL,                    -- of the counted record
  record      uuid        NOT NULL,
  lots        text,                                    -- the table of its lots, when it is kept by lot
  lot         uuid,                                    -- that line
  from_field  text        NOT NULL,
  to_field    text,                                    -- null when what is held is counted nowhere
  quantity    numeric     NOT NULL CHECK (quantity > 0),
  made_at     timestamptz NOT NULL,
  until       timestamptz,                             -- given back by itself then; null means never
  state       text        NOT NULL CHECK (state IN ('held', 'freed', 'used', 'expired')),
  closed_at   timestamptz,
  CHECK ((state = 'held') = (closed_at IS NULL))
);
CREATE INDEX hold_of_holder ON nacre.hold (app, holder, state);
CREATE INDEX hold_of_record ON nacre.hold (app, record) WHERE state = 'held';
CREATE INDEX hold_due ON nacre.hold (until) WHERE state = 'held' AND until IS NOT NULL;
