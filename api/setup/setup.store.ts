// Queries on how teams are set up, beyond those of one team's record.
import type { Db, Tx } from '../store/store';
import type { TeamData } from '../store/team-data';

export interface TeamWithLists {
  readonly teamId: string;
  readonly channelId: string;
  /** A channel of the team by which it can be asked for. */
  readonly viaChannelId: string;
  /** Has this person ever opened a list there? */
  readonly wasOpened: boolean;
}

export async function findTeamsWithLists(
  db: Db,
  { tid, oid }: { readonly tid: string; readonly oid: string },
): Promise<TeamWithLists[]> {
  const rows = await db
    .selectFrom('team_setup')
    .leftJoin('person_state', (join) =>
      join
        .onRef('person_state.tid', '=', 'team_setup.tid')
        .onRef('person_state.team_id', '=', 'team_setup.team_id')
        .onRef('person_state.channel_id', '=', 'team_setup.channel_id')
        .on('person_state.oid', '=', oid),
    )
    .select([
      'team_setup.team_id as teamId',
      'team_setup.channel_id as channelId',
      'via_channel_id as viaChannelId',
      'person_state.oid as openedBy',
    ])
    .where('team_setup.tid', '=', tid)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('lists')
          .select('lists.id')
          .whereRef('lists.tid', '=', 'team_setup.tid')
          .whereRef('lists.team_id', '=', 'team_setup.team_id')
          .whereRef('lists.channel_id', '=', 'team_setup.channel_id')
          .where('lists.deleted_at', 'is', null),
      ),
    )
    .orderBy('team_setup.team_id')
    .orderBy('team_setup.channel_id')
    .execute();
  return rows.map(({ openedBy, ...team }) => ({ ...team, wasOpened: openedBy !== null }));
}

export async function hasConnection({ db, key }: TeamData<Tx>): Promise<boolean> {
  const connection = await db
    .selectFrom('connections')
    .select('id')
    .where((eb) => eb.and({ ...key, is_current: 1 }))
    .executeTakeFirst();
  return connection !== undefined;
}
