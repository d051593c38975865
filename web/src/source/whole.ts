/** Puts back what `publish_packed.py` leaves out of an incident's page because it stands there twice. */

import type {
  Attribution, ChainHop, Claim, ClaimField, ClaimPage, Incident, IncidentPage, ReportClaim, ReportPage, Span,
} from "../contract";

export type SlimClaim = Omit<ClaimPage, "document" | "role" | "copied" | "source" | "quote" | "fields" | "chain"> & {
  readonly fields: readonly Omit<ClaimField, "spans">[];
  readonly chain: readonly Omit<ChainHop, "source" | "cue" | "content">[];
};

export type SlimPage = Omit<IncidentPage, "revision" | "figures" | "pairs" | "judgements" | "claims" | "reports"> & {
  readonly claims: readonly SlimClaim[];
  /** Ids. */
  readonly reports: readonly string[];
};

export interface ClaimAt {
  readonly claim: string;
  readonly incident: string;
  readonly role: ReportClaim["role"];
}

export type SlimReport = Omit<ReportPage, "claims"> & { readonly claims: readonly ClaimAt[] };

export function wholePage(slim: SlimPage, reports: ReadonlyMap<string, SlimReport>, revision: string): IncidentPage {
  const { incident } = slim;
  const claims = slim.claims.map((each, index) => wholeClaim(each, incident, index));
  const told = new Map(claims.map((each) => [each.claim.id, each]));
  return {
    ...slim,
    revision,
    claims,
    figures: incident.figures.map((table) => ({
      kind: table.kind,
      tellings: table.tellings.map((row) => {
        const from = told.get(row.claim);
        const document = from?.document ?? "";
        return {
          claim: row.claim,
          document,
          publisher: reports.get(document)?.report.publisher ?? null,
          span: from?.claim.figures[row.position]?.mention ?? null,
        };
      }),
    })),
    reports: slim.reports.flatMap((id) => reports.get(id)?.report ?? []),
    pairs: [],
    judgements: [],
  };
}

function wholeClaim(slim: SlimClaim, incident: Incident, index: number): ClaimPage {
  const { claim } = slim;
  const at = incident.claims[index];
  const document = at?.document ?? "";
  let link = 0;
  return {
    ...slim,
    document,
    role: at?.role ?? "tells",
    copied: at?.copied ?? false,
    source: at?.source ?? "",
    fields: slim.fields.map((field) => ({ ...field, spans: spansOf(claim, field.path) })),
    chain: slim.chain.map((hop) => {
      const from: Attribution | undefined = hop.kind === "speaker" ? claim.attribution[link++] : undefined;
      return { ...hop, source: from?.source ?? null, cue: from?.cue ?? null, content: from?.content ?? null };
    }),
    quote: { document, start: claim.evidence.start, end: claim.evidence.end, before: "", words: claim.evidence.text, after: "" },
  };
}

/** Return the words of a field of a claim, as `claim_fields.py` gives them. */
export function spansOf(claim: Claim, path: string): Span[] {
  const [, name = "", number = "0", part = ""] = /^(\w+)(?:\[(\d+)\])?(?:\.(\w+))?$/.exec(path) ?? [];
  const index = Number(number);
  const figure = claim.figures[index];
  const link = claim.attribution[index];
  const found: Record<string, readonly (Span | null | undefined)[]> = {
    trigger: [claim.trigger],
    evidence: [claim.evidence],
    actors: [claim.actors[index]?.mention],
    recipients: [claim.recipients[index]?.mention],
    place: [claim.place?.mention],
    date: [claim.date?.mention],
    figures: figure ? [figure.mention, ...figure.also_written, figure.replaces] : [],
    weapons: [claim.weapons[index]?.mention],
    attribution: [part === "source" ? link?.source : link?.cue],
  };
  return (found[name] ?? []).filter((span) => span !== null && span !== undefined);
}

export function wholeReport(slim: SlimReport, claims: ReadonlyMap<string, ClaimPage>): ReportPage {
  return {
    ...slim,
    claims: slim.claims.flatMap(({ claim, incident, role }) => {
      const page = claims.get(claim);
      return page ? [{ claim: page.claim, fields: page.fields, incident, role }] : [];
    }),
  };
}
