// Which list a person had open last, per team.
import type { Tx } from '../store/store';
import type { TeamData } from '../store/team-data';

export async function rememberList(
  { db, key, scope }: TeamData<Tx>,
  listId: string,
  at: string,
): Promise<void> {
  const state = { last_list_id: listId, at };
  await db
    .insertInto('person_state')
    .values({ ...key, oid: scope.principal.oid, ...state })
    .onConflict((conflict) => conflict.columns(['tid', 'team_id', 'channel_id', 'oid']).doUpdateSet(state))
    .execute();
}

/** The last list, if it is still there. */
export async function findLastListId({ db, key, scope }: TeamData): Promise<string | null> {
  const state = await db
    .selectFrom('person_state')
    .innerJoin('lists', (join) =>
      join
        .onRef('lists.tid', '=', 'person_state.tid')
        .onRef('lists.team_id', '=', 'person_state.team_id')
        .onRef('lists.channel_id', '=', 'person_state.channel_id')
        .onRef('lists.id', '=', 'person_state.last_list_id'),
    )
    .select('person_state.last_list_id')
    .where((eb) =>
      eb.and({
        'person_state.tid': key.tid,
        'person_state.team_id': key.team_id,
        'person_state.channel_id': key.channel_id,
        oid: scope.principal.oid,
      }),
    )
    .where('lists.deleted_at', 'is', null)
    .executeTakeFirst();
  return state?.last_list_id ?? null;
}
