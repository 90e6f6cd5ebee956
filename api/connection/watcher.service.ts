// Looks after the links that are in use: once a minute metadata and token, in one small call each, so that a team is told
// since when its EHR can't be reached, whether or not anybody opens a list. Remembers nothing beyond this process.
import type { LinkHealth } from '../contract/connect.schema';
import { toKnownError } from '../errors/problem.map';
import type { EhrConnection } from '../fhir/ehr';
import type { Fhir } from '../fhir/fhir.service';

export interface Watcher {
  /** The link is in use from now on, for a quarter of an hour. What is known of it. */
  look(connection: EhrConnection, tid: string): LinkHealth;
  /** Somebody reads through it now: it is looked at soon. */
  use(connection: EhrConnection, tid: string): void;
  /** Checks every link in use that is due; resolves when all have answered. `start` calls it by itself. */
  checkDue(): Promise<void>;
  start(): void;
  stop(): void;
}

export interface WatcherDeps {
  readonly fhir: Pick<Fhir, 'probe'>;
  readonly now: () => Date;
}

interface Watched {
  readonly connection: EhrConnection;
  readonly tid: string;
  usedAt: number;
  checkedAt: number | undefined;
  failing: LinkHealth['failing'];
  isRunning: boolean;
  isWanted: boolean;
}

/** A link that fails is looked at more often: a ward waits for it. */
const everyMs = { well: 60_000, failing: 20_000, wanted: 10_000 };
const inUseMs = 15 * 60_000;
const tickMs = 5_000;
const mostWatched = 2_000;
const mostAtOnce = 8;

export function createWatcher({ fhir, now }: WatcherDeps): Watcher {
  const watched = new Map<string, Watched>();
  let timer: NodeJS.Timeout | undefined;
  const clock = () => now().getTime();

  async function check(one: Watched): Promise<void> {
    one.isRunning = true;
    one.isWanted = false;
    try {
      await fhir.probe(one.connection, one.tid);
      one.failing = null;
    } catch (error) {
      const { code } = toKnownError(error);
      one.failing = { since: one.failing?.since ?? now().toISOString(), code };
    } finally {
      one.checkedAt = clock();
      one.isRunning = false;
    }
  }

  function isDue(one: Watched): boolean {
    if (one.isRunning) return false;
    const usual = one.failing ? everyMs.failing : everyMs.well;
    const wait = one.isWanted ? everyMs.wanted : usual;
    return one.checkedAt === undefined || clock() - one.checkedAt >= wait;
  }

  async function checkDue(): Promise<void> {
    for (const [key, one] of watched) if (clock() - one.usedAt > inUseMs) watched.delete(key);
    const due = [...watched.values()].filter(isDue);
    const work = async () => {
      for (let one = due.shift(); one; one = due.shift()) await check(one);
    };
    await Promise.all(Array.from({ length: mostAtOnce }, work));
  }

  function find({ id, name, link, partnerId, release }: EhrConnection, tid: string): Watched {
    const key = `${tid}\n${id}\n${link}`;
    const known = watched.get(key);
    if (known) {
      known.usedAt = clock();
      return known;
    }
    if (watched.size >= mostWatched) watched.delete(watched.keys().next().value ?? '');
    const made: Watched = {
      connection: { id, name, link, partnerId, release },
      tid,
      usedAt: clock(),
      checkedAt: undefined,
      failing: null,
      isRunning: false,
      isWanted: false,
    };
    watched.set(key, made);
    return made;
  }

  return {
    use(connection, tid) {
      find(connection, tid).isWanted = true;
    },
    look(connection, tid) {
      const { failing, checkedAt } = find(connection, tid);
      return { failing, checkedAt: checkedAt === undefined ? null : new Date(checkedAt).toISOString() };
    },
    checkDue,
    start() {
      timer ??= setInterval(() => void checkDue(), tickMs).unref();
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
