// The rules of IHE BALP's basic profiles for AuditEvent (R4), as they are written there; reads nothing of ours.
// https://profiles.ihe.net/ITI/BALP/content.html
import type { AuditEvent, AuditEventAgent, AuditEventEntity, Coding } from 'fhir/r4';

const base = 'https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.';
const restful = 'http://hl7.org/fhir/restful-interaction';

interface Profile {
  readonly action: string;
  readonly subtypes: readonly string[];
  readonly client: string;
  readonly server: string;
  readonly isOfPatient: boolean;
  readonly hasQuery: boolean;
}

const kinds = {
  Create: { action: 'C', subtypes: ['create'], client: '110153', server: '110152' },
  Read: { action: 'R', subtypes: ['read', 'vread'], client: '110152', server: '110153' },
  Update: { action: 'U', subtypes: ['update', 'patch'], client: '110153', server: '110152' },
  Delete: { action: 'D', subtypes: ['delete'], client: '110150', server: 'custodian' },
  Query: { action: 'E', subtypes: ['search-type'], client: '110153', server: '110152' },
} as const;

const profiles = new Map<string, Profile>(
  Object.entries(kinds).flatMap(([name, kind]) => {
    const profile = { ...kind, hasQuery: name === 'Query' };
    return [
      [`${base}${name}`, { ...profile, isOfPatient: false }],
      [`${base}Patient${name}`, { ...profile, isOfPatient: true }],
    ];
  }),
);

/** What breaks a rule; empty if nothing does. */
export function findBalpFaults(event: AuditEvent): string[] {
  const claimed = event.meta?.profile?.[0];
  const profile = claimed === undefined ? undefined : profiles.get(claimed);
  const faults = findCommonFaults(event);
  if (claimed !== undefined && !profile) faults.push(`unknown profile ${claimed}`);
  return profile ? [...faults, ...findProfileFaults(event, profile)] : faults;
}

function findCommonFaults(event: AuditEvent): string[] {
  const users = event.agent.filter(({ requestor }) => requestor);
  const id = event.id ?? '';
  const rules: readonly (readonly [boolean, string])[] = [
    [/^[A-Za-z0-9.-]{1,64}$/.test(id), `id ${id}`],
    [
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(event.recorded),
      'recorded is an instant',
    ],
    [event.type.system !== undefined && event.type.code !== undefined, 'type is coded'],
    [/^[CRUDE]$/.test(event.action ?? ''), 'action'],
    [/^(0|4|8|12)$/.test(event.outcome ?? ''), 'outcome'],
    [event.agent.length >= 2, 'two agents at least'],
    [users.length === 1, 'one agent asked'],
    [users.every(({ who }) => who?.identifier?.value !== undefined), 'who asked is named'],
    [event.agent.every(({ who }) => who !== undefined), 'each agent is somebody'],
    [event.source.observer !== undefined, 'who observed is named'],
    [event.source.type?.some(({ code }) => code === '4') ?? false, 'the observer is an application server'],
    [findEntities(event, isTransaction).length === 1, 'the request has its id'],
    [(event.entity ?? []).every((each) => each.what !== undefined || each.query !== undefined), 'sev-1'],
    [(event.entity ?? []).every((each) => each.name === undefined || each.query === undefined), 'sev-1 name'],
    [!JSON.stringify(event).includes('eyJ'), 'no token'],
  ];
  return rules.filter(([isKept]) => !isKept).map(([, rule]) => rule);
}

function findProfileFaults(event: AuditEvent, profile: Profile): string[] {
  const isRest = (coding: Coding) =>
    coding.system === restful && profile.subtypes.includes(coding.code ?? '');
  const patients = findEntities(event, isPatient);
  const queries = findEntities(event, (entity) => entity.role?.code === '24');
  const data = findEntities(event, ({ type, role }) => type?.code === '2' && role?.code === '4');
  const rules: readonly (readonly [boolean, string])[] = [
    [event.type.code === 'rest', 'type rest'],
    [event.subtype?.some(isRest) ?? false, 'subtype of the interaction'],
    [event.action === profile.action, 'action of the interaction'],
    [findAgents(event, profile.client).length === 1, 'one client'],
    [findAgents(event, profile.server).length === 1, 'one server'],
    [(event.entity ?? []).length >= (profile.isOfPatient ? 2 : 1), 'entities'],
    [patients.length === (profile.isOfPatient ? 1 : 0), 'one patient in a profile of a patient, else none'],
    [patients.every(isNamedPatient), 'the patient by reference or identifier'],
    [queries.length === (profile.hasQuery ? 1 : 0), 'the query'],
    [queries.every(({ query }) => isBase64(query)), 'the query in base64'],
    [profile.hasQuery || data.length >= 1, 'what it was about'],
  ];
  return rules.filter(([isKept]) => !isKept).map(([, rule]) => rule);
}

function findEntities(event: AuditEvent, isOne: (entity: AuditEventEntity) => boolean): AuditEventEntity[] {
  return (event.entity ?? []).filter(isOne);
}

const isTransaction = ({ type, what }: AuditEventEntity) =>
  type?.code === 'XrequestId' && what?.identifier?.value !== undefined;
const isPatient = ({ type, role }: AuditEventEntity) => type?.code === '1' && role?.code === '1';

function isNamedPatient({ what }: AuditEventEntity): boolean {
  const reference = what?.reference;
  if (reference === undefined) return what?.identifier?.value !== undefined;
  return /^https?:\/\/.+\/Patient\/[A-Za-z0-9.-]{1,64}$/.test(reference);
}

function findAgents(event: AuditEvent, code: string): AuditEventAgent[] {
  return event.agent.filter(({ type }) => type?.coding?.some((coding) => coding.code === code));
}

function isBase64(text: string | undefined): boolean {
  return text !== undefined && text !== '' && Buffer.from(text, 'base64').toString('base64') === text;
}
