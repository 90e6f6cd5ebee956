// Every route of the running product, from its own description, with an address that leads to something real.
import { type TeamAddress, teamPath } from '../../api/contract/paths';
import type { Client } from '../support/http-client';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

export interface EveryRoute {
  readonly operationId: string;
  /** The name under which it is audited, where that is another. */
  readonly auditedAs: string | undefined;
  readonly method: Method;
  readonly isOfTeam: boolean;
  /** Media type of the body that it takes. */
  readonly takes: string | undefined;
  /** Does the address name a thing inside the team? */
  readonly hasIds: boolean;
  readonly toUrl: (place: TeamAddress, ids: Readonly<Record<string, string>>) => string;
}

interface Operation {
  readonly operationId: string;
  readonly 'x-audited-as'?: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
}
type Described = Record<string, Partial<Record<Method, Operation>>>;

const prefix = '/teams/{teamId}/channels/{channelId}';
const noId = '7b1c2c4e-0000-4000-8000-000000000001';

export async function findEveryRoute(anybody: Client): Promise<EveryRoute[]> {
  const { paths } = (await anybody.get('/api/openapi.json')).json as { paths: Described };
  return Object.entries(paths).flatMap(([path, methods]) => {
    const isOfTeam = path.startsWith(prefix);
    const own = isOfTeam ? path.slice(prefix.length) : path;
    return Object.entries(methods).map(
      ([method, { operationId, 'x-audited-as': auditedAs, requestBody }]) => ({
        operationId,
        takes: Object.keys(requestBody?.content ?? {})[0],
        auditedAs,
        // Checked: OpenAPI names methods in small letters, and ours are these five.
        method: method as Method,
        isOfTeam,
        hasIds: own.includes('{'),
        toUrl: (place: TeamAddress, ids: Readonly<Record<string, string>>) =>
          `${isOfTeam ? teamPath(place) : '/api'}${own.replaceAll(/\{(\w+)\}/g, (_all, name: string) => ids[name] ?? noId)}`,
      }),
    );
  });
}
