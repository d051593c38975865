/** The live source: `dateline view` on this machine, by fetch. */

import {
  PATHS,
  SourceError,
  WRITE_HEADER,
  type Decided,
  type Decision,
  type IncidentPage,
  type IncidentTable,
  type JudgementLog,
  type PairQueue,
  type Problem,
  type ReportPage,
  type SearchAnswer,
  type Source,
  type StudyInfo,
  type Undoing,
} from "../contract";

export class ServerSource implements Source {
  study(): Promise<StudyInfo> {
    return ask(PATHS.study);
  }

  incidents(): Promise<IncidentTable> {
    return ask(PATHS.incidents);
  }

  incident(id: string): Promise<IncidentPage> {
    return ask(withId(PATHS.incident, id));
  }

  report(id: string): Promise<ReportPage> {
    return ask(withId(PATHS.report, id));
  }

  search(query: string): Promise<SearchAnswer> {
    return ask(`${PATHS.search}?q=${encodeURIComponent(query)}`);
  }

  pairs(): Promise<PairQueue> {
    return ask(PATHS.pairs);
  }

  judgements(): Promise<JudgementLog> {
    return ask(PATHS.judgements);
  }

  decide(decision: Decision): Promise<Decided> {
    return send(PATHS.judgements, decision);
  }

  undo(undoing: Undoing): Promise<Decided> {
    return send(PATHS.undo, undoing);
  }
}

function withId(path: string, id: string): string {
  return path.replace("{id}", encodeURIComponent(id));
}

function send<T>(path: string, body: unknown): Promise<T> {
  return ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", [WRITE_HEADER]: "1" },
    body: JSON.stringify(body),
  });
}

async function ask<T>(path: string, options: RequestInit = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: "same-origin", cache: "no-store", ...options });
  } catch {
    throw new SourceError(
      problem("the study does not answer", path, "see whether `dateline view` still runs; start it again and reload"),
      0,
    );
  }
  if (response.ok) return (await response.json()) as T;
  throw new SourceError(await problemOf(response, path), response.status);
}

/** A server that broke may answer with something else than a Problem. */
async function problemOf(response: Response, path: string): Promise<Problem> {
  try {
    const body = (await response.json()) as Partial<Problem>;
    if (typeof body.error === "string") {
      return { error: body.error, where: body.where ?? path, advice: body.advice ?? "", heir: body.heir ?? null };
    }
  } catch {
    // said below
  }
  const lost = response.status === 401 || response.status === 403;
  return problem(
    lost ? "this page is not let in" : `the study answered with status ${response.status}`,
    path,
    lost ? "open the address that `dateline view` prints, with its token" : "look at what `dateline view` printed",
  );
}

function problem(error: string, where: string, advice: string): Problem {
  return { error, where, advice, heir: null };
}
