// Queries on how teams are set up, beyond those of one team's record.
import type { Db, Tx } from '../store/store';
import type { TeamData } from '../store/team-data';

export interface TeamWithLists {
  readonly teamId: string;
  readonly channelId: string;
  /** A channel of the team by which it can be asked for. */
  readonly viaChannelId: string;
}

export async function findTeamsWithLists(db: Db, tid: string): Promise<TeamWithLists[]> {
  return db
    .selectFrom('team_setup')
    .select(['team_id as teamId', 'channel_id as channelId', 'via_channel_id as viaChannelId'])
    .where('tid', '=', tid)
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
    .orderBy('team_id')
    .orderBy('channel_id')
    .execute();
}

export async function hasConnection({ db, key }: TeamData<Tx>): Promise<boolean> {
  const connection = await db
    .selectFrom('connections')
    .select('id')
    .where((eb) => eb.and({ ...key, is_current: 1 }))
    .executeTakeFirst();
  return connection !== undefined;
}
