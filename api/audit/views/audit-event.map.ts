// A row of the log as FHIR R4 AuditEvents by the rules of IHE BALP: a row that shows n patients becomes n events. Pure.
import type { AuditEvent, AuditEventAgent, AuditEventEntity, Coding, Reference } from 'fhir/r4';
import type { AuditRecord } from '../record';
import { type Interaction, type RestKind, toInteraction } from './interactions';

export interface AuditEventContext {
  /** Public address of this server: the observer. */
  readonly server: string;
  /** Base of the FHIR server behind a connection, if it is known. */
  readonly findBase: (connectionId: string) => string | undefined;
}

const balp = 'https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.';
const dcm = 'http://dicom.nema.org/resources/ontology/DCM';
const roles = 'http://terminology.hl7.org/CodeSystem/object-role';
const kinds = 'http://terminology.hl7.org/CodeSystem/audit-entity-type';

export function toAuditEvents(record: AuditRecord, context: AuditEventContext): AuditEvent[] {
  const interaction = toInteraction(record.operation);
  const each = record.patients.length === 0 ? [undefined] : record.patients;
  return each.map((patient, index) => {
    const profile = toProfile(interaction, record, patient !== undefined);
    return {
      resourceType: 'AuditEvent',
      id: each.length === 1 ? record.id : `${record.id}-${index + 1}`,
      ...(profile && { meta: { profile: [`${balp}${profile}`] } }),
      type: interaction.type,
      ...(interaction.subtype && { subtype: [interaction.subtype] }),
      action: interaction.action,
      recorded: record.at,
      outcome: toOutcome(record.outcomeCode),
      ...(record.reason !== null && { outcomeDesc: record.reason }),
      agent: toAgents(record, interaction, context),
      source: {
        site: record.teamId === '' ? record.tid : `${record.tid}/${record.teamId}`,
        observer: toServer(context),
        type: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/security-source-type',
            code: '4',
            display: 'Application Server',
          },
        ],
      },
      entity: toEntities(record, patient, context),
    };
  });
}

const profiles: Readonly<Record<RestKind, string>> = {
  create: 'Create',
  read: 'Read',
  update: 'Update',
  delete: 'Delete',
  query: 'Query',
};

/** A search that failed before it was asked has no query, which its profile wants: it claims none. */
function toProfile({ rest }: Interaction, record: AuditRecord, hasPatient: boolean): string | undefined {
  if (rest === undefined || (rest === 'query' && record.query === null)) return undefined;
  return `${hasPatient ? 'Patient' : ''}${profiles[rest]}`;
}

function toOutcome(code: number): NonNullable<AuditEvent['outcome']> {
  if (code === 0) return '0';
  if (code === 4) return '4';
  return code === 8 ? '8' : '12';
}

function toServer({ server }: AuditEventContext): Reference {
  return { identifier: { system: 'urn:ietf:rfc:3986', value: server }, display: 'Patients' };
}

const source: Coding = { system: dcm, code: '110153', display: 'Source Role ID' };
const destination: Coding = { system: dcm, code: '110152', display: 'Destination Role ID' };
const application: Coding = { system: dcm, code: '110150', display: 'Application' };
const custodian: Coding = {
  system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type',
  code: 'custodian',
};

/** Who sent and who got: what was read goes from the server to the client, all else the other way. */
function toEnds({ rest }: Interaction): { readonly client: Coding; readonly server: Coding } {
  if (rest === 'read') return { client: destination, server: source };
  if (rest === 'delete') return { client: application, server: custodian };
  return { client: source, server: destination };
}

function toAgents(
  record: AuditRecord,
  interaction: Interaction,
  context: AuditEventContext,
): AuditEventAgent[] {
  const ends = toEnds(interaction);
  const { clientIp, azp, uti, person } = record;
  return [
    {
      type: { coding: [ends.client] },
      who: { identifier: { system: 'urn:patients:client', value: azp ?? 'unknown' } },
      requestor: false,
      ...(clientIp !== null && { network: { address: clientIp, type: '2' } }),
    },
    {
      type: { coding: [ends.server] },
      who: toServer(context),
      requestor: false,
      network: { address: context.server, type: '5' },
    },
    {
      type: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'IRCP' }],
      },
      who: {
        identifier: {
          system: `https://login.microsoftonline.com/${record.tid}/v2.0`,
          value: person.id,
        },
        display: person.name,
      },
      name: person.username ?? person.name,
      requestor: true,
      role: [{ coding: [{ system: 'urn:patients:role', code: record.role }] }],
      ...(uti !== null && { policy: [`urn:ietf:params:oauth:jti:${uti}`] }),
    },
  ];
}

function toEntities(
  record: AuditRecord,
  patient: AuditRecord['patients'][number] | undefined,
  context: AuditEventContext,
): AuditEventEntity[] {
  return [
    ...(patient ? [toPatientEntity(patient.ref, context)] : []),
    ...(record.query === null ? [] : [toQueryEntity(record.query)]),
    ...toObjects(record).map(({ kind, id }) => toDataEntity(kind, id)),
    ...(record.ehr ? [toDataEntity('ehr', record.ehr.origin)] : []),
    {
      what: { identifier: { value: record.requestId } },
      type: {
        system: 'https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType',
        code: 'XrequestId',
      },
    },
  ];
}

/** An event without an object would break the rules: it was about the operation itself. */
function toObjects({
  objects,
  operation,
}: AuditRecord): readonly { readonly kind: string; readonly id: string }[] {
  return objects.length > 0 ? objects : [{ kind: 'operation', id: operation }];
}

/** A patient of the EHR by reference; one that was typed, or whose server is not known any more, by identifier. */
function toPatientEntity(ref: string, { findBase }: AuditEventContext): AuditEventEntity {
  const at = ref.indexOf('/');
  const [connectionId, patientId] = [ref.slice(0, Math.max(at, 0)), ref.slice(at + 1)];
  const base = at < 0 ? undefined : findBase(connectionId);
  const system = at < 0 ? 'urn:patients:row' : `urn:patients:connection:${connectionId}`;
  return {
    what: {
      type: 'Patient',
      ...(base === undefined
        ? { identifier: { system, value: patientId } }
        : { reference: `${base.replace(/\/$/, '')}/Patient/${patientId}` }),
    },
    type: { system: kinds, code: '1', display: 'Person' },
    role: { system: roles, code: '1', display: 'Patient' },
  };
}

function toQueryEntity(query: string): AuditEventEntity {
  return {
    type: { system: kinds, code: '2', display: 'System Object' },
    role: { system: roles, code: '24', display: 'Query' },
    query: Buffer.from(query, 'utf8').toString('base64'),
  };
}

function toDataEntity(kind: string, id: string): AuditEventEntity {
  return {
    what: { identifier: { system: `urn:patients:${kind}`, value: id } },
    type: { system: kinds, code: '2', display: 'System Object' },
    role: { system: roles, code: '4', display: 'Domain Resource' },
  };
}
