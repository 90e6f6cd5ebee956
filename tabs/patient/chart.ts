// The facade's chart of a patient: one section per type, each ok, not offered or failed. Pure; speaks R4 only.
import type { Bundle, BundleEntry, FhirResource, OperationOutcome } from 'fhir/r4';
import { type ChartType, chartTypes } from '../../api/contract/columns';

export type ChartSection =
  | {
      readonly status: 'ok';
      readonly resources: readonly FhirResource[];
      /** Locations that the encounters name. */
      readonly included: readonly FhirResource[];
      readonly fetched: string | undefined;
      readonly mayBeIncomplete: boolean;
      /** Only the newest were read. */
      readonly hasOlder: boolean;
      /** Records of other people that the server answered, and that were left out. */
      readonly droppedForeign: number;
      /** Records of this patient that couldn't be read, and are left out. */
      readonly unreadable: number;
    }
  | { readonly status: 'notOffered'; readonly fetched: string | undefined }
  | {
      readonly status: 'failed';
      readonly reason: string;
      readonly fetched: string | undefined;
      readonly retryAfterSeconds?: number | undefined;
    };

export type Chart = Readonly<Record<ChartType, ChartSection>>;

/** The answers stand in the order in which the contract asks; one that is missing has failed. */
export function toChart(bundle: Bundle<FhirResource>): Chart {
  const sections = chartTypes.map((type, index) => [type, toSection(bundle.entry?.[index])] as const);
  // Checked: one section for each of the types.
  return Object.fromEntries(sections) as Record<ChartType, ChartSection>;
}

function toSection(entry: BundleEntry<FhirResource> | undefined): ChartSection {
  const fetched = entry?.response?.lastModified;
  const status = entry?.response?.status ?? '';
  const { resource } = entry ?? {};
  if (status.startsWith('501')) return { status: 'notOffered', fetched };
  if (!status.startsWith('200') || resource?.resourceType !== 'Bundle') {
    const reason = findTold(resource, 'error') ?? 'server_answer_broken';
    const wait = findTold(resource, 'retry-after');
    return {
      status: 'failed',
      reason,
      fetched,
      ...(wait !== undefined && { retryAfterSeconds: Number(wait) }),
    };
  }
  // Checked: our facade puts FHIR resources, and nothing else, into its bundles.
  const { entry: entries = [] } = resource as Bundle<FhirResource>;
  const ofMode = (mode: string) =>
    entries.flatMap((each) =>
      each.resource && (each.search?.mode ?? 'match') === mode ? each.resource : [],
    );
  const tags = resource.meta?.tag ?? [];
  const has = (code: string) => tags.some((tag) => tag.code === code);
  const toCount = (code: string) => Number(tags.find((tag) => tag.code === code)?.display ?? 0);
  return {
    status: 'ok',
    resources: ofMode('match'),
    included: ofMode('include'),
    fetched,
    mayBeIncomplete: has('may-be-incomplete'),
    hasOlder: has('older-not-read'),
    droppedForeign: toCount('foreign-dropped'),
    unreadable: toCount('unreadable'),
  };
}

function findTold(resource: FhirResource | undefined, what: string): string | undefined {
  if (resource?.resourceType !== 'OperationOutcome') return undefined;
  const outcome: OperationOutcome = resource;
  const coding = outcome.issue[0]?.details?.coding ?? [];
  return coding.find((each) => each.system === `urn:patients:${what}`)?.code;
}
