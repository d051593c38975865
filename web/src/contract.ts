/**
 * The contract: everything the page gets from and sends to a study.
 *
 * Two sources keep it: the live server (`dateline view`, JSON by fetch) and a published folder
 * (`dateline publish`, the same JSON embedded). `tests/view/test_contract.py` holds the names and
 * the kinds of this file to the Python records in `src/dateline/view/answers.py` and to the dataset's
 * own records; change both together.
 *
 * Conventions
 * - Offsets (`start`, `end`) count **Unicode code points** of the document's text, end excluded.
 *   JavaScript strings count UTF-16 units: convert before slicing (one emoji is 1 here, 2 there).
 * - Days are ISO strings (`2017-07-04`), ranges `from`/`to` include both ends. In the columns of
 *   `IncidentTable` a day is a number: days since 1970-01-01.
 * - Every field is always present; what is not known is `null`, a list without members is `[]`.
 * - Every string may come from a hostile report: put it into the page as text, never as HTML, and
 *   isolate its direction (`<bdi>`, `dir="auto"`). `uri` and `url` are shown as text; link only `http(s):`.
 * - `lat`, `lon` are degrees, WGS 84; `precision_km` is the radius in kilometres within which the
 *   event lies. Numbers of people or things are plain numbers; extents are in the table's `unit`.
 */

// ---------------------------------------------------------------- words used as types

export type Day = string; // 2017-07-04
export type DayNumber = number; // days since 1970-01-01

export type IncidentStatus = "occurred" | "alleged";
export type ReviewStatus = "unreviewed" | "accepted" | "rejected";
export type TellingRole = "tells" | "denies" | "announces" | "recalls";
export type ClaimStatus =
  | "occurred" | "ongoing" | "alleged" | "denied" | "planned" | "threatened" | "prevented";
export type BlockKind =
  | "headline" | "repeat" | "byline" | "dateline" | "paragraph" | "subheading" | "caption" | "quote" | "chrome";
export type PlaceLevel =
  | "site" | "neighbourhood" | "settlement" | "district" | "region" | "country" | "water" | "line";
export type DateRelation = "on" | "before" | "after" | "by";
export type DateBasis = "stated" | "report" | "statement" | "unknown";
export type PublishedBasis =
  | "given" | "metadata" | "url" | "byline" | "dateline" | "inferred" | "unknown";
export type FigureKind =
  | "killed" | "wounded" | "missing" | "captured" | "detained" | "displaced" | "strength"
  | "extent" | "total_extent" | "strikes" | "destroyed" | "other";
export type SpeakerKind =
  | "official" | "belligerent" | "agency" | "media" | "monitor" | "witness" | "ngo" | "igo"
  | "document" | "anonymous";
export type VerbClass = "says" | "claims" | "confirms" | "denies" | "estimates";
export type FigureRule = "ucdp" | "acled" | "airwars" | "official";
export type FigureState = "counts" | "part" | "revised" | "copy" | "doubtful" | "not_told";
export type Action =
  | "accept" | "reject" | "edit" | "merge" | "split" | "not-same" | "unsure" | "comment" | "undo";
/** What the words of a field do in a claim; one colour and underline style each. */
export type Role =
  | "trigger" | "actor" | "recipient" | "place" | "date" | "figure" | "weapon" | "source" | "cue" | "evidence";

// ---------------------------------------------------------------- the study

export interface StudyInfo {
  /** File name or the title of the release, to be shown. */
  name: string;
  /** Of dateline. */
  version: string;
  /** Where the page comes from: only a live one can be asked for whole texts and originals. */
  live: boolean;
  /** True: no decision can be made (`--read-only`, or published). */
  read_only: boolean;
  /** Who signs; null if nobody was named: then the page asks once, and sends it with each decision. */
  who: string | null;
  /** Changes whenever an incident does. */
  revision: string;
  counts: StudyCounts;
  /** In the order of the digits 1 to 9 and onwards. */
  event_types: EventTypeInfo[];
  /** What `figure_rule` says in words. */
  figure_rules: FigureRuleInfo[];
  /** The rule this study uses. */
  figure_rule: FigureRule | null;
  fields: FieldInfo[];
  actions: ActionInfo[];
  /** The code books that claims are coded by. */
  code_books: CodeBook[];
  /** Published only: how it was made, in paragraphs; how to cite it. Null on a live page. */
  method: string | null;
  citation: string | null;
  /** Published only: rows left out because nobody reviewed them. */
  left_out: number;
  /** Published only: coordinates are rounded to squares of so many kilometres; null: as they are. */
  coarsened_km: number | null;
}

export interface StudyCounts {
  documents: number;
  claims: number;
  incidents: number;
  /** Documents that repeat another one. */
  copies: number;
  judgements: number;
  /** Without a day; without a point. */
  undated: number;
  unlocated: number;
  /** Inputs by what became of them: coded, no_event, duplicate, not_english, no_report, failed. */
  inputs: Record<string, number>;
}

export interface EventTypeInfo {
  name: string; // air_strike
  label: string; // air strike
  /** How many incidents have it as their type. */
  incidents: number;
}

export interface FigureRuleInfo {
  name: FigureRule;
  label: string;
}

export interface FieldInfo {
  /** The name to send in a decision: event_type, date_from, killed_high … */
  name: string;
  label: string;
  kind: "type" | "day" | "text" | "number";
  needs_reason: boolean;
  /** An edit must come with the words that it is read from (S2: raising a figure). */
  needs_quote: boolean;
}

export interface ActionInfo {
  action: Action;
  /** For `edit` the field says it. */
  needs_reason: boolean;
}

export interface CodeBook {
  name: string; // plover, acled, cameo, ucdp
  label: string;
}

// ---------------------------------------------------------------- all incidents, as columns

/**
 * All incidents, or some, as columns: row i of every column is one incident. Rows are sorted by
 * `from` (undated last), then place, then id. `lists` hold each string once; columns hold indexes
 * into them. A decision's answer brings changed rows as another table with `lists` of its own.
 */
export interface IncidentTable {
  revision: string;
  count: number;
  lists: IncidentLists;
  id: string[];
  /** Into lists.types. */
  type: number[];
  /** All types told, most told first; into lists.types. */
  types: number[][];
  status: IncidentStatus[];
  /** Whether a claim of it denies it. */
  denied: boolean[];
  from: (DayNumber | null)[];
  /** Included. */
  to: (DayNumber | null)[];
  /** Into lists.places, countries, admin1. */
  place: (number | null)[];
  country: (number | null)[];
  admin1: (number | null)[];
  lat: (number | null)[];
  lon: (number | null)[];
  level: (PlaceLevel | null)[];
  precision_km: (number | null)[];
  /** Into lists.names, most told first. */
  actors: number[][];
  recipients: number[][];
  killed_low: (number | null)[];
  killed_best: (number | null)[];
  killed_high: (number | null)[];
  wounded_low: (number | null)[];
  wounded_best: (number | null)[];
  wounded_high: (number | null)[];
  /** Reports that tell it, copies folded. */
  reports: number[];
  /** Independent sources. */
  sources: number[];
  claims: number[];
  /** Who says so: speakers of the chains; into lists.speakers. */
  speakers: number[][];
  /** Outlets of its reports; into lists.publishers. */
  publishers: number[][];
  /** Highest of its claims, 0 to 1. */
  score: number[];
  review: ReviewStatus[];
  /** Fields that a person set; into lists.fields. */
  edited: number[][];
  /** Fields on which the machine now disagrees with a person. */
  disputes: number[];
  /** Comments that stand. */
  comments: number[];
  /** Headline of the first report that tells it, cut to 120 characters. */
  title: (string | null)[];
}

export interface IncidentLists {
  types: string[];
  places: string[];
  countries: string[];
  admin1: string[];
  names: string[];
  speakers: string[];
  publishers: string[];
  fields: string[];
}

// ---------------------------------------------------------------- records of the dataset, as they are

export interface Span {
  start: number;
  end: number;
  text: string;
}

export interface DayRange {
  from: Day;
  to: Day;
}

export interface Entity {
  name: string;
  mention: Span | null;
  id: string | null;
  sector: string | null;
  country: string | null;
  resolved_from: "coreference" | "register" | "country" | "none";
}

export interface PlaceAlternative {
  name: string;
  gazetteer: string;
  lat: number;
  lon: number;
  score: number;
}

export interface Place {
  name: string;
  mention: Span | null;
  gazetteer: string | null;
  lat: number | null;
  lon: number | null;
  level: PlaceLevel | null;
  /** Country first, then downwards. */
  admin: string[];
  precision_km: number | null;
  alternatives: PlaceAlternative[];
  score: number | null;
}

export interface EventDate {
  mention: Span | null;
  from: Day | null;
  to: Day | null;
  relation: DateRelation;
  basis: DateBasis;
}

export interface Figure {
  kind: FigureKind;
  mention: Span | null;
  low: number | null;
  high: number | null;
  unit: string | null;
  of: string | null;
  hedge: string | null;
  also_written: Span[];
  replaces: Span | null;
}

export interface Weapon {
  name: string;
  mention: Span | null;
}

export interface Speaker {
  name: string;
  id: string | null;
  kind: SpeakerKind | null;
  named: boolean;
  party: boolean;
}

export interface Attribution {
  speaker: Speaker | null;
  source: Span | null;
  cue: Span | null;
  content: Span | null;
  verb_class: VerbClass;
  statement_date: DayRange | null;
  direct: boolean;
}

export interface Plover {
  event: string;
  mode: string | null;
  contexts: string[];
}

export interface Acled {
  event_type: string;
  sub_event_type: string;
}

export interface Claim {
  id: string;
  event_type: string;
  trigger: Span;
  evidence: Span;
  by: string;
  mode: string | null;
  plover: Plover | null;
  acled: Acled | null;
  cameo: string | null;
  ucdp: string | null;
  status: ClaimStatus;
  background: boolean;
  actors: Entity[];
  recipients: Entity[];
  place: Place | null;
  date: EventDate | null;
  figures: Figure[];
  weapons: Weapon[];
  /** Outermost first; empty: the report's own voice. */
  attribution: Attribution[];
  same_as: string | null;
  losses: string[];
  score: number;
}

export interface IncidentClaim {
  claim: string;
  document: string;
  role: TellingRole;
  copied: boolean;
  source: string;
}

export interface FigureTelling {
  claim: string;
  /** Which of the claim's figures: `Claim.figures[position]`, ClaimField path `figures[position]`. */
  position: number;
  low: number | null;
  high: number | null;
  words: string;
  of: string | null;
  speaker: string;
  source: string;
  speaker_kind: SpeakerKind | null;
  said: Day | null;
  state: FigureState;
}

export interface FigureTable {
  kind: FigureKind;
  unit: string | null;
  low: number | null;
  best: number | null;
  high: number | null;
  rule: FigureRule | "judged";
  /** Why these, in a sentence. */
  reason: string;
  tellings: FigureTelling[];
}

export interface Dispute {
  judgement: string;
  field: string;
  judged: string | null;
  machine: string | null;
}

export interface Incident {
  id: string;
  event_type: string;
  claims: IncidentClaim[];
  previous: string[];
  event_types: string[];
  status: IncidentStatus;
  from: Day | null;
  to: Day | null;
  place: Place | null;
  actors: string[];
  recipients: string[];
  figures: FigureTable[];
  reports: number;
  sources: string[];
  review: ReviewStatus;
  edited: string[];
  disputes: Dispute[];
}

// ---------------------------------------------------------------- one incident in full

export interface IncidentPage {
  revision: string;
  incident: Incident;
  /** In the order in which their reports appeared, as in `incident.claims`. */
  claims: ClaimPage[];
  /** One for each figure table, in the order of `incident.figures`. */
  figures: FigurePage[];
  /** Each document that a claim stands in, in the order in which they appeared. */
  reports: ReportSummary[];
  copies: CopyPage[];
  /** Fields a person may set, with what stands and what the machine says. */
  fields: FieldValue[];
  /** Other incidents that may be this one, most points first. */
  pairs: PairPage[];
  /** What was decided about it, oldest first, undone ones too. */
  judgements: JudgementPage[];
}

export interface ClaimPage {
  claim: Claim;
  /** Into `IncidentPage.reports` by id. */
  document: string;
  role: TellingRole;
  copied: boolean;
  /** Who says so in the end. */
  source: string;
  /** What was read, field by field, each with its words; also what the highlights are drawn from. */
  fields: ClaimField[];
  /** From the outlet inwards; drawn as a chain. */
  chain: ChainHop[];
  codes: CodePage[];
  /** Why it is counted to this incident: reasons of its best pair in it. */
  reasons: Reason[];
  /** What this telling says otherwise than the incident. */
  differs: Difference[];
  /** The evidence with a few words around it, for lists and published pages. */
  quote: Quotation;
}

export interface ClaimField {
  /** Path in the claim, an id for links: trigger, actors[0], place, date, figures[1], attribution[0].source … */
  path: string;
  role: Role;
  label: string;
  /** As text: name, range, number with unit. */
  value: string;
  /** How it was read (register id, gazetteer id, rule, relation), or null. */
  detail: string | null;
  /** Its words; empty where the value was carried over. Spans of fields may cross and nest. */
  spans: Span[];
}

export interface ChainHop {
  kind: "outlet" | "agency" | "speaker";
  /** Null: the text names nobody ("it is said"). */
  name: string | null;
  id: string | null;
  speaker_kind: SpeakerKind | null;
  named: boolean;
  /** A party to what it speaks of. */
  party: boolean;
  verb_class: VerbClass | null;
  /** When it was said or, for the outlet, published. */
  said: DayRange | null;
  direct: boolean;
  source: Span | null;
  cue: Span | null;
  content: Span | null;
}

export interface CodePage {
  book: string; // CodeBook.name
  /** As that code book writes it; null: it has no code for this. */
  code: string | null;
  /** What the code cannot hold, in sentences. */
  losses: string[];
}

export interface Reason {
  name: string;
  /** Like log odds: above zero speaks for one happening. */
  points: number;
}

export interface Difference {
  /** event_type, date, place, actors, recipients, killed, wounded, status */
  field: string;
  here: string;
  incident: string;
}

export interface Quotation {
  document: string;
  start: number;
  end: number;
  before: string;
  words: string;
  after: string;
}

export interface FigurePage {
  kind: FigureKind;
  /** One for each telling of the table, in its order. */
  tellings: FigureWords[];
}

export interface FigureWords {
  claim: string;
  document: string;
  publisher: string | null;
  span: Span | null;
}

export interface ReportSummary {
  id: string;
  title: string | null;
  publisher: string | null;
  byline: string | null;
  agencies: string[];
  language: string | null;
  uri: string;
  /** Web address if one is known (http or https), else null. */
  url: string | null;
  published: Published;
  /** Id of the report that it repeats. */
  copy_of: string | null;
  sha256: string;
}

export interface Published {
  from: Day | null;
  to: Day | null;
  basis: PublishedBasis;
  span: Span | null;
  reason: string | null;
}

export interface CopyPage {
  document: string;
  copy_of: string;
  /** 0 to 1: share of the shorter one's runs of words, quotations left out. */
  containment: number;
  figures_changed: boolean;
  matches: Match[];
  changes: Change[];
}

/** Offsets in the copy (`start`, `end`) and in what it repeats. */
export interface Match {
  start: number;
  end: number;
  original_start: number;
  original_end: number;
}

export interface Change {
  kind: "replaced" | "left_out" | "added";
  /** In the repeated report. */
  before: Span | null;
  /** In the copy. */
  after: Span | null;
  figures: boolean;
}

export interface FieldValue {
  name: string; // FieldInfo.name
  value: string | null;
  /** What the machine says; equal to `value` where nobody edited. */
  machine: string | null;
  edited: boolean;
  /** The claims whose words give this field, for a click on it: [claim id, ClaimField.path]. */
  from: FieldSource[];
}

export interface FieldSource {
  claim: string;
  path: string;
}

export interface PairPage {
  /** The incident that this one may be. */
  other: string;
  points: number;
  reasons: Reason[];
  left: Quotation;
  right: Quotation;
  /** What a person said of it; null: nothing yet. */
  decided: "different" | "unsure" | null;
}

export interface JudgementPage {
  id: string;
  /** ISO 8601, UTC. */
  decided: string;
  who: string;
  action: Action;
  object: string;
  other: string | null;
  field: string | null;
  before: string | null;
  after: string | null;
  reason: string;
  quote: Quote | null;
  undo_of: string | null;
  /** False: undone, or an undoing that was undone. */
  in_force: boolean;
}

/** The words that a decision was read from. `document` is null for words from outside the study. */
export interface Quote {
  text: string;
  document: string | null;
  start: number | null;
  end: number | null;
}

// ---------------------------------------------------------------- one report in full

export interface ReportPage {
  report: ReportSummary;
  /** Code points of the whole text. */
  length: number;
  /**
   * The text. Live: one piece with all of it. Published: the short quotations only; what lies
   * between pieces is left out. Offsets are always those of the whole text.
   */
  pieces: TextPiece[];
  /** In text order, not overlapping; chrome and repeats with their reason. */
  blocks: Block[];
  mentions: MentionPage[];
  /** What was left out of the reading, and why. */
  rejections: RejectionPage[];
  original: OriginalPage | null;
  /** Every claim of this report with the incident it is in. */
  claims: ReportClaim[];
}

export interface TextPiece {
  start: number;
  text: string;
}

export interface Block {
  start: number;
  end: number;
  kind: BlockKind;
  reason: string | null;
}

export interface MentionPage {
  kind: "entity" | "place" | "time" | "figure" | "weapon";
  start: number;
  end: number;
  text: string;
  /** What it was linked to, in words; null if unlinked. */
  value: string | null;
}

export interface RejectionPage {
  stage: string;
  reason: string;
  advice: string | null;
  span: Span | null;
}

export interface OriginalPage {
  sha256: string;
  /** Bytes. */
  size: number;
  media_type: string;
  charset: string | null;
  uri: string;
  url: string | null;
  /** ISO 8601 or as the input gave it. */
  retrieved: string | null;
  /** Path to download the bytes from, as an attachment; null where there is no server. */
  download: string | null;
}

export interface ReportClaim {
  claim: Claim;
  fields: ClaimField[];
  /** Null: it makes no incident (denied, planned, recalled only). */
  incident: string | null;
  role: TellingRole | null;
}

// ---------------------------------------------------------------- search

export interface SearchAnswer {
  query: string;
  revision: string;
  /** Every incident with a match, best first. */
  incidents: string[];
  /** Some of the matches, at most 200, in the order of `incidents`. */
  hits: SearchHit[];
}

export interface SearchHit {
  incident: string;
  claim: string;
  /** The evidence; `matches` are offsets in the document, inside it. */
  quote: Quotation;
  matches: [number, number][];
}

// ---------------------------------------------------------------- pairs that wait for a person

export interface PairQueue {
  revision: string;
  /** Most points first; decided ones last. */
  pairs: PairRow[];
}

export interface PairRow {
  left: string;
  right: string;
  points: number;
  decided: "different" | "unsure" | null;
}

// ---------------------------------------------------------------- decisions

/**
 * One decision. What else it needs by action:
 * - accept, reject: nothing.
 * - comment: the words in `reason`.
 * - edit: `field`, `value` (null empties it), `quote` where FieldInfo.needs_quote.
 * - merge (key "same" on a pair), not-same ("different"), unsure: `other`, an incident.
 * - split: `claims`, those to take out.
 */
export interface Decision {
  action: Exclude<Action, "undo">;
  incident: string;
  /** "" where none is needed. */
  reason: string;
  who: string | null;
  other: string | null;
  field: string | null;
  value: string | null;
  claims: string[];
  quote: Quote | null;
}

export interface Undoing {
  /** Null: the latest in force. */
  judgement: string | null;
  reason: string;
  who: string | null;
}

/** What a decision or an undoing did. */
export interface Decided {
  revision: string;
  judgement: JudgementPage;
  /** Incidents made anew, new ones included. */
  changed: IncidentTable;
  /** Ids of incidents that are no more, with the one that took each over (null: none). */
  gone: Gone[];
}

export interface Gone {
  id: string;
  heir: string | null;
}

export interface JudgementLog {
  revision: string;
  /** Newest first. */
  judgements: JudgementPage[];
  total: number;
}

/** The body of every answer that is no success (status 400 to 500). */
export interface Problem {
  /** What is wrong, where, and what to do. */
  error: string;
  where: string;
  advice: string;
  /** For an incident that is no more: the one that took it over. */
  heir: string | null;
}

// ---------------------------------------------------------------- where it all comes from

/** Two implementations: the live server by fetch, a published folder by embedded data. */
export interface Source {
  study(): Promise<StudyInfo>;
  incidents(): Promise<IncidentTable>;
  /** By id or by an id that it took over; rejects with a `SourceError`. */
  incident(id: string): Promise<IncidentPage>;
  report(id: string): Promise<ReportPage>;
  /**
   * Words in any order, all of them, in one claim's evidence; "in quotation marks" together.
   * Case and accents do not count. An empty query finds nothing.
   */
  search(query: string): Promise<SearchAnswer>;
  pairs(): Promise<PairQueue>;
  judgements(): Promise<JudgementLog>;
  /** Rejects on a read-only source. */
  decide(decision: Decision): Promise<Decided>;
  undo(undoing: Undoing): Promise<Decided>;
}

/** The paths of the live server, for the fetch implementation. Ids are percent-encoded by the caller. */
export const PATHS = {
  study: "/api/study",
  incidents: "/api/incidents",
  incident: "/api/incidents/{id}",
  report: "/api/reports/{id}",
  original: "/api/originals/{id}",
  search: "/api/search", // ?q=
  pairs: "/api/pairs",
  judgements: "/api/judgements", // GET: JudgementLog; POST Decision: Decided
  undo: "/api/undo", // POST Undoing: Decided
} as const;

/**
 * How the live server is spoken to: same origin, the cookie set when the page was opened (HttpOnly,
 * SameSite=Strict) and, on POST, `Content-Type: application/json` and the header below.
 */
export const WRITE_HEADER = "X-Dateline"; // value "1": a form of another site cannot send it

export class SourceError extends Error {
  constructor(
    readonly problem: Problem,
    /** HTTP status; 0 where there is no server. */
    readonly status: number,
  ) {
    super(problem.error);
    this.name = "SourceError";
  }
}
