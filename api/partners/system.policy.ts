// Which system answers, by what its metadata says of itself and by the operator's registration. Names things and, for an open
// server, picks how it is searched; credentials, origins and guards are never decided by it, since anybody can call himself Epic.
import type { SystemView } from '../contract/session.schema';
import type { ServerSigns } from '../fhir/signs.map';
import { defaultRules, type Partner, type PartnerRules, toRules } from './partner.schema';
import type { PresetId } from './preset-ids';
import { presets } from './presets';

/** Any of these is enough; the first line that fits counts, so the special stands before the general. */
interface Mark {
  readonly system: PresetId;
  readonly software?: RegExp;
  readonly publisher?: RegExp;
  readonly text?: RegExp;
  readonly extension?: RegExp;
}

const marks: readonly Mark[] = [
  { system: 'hspc', publisher: /\b(hspc|logica|meldrx)\b/i, text: /\b(hspc|logica health|meldrx)\b/i },
  { system: 'redox', software: /\bredox\b/i, publisher: /\bredox\b/i },
  { system: 'datica', software: /\bdatica\b/i, publisher: /\bdatica\b/i },
  { system: 'cloverleaf', software: /\bcloverleaf\b/i, publisher: /^infor\b/i },
  { system: 'corolar', software: /\bcorolar\b/i, publisher: /\bdapasoft\b/i },
  { system: 'healthlake', software: /\bhealthlake\b/i, text: /\bhealthlake\b/i },
  {
    system: 'google',
    software: /\bcloud healthcare\b/i,
    publisher: /^google\b/i,
    text: /\bcloud healthcare\b/i,
  },
  { system: 'ahds', software: /\bazure\b|\bhealth data services\b/i, text: /azurehealthcareapis\.com/i },
  { system: 'ms-oss', software: /\bmicrosoft\b/i, publisher: /^microsoft\b/i },
  { system: 'epic', software: /^epic\b/i, publisher: /^epic\b/i },
  {
    system: 'oracle',
    publisher: /^(cerner|oracle health)\b/i,
    text: /\b(cerner|oracle health|millennium)\b/i,
  },
  { system: 'meditech', software: /\bmeditech\b/i, publisher: /\bmeditech\b/i },
  {
    system: 'athena',
    software: /\bathena/i,
    publisher: /\bathena/i,
    extension: /\bah-search-parameter-metadata\b/i,
  },
  { system: 'medplum', software: /\bmedplum\b/i, publisher: /^medplum\b/i },
  { system: 'firely', software: /\b(firely|vonk)\b/i, publisher: /\bfirely\b/i },
  { system: 'hapi', software: /\bhapi\b/i, text: /^hapi fhir\b/i },
];

export function findSystem(signs: ServerSigns): PresetId | undefined {
  const { software, publisher, texts, extensions } = signs;
  return marks.find(
    (mark) =>
      mark.software?.test(software) ||
      mark.publisher?.test(publisher) ||
      texts.some((text) => mark.text?.test(text)) ||
      extensions.some((url) => mark.extension?.test(url)),
  )?.system;
}

/** One system by two names: the managed form, and the sandbox that is made of another's server. */
const kin: readonly (readonly [PresetId, PresetId])[] = [
  ['ahds', 'ms-oss'],
  ['hspc', 'hapi'],
];

function isSame(one: PresetId, other: PresetId): boolean {
  return one === other || kin.some((pair) => pair.includes(one) && pair.includes(other));
}

/** The operator's word counts; what the server says of itself fills in what the registration leaves open. */
export function recognise(
  signs: ServerSigns,
  partner: Pick<Partner, 'preset'> | undefined,
): Omit<SystemView, 'abilities' | 'needs'> {
  const said = findSystem(signs);
  const version = toVersion(signs.version);
  if (partner === undefined || (partner.preset === 'contract' && said !== undefined)) {
    const by = said === undefined ? 'nothing' : 'metadata';
    return { system: said ?? null, version: said === undefined ? null : version, by, differs: null };
  }
  const { preset } = partner;
  const isAgreed = said === undefined || isSame(said, preset);
  return {
    system: preset,
    version: said !== undefined && isAgreed ? version : null,
    by: 'registration',
    differs: isAgreed ? null : said,
  };
}

/** Shown to people: short, and of harmless letters. */
function toVersion(text: string): string | null {
  return /^[A-Za-z0-9][A-Za-z0-9 ._+-]{0,29}$/.test(text) ? text : null;
}

/** How patients and the rest are asked for. Nothing of it leads anywhere else, sends more, or checks less. */
const searchRules = [
  'patientSearch',
  'otherSearch',
  'requires',
  'isFuzzy',
  'family',
  'name',
  'identifier',
  'identifierType',
  'total',
  'sort',
  'params',
  'pageSize',
] as const satisfies readonly (keyof PartnerRules)[];

/** The rules of a server that nobody registered: the usual ones, and the way of searching of the system that it looks like. */
export function toOpenRules(signs: ServerSigns): PartnerRules {
  const system = findSystem(signs);
  const given = system === undefined ? undefined : presets[system].defaults.rules;
  if (given === undefined) return defaultRules;
  const own = toRules(given);
  return { ...defaultRules, ...Object.fromEntries(searchRules.map((name) => [name, own[name]])) };
}
