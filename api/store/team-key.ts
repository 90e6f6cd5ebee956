// The three parts with which every key of a team's data starts. They come from a scope and from nowhere else.
import type { Scope } from '../sign-in/scope';
import type { TeamKey } from './schema';

export function toTeamKey(scope: Scope): TeamKey {
  return { tid: scope.tid, team_id: scope.teamId, channel_id: scope.channelId };
}
