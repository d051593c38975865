-- The tables of a study. Names and columns of the public ones are an interface: extend, never rename.
-- Days are DATE with both ends included; offsets are Unicode code points, end excluded.

CREATE TABLE study (version INTEGER NOT NULL);

CREATE TABLE runs (
    id            VARCHAR PRIMARY KEY,
    coder         VARCHAR NOT NULL,   -- signature of all stages and settings
    settings      VARCHAR NOT NULL,   -- JSON
    started       TIMESTAMP,          -- UTC; the only clock in a study
    finished      TIMESTAMP,          -- NULL: interrupted
    account       VARCHAR             -- JSON: how many inputs had which outcome
);

-- One row for each input, whatever became of it.
CREATE TABLE inputs (
    uri           VARCHAR PRIMARY KEY,
    document      VARCHAR,            -- NULL where no bytes could be read
    outcome       VARCHAR NOT NULL,   -- coded, no_event, duplicate, not_english, no_report, failed
    coder         VARCHAR NOT NULL
);

CREATE TABLE originals (
    id            VARCHAR PRIMARY KEY, -- sha256 of the bytes
    media_type    VARCHAR NOT NULL,
    charset       VARCHAR,             -- as the transport declared it
    size          BIGINT NOT NULL,
    metadata      VARCHAR NOT NULL,    -- JSON
    content       BLOB NOT NULL        -- the bytes, compressed with zlib
);

CREATE TABLE documents (
    id              VARCHAR PRIMARY KEY,
    doc_id          VARCHAR,
    uri             VARCHAR NOT NULL,
    title           VARCHAR,
    publisher       VARCHAR,
    byline          VARCHAR,
    agencies        VARCHAR,           -- joined with '; '
    language        VARCHAR,
    published_from  DATE,
    published_to    DATE,
    published_basis VARCHAR NOT NULL,
    published_why   VARCHAR,
    copy_of         VARCHAR,           -- the document that this one repeats; filled by merge
    main_incident   VARCHAR,           -- filled by merge
    coder           VARCHAR NOT NULL,
    text            VARCHAR NOT NULL,
    record          VARCHAR NOT NULL   -- JSON: the document without its text
);

CREATE TABLE blocks (
    document      VARCHAR NOT NULL,
    position      INTEGER NOT NULL,
    start         INTEGER NOT NULL,
    "end"         INTEGER NOT NULL,
    kind          VARCHAR NOT NULL,
    reason        VARCHAR
);

CREATE TABLE claims (
    id              VARCHAR PRIMARY KEY,
    document        VARCHAR NOT NULL,
    position        INTEGER NOT NULL,  -- order in the document, from 0
    event_type      VARCHAR NOT NULL,
    status          VARCHAR NOT NULL,
    background      BOOLEAN NOT NULL,
    plover_event    VARCHAR,
    plover_mode     VARCHAR,
    acled_event     VARCHAR,
    acled_sub_event VARCHAR,
    cameo           VARCHAR,
    ucdp            VARCHAR,
    "trigger"       VARCHAR NOT NULL,
    trigger_start   INTEGER NOT NULL,
    trigger_end     INTEGER NOT NULL,
    evidence        VARCHAR NOT NULL,
    evidence_start  INTEGER NOT NULL,
    evidence_end    INTEGER NOT NULL,
    date_from       DATE,
    date_to         DATE,
    date_relation   VARCHAR,
    date_basis      VARCHAR,
    date_text       VARCHAR,
    date_start      INTEGER,
    date_end        INTEGER,
    place_name      VARCHAR,
    place_text      VARCHAR,
    place_start     INTEGER,
    place_end       INTEGER,
    gazetteer_id    VARCHAR,
    lat             DOUBLE,
    lon             DOUBLE,
    place_level     VARCHAR,
    precision_km    DOUBLE,
    country         VARCHAR,
    admin1          VARCHAR,
    same_as         VARCHAR,
    score           DOUBLE NOT NULL,
    coded_by        VARCHAR NOT NULL,
    record          VARCHAR NOT NULL   -- JSON: the whole claim
);

CREATE TABLE claim_entities (
    claim         VARCHAR NOT NULL,
    role          VARCHAR NOT NULL,    -- actor, recipient
    position      INTEGER NOT NULL,
    name          VARCHAR NOT NULL,
    entity_id     VARCHAR,
    sector        VARCHAR,
    country       VARCHAR,
    resolved_from VARCHAR,
    text          VARCHAR,
    start         INTEGER,
    "end"         INTEGER
);

CREATE TABLE figures (
    claim         VARCHAR NOT NULL,
    position      INTEGER NOT NULL,
    kind          VARCHAR NOT NULL,
    low           DOUBLE,
    high          DOUBLE,
    unit          VARCHAR,
    "of"          VARCHAR,
    hedge         VARCHAR,
    text          VARCHAR,
    start         INTEGER,
    "end"         INTEGER
);

CREATE TABLE weapons (
    claim         VARCHAR NOT NULL,
    position      INTEGER NOT NULL,
    name          VARCHAR NOT NULL,
    text          VARCHAR,
    start         INTEGER,
    "end"         INTEGER
);

CREATE TABLE attributions (
    claim          VARCHAR NOT NULL,
    position       INTEGER NOT NULL,   -- 0 is outermost
    speaker        VARCHAR,
    speaker_id     VARCHAR,
    speaker_kind   VARCHAR,
    named          BOOLEAN,
    party          BOOLEAN,
    verb_class     VARCHAR NOT NULL,
    direct         BOOLEAN NOT NULL,
    statement_from DATE,
    statement_to   DATE,
    source         VARCHAR,
    source_start   INTEGER,
    source_end     INTEGER,
    cue            VARCHAR,
    cue_start      INTEGER,
    cue_end        INTEGER
);

CREATE TABLE statements (
    document      VARCHAR NOT NULL,
    id            VARCHAR NOT NULL,
    record        VARCHAR NOT NULL     -- JSON
);

CREATE TABLE mentions (
    document      VARCHAR NOT NULL,
    position      INTEGER NOT NULL,
    kind          VARCHAR NOT NULL,
    start         INTEGER NOT NULL,
    "end"         INTEGER NOT NULL,
    text          VARCHAR NOT NULL,
    value         VARCHAR              -- JSON
);

CREATE TABLE rejections (
    id            VARCHAR NOT NULL,    -- hash of what follows
    document      VARCHAR,             -- NULL: a whole input was left out
    uri           VARCHAR,
    stage         VARCHAR NOT NULL,
    outcome       VARCHAR,
    reason        VARCHAR NOT NULL,
    advice        VARCHAR,
    start         INTEGER,
    "end"         INTEGER,
    text          VARCHAR,
    detail        VARCHAR
);

CREATE TABLE incidents (
    id                  VARCHAR PRIMARY KEY,
    event_type          VARCHAR NOT NULL,
    status              VARCHAR NOT NULL,  -- occurred, alleged
    date_from           DATE,
    date_to             DATE,
    place_name          VARCHAR,
    country             VARCHAR,
    admin1              VARCHAR,
    lat                 DOUBLE,
    lon                 DOUBLE,
    place_level         VARCHAR,
    precision_km        DOUBLE,
    actors              VARCHAR,           -- joined with '; '
    recipients          VARCHAR,
    killed_low          DOUBLE,
    killed_best         DOUBLE,
    killed_high         DOUBLE,
    wounded_low         DOUBLE,
    wounded_best        DOUBLE,
    wounded_high        DOUBLE,
    figure_rule         VARCHAR NOT NULL,  -- how these were chosen
    reports             INTEGER NOT NULL,  -- copies folded into what they repeat
    independent_sources INTEGER NOT NULL,
    sources             VARCHAR,
    review_status       VARCHAR NOT NULL,  -- unreviewed, accepted, rejected
    edited              VARCHAR,           -- fields that a person set
    previous_ids        VARCHAR,
    record              VARCHAR NOT NULL   -- JSON: the whole incident
);

CREATE TABLE incident_claims (
    incident      VARCHAR NOT NULL,
    claim         VARCHAR NOT NULL,
    role          VARCHAR NOT NULL,    -- tells, denies, announces, recalls
    copied        BOOLEAN NOT NULL,
    source        VARCHAR NOT NULL
);

-- Every figure of an incident's claims, and whether it counts.
CREATE TABLE incident_figures (
    incident      VARCHAR NOT NULL,
    kind          VARCHAR NOT NULL,
    unit          VARCHAR,
    claim         VARCHAR NOT NULL,
    position      INTEGER NOT NULL,    -- of the figure in its claim, as in figures
    low           DOUBLE,
    high          DOUBLE,
    "of"          VARCHAR,
    speaker       VARCHAR NOT NULL,
    speaker_kind  VARCHAR,
    said          DATE,
    state         VARCHAR NOT NULL,    -- counts, part, revised, copy, doubtful, not_told
    text          VARCHAR NOT NULL
);

-- Which report repeats which, where, and what it changed.
CREATE TABLE copies (
    document      VARCHAR PRIMARY KEY,
    copy_of       VARCHAR NOT NULL,
    containment   DOUBLE NOT NULL,
    matches       VARCHAR NOT NULL,    -- JSON
    changes       VARCHAR NOT NULL,    -- JSON
    figures_changed BOOLEAN NOT NULL
);

-- Append-only: what a person decided.
CREATE TABLE judgements (
    id            VARCHAR PRIMARY KEY,
    decided       TIMESTAMP NOT NULL, -- UTC
    who           VARCHAR NOT NULL,
    action        VARCHAR NOT NULL,
    object        VARCHAR NOT NULL,
    other         VARCHAR,
    field         VARCHAR,
    before        VARCHAR,
    after         VARCHAR,
    reason        VARCHAR NOT NULL,
    quote         VARCHAR,            -- the words it was read from
    quote_document VARCHAR,           -- NULL: words from outside the study
    quote_start   INTEGER,
    quote_end     INTEGER,
    undo_of       VARCHAR,
    anchors       VARCHAR NOT NULL    -- JSON: the words of the claims it is about
);

-- What merging remembers, so that adding reports compares only what is new.
CREATE TABLE merged (document VARCHAR PRIMARY KEY, state VARCHAR NOT NULL);
CREATE TABLE merge_runs (document VARCHAR NOT NULL, value UBIGINT NOT NULL);
CREATE TABLE merge_traits (document VARCHAR NOT NULL, value VARCHAR NOT NULL);
CREATE TABLE merge_copies (document VARCHAR NOT NULL, other VARCHAR NOT NULL, containment DOUBLE NOT NULL);
CREATE TABLE merge_pairs (claim VARCHAR NOT NULL, other VARCHAR NOT NULL, points DOUBLE NOT NULL, reasons VARCHAR NOT NULL);
CREATE TABLE merge_names (claim VARCHAR NOT NULL, incident VARCHAR NOT NULL);
CREATE TABLE merge_previous (incident VARCHAR NOT NULL, previous VARCHAR NOT NULL);
CREATE TABLE merge_rule (rule VARCHAR NOT NULL);

-- One flat row a claim, for spreadsheets: several values are joined with '; '.
CREATE VIEW events AS
SELECT
    c.id AS claim_id,
    c.event_type, c.status, c.background,
    (SELECT string_agg(e.name, '; ' ORDER BY e.position)
       FROM claim_entities e WHERE e.claim = c.id AND e.role = 'actor') AS actors,
    (SELECT string_agg(e.name, '; ' ORDER BY e.position)
       FROM claim_entities e WHERE e.claim = c.id AND e.role = 'recipient') AS recipients,
    c.place_name, c.country, c.admin1, c.lat, c.lon, c.place_level, c.precision_km,
    c.date_from, c.date_to, c.date_relation, c.date_basis,
    (SELECT min(f.low) FROM figures f WHERE f.claim = c.id AND f.kind = 'killed'
        AND f.position = (SELECT min(g.position) FROM figures g
                          WHERE g.claim = c.id AND g.kind = 'killed')) AS killed_low,
    (SELECT min(f.high) FROM figures f WHERE f.claim = c.id AND f.kind = 'killed'
        AND f.position = (SELECT min(g.position) FROM figures g
                          WHERE g.claim = c.id AND g.kind = 'killed')) AS killed_high,
    (SELECT min(f.low) FROM figures f WHERE f.claim = c.id AND f.kind = 'wounded'
        AND f.position = (SELECT min(g.position) FROM figures g
                          WHERE g.claim = c.id AND g.kind = 'wounded')) AS wounded_low,
    (SELECT min(f.high) FROM figures f WHERE f.claim = c.id AND f.kind = 'wounded'
        AND f.position = (SELECT min(g.position) FROM figures g
                          WHERE g.claim = c.id AND g.kind = 'wounded')) AS wounded_high,
    (SELECT string_agg(f.kind || ': ' || coalesce(f.text, ''), '; ' ORDER BY f.position)
       FROM figures f WHERE f.claim = c.id) AS figures,
    (SELECT string_agg(w.name, '; ' ORDER BY w.position)
       FROM weapons w WHERE w.claim = c.id) AS weapons,
    (SELECT string_agg(coalesce(a.speaker, 'unnamed'), ' > ' ORDER BY a.position)
       FROM attributions a WHERE a.claim = c.id) AS according_to,
    c.plover_event, c.plover_mode, c.acled_event, c.acled_sub_event, c.cameo, c.ucdp,
    c."trigger", c.evidence, c.evidence_start, c.evidence_end,
    d.publisher, d.title, d.published_from, d.published_to, d.published_basis,
    d.uri, d.id AS document_id, c.same_as, c.score, c.coded_by
FROM claims c JOIN documents d ON d.id = c.document
ORDER BY d.uri, c.position;
