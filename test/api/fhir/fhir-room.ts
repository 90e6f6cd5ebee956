// The FHIR room as compose.ts puts it together, on the sandbox or on a server that a test scripts.

import { type ChartType, chartTypes } from '../../../api/contract/columns';
import type { ChartSections, Ehr, EhrConnection, FhirRelease, Section } from '../../../api/fhir/ehr';
import { createFhir, type Fhir } from '../../../api/fhir/fhir.service';
import { createOutbound, type Outbound, type OutboundConfig } from '../../../api/outbound/outbound.service';
import { createDiscovery, type Discovery } from '../../../api/partners/discovery.service';
import { createPins } from '../../../api/partners/pins.service';
import { createPartners, type Partners } from '../../../api/partners/registry.service';
import { createTokenService, type Tokens } from '../../../api/partners/token.service';
import type { Sandbox } from '../../sandbox/sandbox';

export const tidA = '11111111-aaaa-4aaa-8aaa-111111111111';
export const tidB = '22222222-bbbb-4bbb-8bbb-222222222222';

export interface FhirRoom {
  readonly outbound: Outbound;
  readonly partners: Partners;
  readonly tokens: Tokens;
  readonly fhir: Fhir;
  readonly discovery: Discovery;
  /** What servers said of themselves so far is looked at anew, as if the operator had decided. */
  forgetDrift(): Promise<void>;
  close(): Promise<void>;
}

export interface FhirRoomOptions {
  readonly partners?: unknown;
  readonly openServers?: readonly string[];
  readonly cacheSeconds?: number;
  readonly limits?: OutboundConfig['limits'];
}

export function createFhirRoom(options: FhirRoomOptions): FhirRoom {
  const outbound = createOutbound({
    allow: ['127.0.0.0/8', '::1/128'],
    isHttpAllowed: true,
    ...(options.limits && { limits: options.limits }),
  });
  const partners = createPartners({
    partners: options.partners ?? [],
    openServers: options.openServers ?? [],
  });
  const tokens = createTokenService({ outbound });
  const fhir = createFhir({
    outbound,
    tokens,
    partners,
    config: { cacheSeconds: options.cacheSeconds ?? 0 },
  });
  const pins = createPins();
  const discovery = createDiscovery({ outbound, pins });
  const close = () => outbound.close();
  return { outbound, partners, tokens, fhir, discovery, forgetDrift: pins.read, close };
}

const personaReleases = {
  meridian: 'STU3',
  harbor: 'DSTU2',
  cedar: 'R4',
  open: 'R4',
} as const satisfies Record<string, FhirRelease>;
export type PersonaName = keyof typeof personaReleases;

export function toConnection(sandbox: Sandbox, persona: PersonaName): EhrConnection {
  const partnerId = persona === 'open' ? null : persona;
  return {
    id: persona,
    name: persona,
    link: sandbox.links[persona],
    partnerId,
    release: personaReleases[persona],
  };
}

export async function readCharts(
  ehr: Ehr,
  ids: readonly string[],
  types: readonly ChartType[] = chartTypes,
): Promise<Map<string, ChartSections>> {
  const charts = new Map<string, ChartSections>();
  await ehr.readCharts(ids, types, (id, sections) => {
    if (charts.has(id)) throw new Error(`${id} was handed over twice`);
    charts.set(id, sections);
  });
  return charts;
}

export async function readSection(ehr: Ehr, id: string, type: ChartType): Promise<Section> {
  const section = (await readCharts(ehr, [id], [type])).get(id)?.[type];
  if (!section) throw new Error(`no ${type} of ${id}`);
  return section;
}

/** Throws unless the section is ok. */
export function toResources(section: Section | undefined) {
  if (section?.status !== 'ok') throw new Error(`not ok: ${JSON.stringify(section)}`);
  return section.resources;
}
