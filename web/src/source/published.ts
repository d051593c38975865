/** A published folder: data lie beside the page as scripts, and nothing can be decided. */

import {
  SourceError,
  type ClaimPage,
  type Decided,
  type IncidentPage,
  type IncidentTable,
  type JudgementLog,
  type PairQueue,
  type ReportPage,
  type SearchAnswer,
  type Source,
  type StudyInfo,
} from "../contract";
import { unpack } from "./unpack";
import { wholePage, wholeReport, type SlimPage, type SlimReport } from "./whole";
import { Words, type Sentence } from "./words";

/** Where the scripts of a published folder put what they hold, by their names. */
type Data = Record<string, unknown>;

interface Everything {
  readonly table: IncidentTable;
  /** Incidents in one file. */
  readonly chunk: number;
  readonly previous: Readonly<Record<string, string>>;
}

interface Chunk {
  readonly incidents: ReadonlyMap<string, IncidentPage>;
  readonly reports: ReadonlyMap<string, ReportPage>;
}

/** Return what a published folder brought along; null on a page from a server. */
export function published(): Data | null {
  return (globalThis as { datelinePublished?: Data }).datelinePublished ?? null;
}

export class PublishedSource implements Source {
  private everything: Promise<Everything> | null = null;
  private words: Promise<Words> | null = null;
  private readonly chunks = new Map<number, Promise<Chunk>>();

  constructor(private readonly data: Data) {}

  async study(): Promise<StudyInfo> {
    return this.data["study"] as StudyInfo;
  }

  async incidents(): Promise<IncidentTable> {
    return (await this.all()).table;
  }

  async incident(id: string): Promise<IncidentPage> {
    const { table, chunk, previous } = await this.all();
    const now = previous[id] ?? id;
    const row = table.id.indexOf(now);
    const page = row < 0 ? undefined : (await this.chunk(Math.floor(row / chunk))).incidents.get(now);
    if (!page) throw missing("there is no such incident in what was published", id);
    return page;
  }

  /** A report lies beside the incidents that it tells: those that were opened are looked at first. */
  async report(id: string): Promise<ReportPage> {
    for (const loading of [...this.chunks.values()].reverse()) {
      const found = (await loading).reports.get(id);
      if (found) return found;
    }
    const { table, chunk } = await this.all();
    for (let number = 0; number * chunk < table.count; number++) {
      const found = (await this.chunk(number)).reports.get(id);
      if (found) return found;
    }
    throw missing("there is no such report in what was published", id);
  }

  async search(query: string): Promise<SearchAnswer> {
    const { table } = await this.all();
    this.words ??= this.load<Sentence[]>("words").then((sentences) => new Words(sentences));
    return (await this.words).find(query, table.revision);
  }

  async pairs(): Promise<PairQueue> {
    return { revision: (await this.all()).table.revision, pairs: [] };
  }

  async judgements(): Promise<JudgementLog> {
    return { revision: (await this.all()).table.revision, judgements: [], total: 0 };
  }

  decide(): Promise<Decided> {
    return Promise.reject(missing("nothing can be decided on a published page", "this page"));
  }

  undo(): Promise<Decided> {
    return this.decide();
  }

  private all(): Promise<Everything> {
    return (this.everything ??= this.load<Everything>("incidents"));
  }

  private chunk(number: number): Promise<Chunk> {
    const found = this.chunks.get(number) ?? this.opened(number);
    this.chunks.set(number, found);
    found.catch(() => this.chunks.delete(number)); // an error is worth another try
    return found;
  }

  private async opened(number: number): Promise<Chunk> {
    const { table } = await this.all();
    const slim = await this.load<{ incidents: SlimPage[]; reports: SlimReport[] }>(`pages-${number}`);
    const reports = new Map(slim.reports.map((each) => [each.report.id, each]));
    const incidents = slim.incidents.map((each) => wholePage(each, reports, table.revision));
    const claims = new Map<string, ClaimPage>(
      incidents.flatMap((page) => page.claims.map((each): [string, ClaimPage] => [each.claim.id, each])),
    );
    return {
      incidents: new Map(incidents.map((page) => [page.incident.id, page])),
      reports: new Map(slim.reports.map((each) => [each.report.id, wholeReport(each, claims)])),
    };
  }

  /** Unpack a script's content; the script is run first where it has not been yet. */
  private async load<T>(name: string): Promise<T> {
    if (!(name in this.data)) await run(`data/${name}.js`);
    const content = this.data[name];
    if (typeof content !== "string") throw missing("a file of this page holds something else", `data/${name}.js`);
    return unpack<T>(content);
  }
}

function run(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = path;
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => reject(missing("a file of this page is not there", path)));
    document.head.append(script);
  });
}

function missing(error: string, where: string): SourceError {
  return new SourceError({ error, where, advice: "see that the folder was copied whole, and reload", heir: null }, 0);
}
