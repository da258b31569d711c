-- Uploaded files. The content is kept once for every hash, in a folder or in file_part.
CREATE TABLE nacre.file (
  id          uuid PRIMARY KEY,
  schema      text        NOT NULL,   -- of the app and environment that it was uploaded to
  hash        text        NOT NULL,   -- SHA-256 of the content, in hexadecimal
  name        text        NOT NULL,
  type        text        NOT NULL,   -- found out by looking at the content
  size        bigint      NOT NULL,
  uploaded_by text        NOT NULL,
  uploaded_at timestamptz NOT NULL
);
CREATE INDEX file_by_hash ON nacre.file (hash);
CREATE INDEX file_by_time ON nacre.file (uploaded_at);

-- Which records have held a file; the rights to the record decide about the file.
CREATE TABLE nacre.file_use (
  file   uuid NOT NULL REFERENCES nacre.file (id),
  schema text NOT NULL,
  form   text NOT NULL,
  record uuid NOT NULL,
  PRIMARY KEY (file, schema, form, record)
);

-- Contents, where nodes share nothing but the database.
CREATE TABLE nacre.file_part (
  hash  text    NOT NULL,
  part  integer NOT NULL,
  bytes bytea   NOT NULL,
  PRIMARY KEY (hash, part)
);

-- Addresses of public pages. The token itself is kept nowhere.
CREATE TABLE nacre.page_link (
  id         uuid PRIMARY KEY,
  token_hash text        NOT NULL UNIQUE,
  app        text        NOT NULL,    -- with its environment, as in addresses
  page       text        NOT NULL,
  note       text,
  created_by text        NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz
);
CREATE INDEX page_link_by_app ON nacre.page_link (app, created_at);

-- Lists as people arranged them.
CREATE TABLE nacre.saved_view (
  id         uuid PRIMARY KEY,
  app        text        NOT NULL,
  form       text        NOT NULL,
  owner      text        NOT NULL,
  name       text        NOT NULL,
  shared     boolean     NOT NULL,
  state      jsonb       NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (app, form, owner, name)
);
