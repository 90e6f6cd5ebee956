// How a team is set up: mode, default list and its own fields, one record per team. Shared by the rooms setup, fields and lists.
import type { Selectable } from 'kysely';
import { z } from 'zod';
import { type Field, type FieldSet, field } from '../contract/fields.schema';
import { type Mode, mode } from '../contract/session.schema';
import type { TeamSetupTable } from './schema';
import type { Tx } from './store';
import type { TeamData, TeamRows } from './team-data';

export interface TeamSetup {
  readonly mode: Mode;
  /** A channel through which the team's data was reached last: where links lead to. */
  readonly viaChannelId: string;
  readonly defaultListId: string | null;
  readonly fields: FieldSet;
  /** Left out by an owner, together with no value: they come back as they were. */
  readonly retiredFields: readonly Field[];
}

export async function findTeamSetup({ db, key }: TeamRows): Promise<TeamSetup> {
  const record = await db
    .selectFrom('team_setup')
    .selectAll()
    .where((eb) => eb.and(key))
    .executeTakeFirst();
  return record ? toTeamSetup(record) : notSetUp;
}

/** Makes the record if there is none. Until the transaction ends nobody else can change the team's setup or add a list. */
export async function lockTeamSetup({ db, key, scope }: TeamData<Tx>): Promise<TeamSetup> {
  const record = await db
    .insertInto('team_setup')
    .values({ ...key, ...blank, via_channel_id: scope.viaChannelId })
    .onConflict((conflict) =>
      conflict
        .columns(['tid', 'team_id', 'channel_id'])
        .doUpdateSet((eb) => ({ lists_version: eb('team_setup.lists_version', '+', 1) })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
  return toTeamSetup(record);
}

export interface TeamSetupChange {
  readonly mode?: Mode;
  readonly viaChannelId?: string;
  readonly defaultListId?: string;
  readonly fields?: FieldSet;
  readonly retiredFields?: readonly Field[];
}

export async function updateTeamSetup({ db, key }: TeamData, change: TeamSetupChange): Promise<void> {
  await db
    .updateTable('team_setup')
    .set({
      ...(change.mode && { mode: change.mode }),
      ...(change.viaChannelId && { via_channel_id: change.viaChannelId }),
      ...(change.defaultListId && { default_list_id: change.defaultListId }),
      ...(change.fields && {
        fields: JSON.stringify(change.fields.fields),
        fields_version: change.fields.version,
      }),
      ...(change.retiredFields && { retired_fields: JSON.stringify(change.retiredFields) }),
    })
    .where((eb) => eb.and(key))
    .execute();
}

const blank = {
  mode: 'none',
  default_list_id: null,
  lists_version: 0,
  fields: '[]',
  retired_fields: '[]',
  fields_version: 0,
} as const;

const notSetUp: TeamSetup = {
  mode: 'none',
  viaChannelId: '',
  defaultListId: null,
  fields: { version: 0, fields: [] },
  retiredFields: [],
};

const storedFields = z.array(field);

function toTeamSetup(record: Selectable<TeamSetupTable>): TeamSetup {
  const toFields = (text: string): Field[] => (text === '[]' ? [] : storedFields.parse(JSON.parse(text)));
  return {
    mode: mode.parse(record.mode),
    viaChannelId: record.via_channel_id,
    defaultListId: record.default_list_id,
    fields: { version: record.fields_version, fields: toFields(record.fields) },
    retiredFields: toFields(record.retired_fields),
  };
}
