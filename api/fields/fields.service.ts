// A team's own fields: read by its members, saved by its owners with an audit row.
import { randomUUID } from 'node:crypto';
import type { Audit, AuditObject } from '../audit/audit';
import type { FieldSet } from '../contract/fields.schema';
import { KnownError } from '../errors/known-error';
import type { Scope } from '../sign-in/scope';
import type { Store } from '../store/store';
import { changeTeamData, type TeamWork, toChange, toTeamData } from '../store/team-data';
import { findTeamSetup, lockTeamSetup, updateTeamSetup } from '../store/team-setup';
import { type GivenFields, type KnownFields, toNextFields } from './fields.policy';

export interface FieldService {
  get(scope: Scope): Promise<FieldSet>;
  save(scope: Scope, version: number, given: GivenFields): Promise<FieldSet>;
}

export function createFieldService(deps: { readonly store: Store; readonly audit: Audit }): FieldService {
  return {
    async get(scope) {
      return (await findTeamSetup(await toTeamData(deps.store, scope))).fields;
    },
    save: (scope, version, given) => changeTeamData(deps, scope, (work) => save(work, version, given)),
  };
}

async function save({ data, record }: TeamWork, version: number, given: GivenFields): Promise<FieldSet> {
  const setup = await lockTeamSetup(data);
  if (setup.fields.version !== version) throw changedMeanwhile(setup.fields);
  const before = { fields: setup.fields.fields, retired: setup.retiredFields };
  const next = toNextFields(before, given, randomUUID);
  const fields = { version: version + 1, fields: [...next.fields] };
  await updateTeamSetup(data, { fields, retiredFields: next.retired });
  await record({
    operation: version === 0 ? 'PatientSchemaCreate' : 'PatientSchemaUpdate',
    objects: [{ kind: 'fieldSet', id: data.key.team_id }, ...toFieldObjects(before, next)],
    patients: [],
    change: toChange(toNamed(before.fields), toNamed(next.fields)),
  });
  return fields;
}

function toNamed(fields: KnownFields['fields']): Record<string, unknown> {
  return Object.fromEntries(fields.map(({ id, ...field }) => [`field:${id}`, field]));
}

function toFieldObjects(before: KnownFields, next: KnownFields): AuditObject[] {
  const isNew = ({ id }: { id: string }) => !before.fields.some((field) => field.id === id);
  const isGone = ({ id }: { id: string }) => before.fields.some((field) => field.id === id);
  return [...next.fields.filter(isNew), ...next.retired.filter(isGone)].map(({ id, name }) => ({
    kind: 'field',
    id,
    label: name,
  }));
}

function changedMeanwhile(current: FieldSet): KnownError {
  return new KnownError('changed_meanwhile', {
    status: 412,
    detail: 'Another owner changed the fields in the meantime. See `current`, then decide.',
    current,
  });
}
