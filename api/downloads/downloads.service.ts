// Files by a link that works once and for a minute (T19): asked for by somebody whose right is known, fetched by a browser that
// brings no token, and looked at again when it does. Every step is on record. Knows no file's content.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Audit, AuditEvent } from '../audit/audit';
import type { Failures } from '../audit/failure.service';
import { limits } from '../contract/limits';
import { paths } from '../contract/paths';
import { isKnownError } from '../errors/known-error';
import { notFound } from '../errors/known-errors';
import type { ClientOfRequest, Principal, Scope } from '../sign-in/scope';
import type { GetScope } from '../sign-in/scope.policy';
import type { Store, Tx } from '../store/store';
import { toTeamData, toTeamKey } from '../store/team-data';
import {
  addLink,
  deleteLinksBefore,
  findAskedSince,
  findLink,
  type StoredLink,
  takeLink,
} from './download.store';
import { assertQuota, dayMs, hourMs } from './quota.policy';

type Event = Pick<AuditEvent, 'operation' | 'objects' | 'patients'>;

export interface DownloadFile {
  readonly name: string;
  readonly contentType: string;
  /** Of the fetch: written before the first chunk leaves. */
  readonly event: Pick<Event, 'objects' | 'patients'>;
  readonly chunks: AsyncIterable<string | Uint8Array>;
}

/** What can be taken away. */
export interface FileKind {
  /** Of the fetch. */
  readonly operation: Event['operation'];
  /** Throws owner_only where the person may not take it (any more). */
  assertMay(scope: Scope): void;
  /** Makes a file of what was asked for. */
  open(scope: Scope, asked: unknown, signal: AbortSignal): Promise<DownloadFile>;
}

export interface Offer {
  readonly kind: string;
  readonly asked: unknown;
  /** Of the asking; counts for the quota. */
  readonly event: Event;
}

export interface Fetch {
  readonly secret: string;
  readonly requestId: string;
  readonly client: ClientOfRequest;
  /** Aborted when the browser goes away. */
  readonly signal: AbortSignal;
}

export interface Downloads {
  /** For somebody who may. Throws exports_used_up. */
  offer(scope: Scope, offer: Offer): Promise<{ readonly path: string; readonly expiresAt: string }>;
  /** Throws not_found for a link that is unknown, spent or too old, and where its person may not any more. */
  fetch(fetch: Fetch): Promise<DownloadFile>;
}

export interface DownloadsDeps {
  readonly store: Store;
  readonly audit: Audit;
  readonly failures: Pick<Failures, 'recordRefusal'>;
  readonly getScope: GetScope;
  readonly files: Readonly<Record<string, FileKind>>;
  readonly now: () => Date;
}

const person = z.object({
  tid: z.string(),
  oid: z.string(),
  name: z.string(),
  azp: z.string().exactOptional(),
  uti: z.string().exactOptional(),
  username: z.string().exactOptional(),
});
const sealed = z.object({ person, asked: z.unknown() });
const secretBytes = 32;

export function createDownloads(deps: DownloadsDeps): Downloads {
  const { store, audit, now } = deps;
  const instant = (plusMs = 0) => new Date(now().getTime() + plusMs).toISOString();
  const record = (tx: Tx, scope: Scope, event: Event) =>
    audit.record(tx, { ...event, scope, outcome: 'success' });

  async function assertRoom(tx: Tx, scope: Scope): Promise<void> {
    const key = toTeamKey(scope);
    await deleteLinksBefore(tx, key, instant(-dayMs));
    const byPersonInHour = await findAskedSince(tx, key, instant(-hourMs), scope.principal.oid);
    assertQuota({ byPersonInHour, byTeamInDay: await findAskedSince(tx, key, instant(-dayMs)) }, now());
  }

  async function openLink(link: StoredLink, { requestId, client, signal }: Fetch) {
    const found = await openSealed(store, link);
    const ask = { teamId: link.team_id, channelId: link.via_channel_id, requestId, client };
    const scope = await deps.getScope({ ...ask, principal: found.person, purpose: 'owner' });
    const kind = deps.files[link.kind];
    if (!kind) throw notFound();
    kind.assertMay(scope);
    return { scope, operation: kind.operation, file: await kind.open(scope, found.asked, signal) };
  }

  return {
    async offer(scope, { kind, asked, event }) {
      const secret = randomBytes(secretBytes).toString('base64url');
      const link = await toLink(store, scope, { kind, asked, secret });
      const expiresAt = instant(limits.downloadLinkSeconds * 1_000);
      await store.transaction(async (tx) => {
        // The row locks the tenant's log until the commit: two that ask at once are counted one after the other.
        await record(tx, scope, { ...event, objects: [...event.objects, { kind: 'export', id: link.id }] });
        await assertRoom(tx, scope);
        await addLink(tx, { ...link, at: instant(), expires_at: expiresAt });
      });
      return { path: paths.download(secret), expiresAt };
    },
    async fetch(fetch) {
      const tokenHash = toHash(fetch.secret);
      const link = await findLink(store.db, tokenHash);
      if (!link) throw notFound();
      // Decided by `takeLink`; who has nothing but an old link may not make us ask Graph about its person.
      const isOpen = link.taken_at === null && link.expires_at > instant();
      try {
        if (!isOpen) throw notFound();
        const { scope, operation, file } = await openLink(link, fetch);
        const objects = [...file.event.objects, { kind: 'export' as const, id: link.id }];
        await store.transaction(async (tx) => {
          if (!(await takeLink(tx, tokenHash, instant()))) throw notFound();
          await record(tx, scope, { operation, ...file.event, objects });
        });
        return file;
      } catch (error) {
        throw await refuse(deps, link, fetch, error);
      }
    },
  };
}

interface Asked {
  readonly kind: string;
  readonly asked: unknown;
  readonly secret: string;
}

async function toLink(
  store: Store,
  scope: Scope,
  { kind, asked, secret }: Asked,
): Promise<Omit<StoredLink, 'at' | 'expires_at'>> {
  const { sealer, key } = await toTeamData(store, scope);
  const id = randomUUID();
  const { oid, name } = scope.principal;
  return {
    ...key,
    id,
    token_hash: toHash(secret),
    kind,
    asked: sealer.seal(toPlace(id), JSON.stringify({ person: toPerson(scope.principal), asked })),
    via_channel_id: scope.viaChannelId,
    by_oid: oid,
    by_name: name,
    taken_at: null,
  };
}

/** As much of who asked as decides what they may see, and stands in the log. */
function toPerson(principal: Principal): Principal {
  return person.parse(principal);
}

async function openSealed(store: Store, link: StoredLink) {
  const sealer = await store.sealer.forTeam({ tid: link.tid, teamId: link.team_id });
  return sealed.parse(JSON.parse(sealer.open(toPlace(link.id), link.asked)));
}

function toPlace(id: string) {
  return { table: 'download_links', rowId: id, column: 'asked' };
}

function toHash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Who holds a link that is spent, or may not see this any more, hears the same as who made one up; the log hears more. */
async function refuse(
  { failures, files }: DownloadsDeps,
  link: StoredLink,
  { requestId, client }: Fetch,
  error: unknown,
): Promise<unknown> {
  const reason = isKnownError(error) ? error.code : undefined;
  if (reason !== 'not_found' && reason !== 'owner_only') return error;
  await failures.recordRefusal({
    person: { tid: link.tid, oid: link.by_oid, name: link.by_name },
    operationId: files[link.kind]?.operation ?? link.kind,
    reason: 'not_found',
    params: { teamId: link.team_id },
    requestId,
    client,
  });
  return notFound();
}
