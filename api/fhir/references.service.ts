// Reads Locations and Medications that other resources only point to: together, once, and kept for a while. They are a
// hospital's things, not a patient's data.
import type { FhirResource } from 'fhir/r4';
import type { Asked, Asker } from './ask.service';
import type { Convert } from './convert.map';

export interface References {
  /** undefined: not known yet. null: known not to be there. */
  peek(key: string): FhirResource | null | undefined;
  /** Resolves when each key (`Location/12`) is known, read or failed. */
  load(keys: readonly string[], signal?: AbortSignal): Promise<void>;
}

export interface ReferencesDeps {
  readonly asker: Asker;
  readonly convert: Convert;
  readonly now: () => number;
}

const foundMs = 600_000;
const missingMs = 60_000;
const mostKept = 5_000;

export function createReferences({ asker, convert, now }: ReferencesDeps): References {
  const kept = new Map<string, { resource: FhirResource | null; until: number }>();
  let waiting: { keys: Set<string>; done: Promise<void> } | undefined;

  function peek(key: string): FhirResource | null | undefined {
    const found = kept.get(key);
    return found && found.until > now() ? found.resource : undefined;
  }

  function keep(key: string, answer: Asked): void {
    const resource = 'body' in answer ? convert(answer.body) : undefined;
    const isRight = resource !== undefined && `${resource.resourceType}/${resource.id}` === key;
    if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? '');
    kept.set(key, { resource: isRight ? resource : null, until: now() + (isRight ? foundMs : missingMs) });
  }

  /** What is asked for in the same turn goes out together: the answers of one wave come close to each other. */
  function gather(): { keys: Set<string>; done: Promise<void> } {
    if (waiting) return waiting;
    const keys = new Set<string>();
    const done = new Promise<void>((resolve) => setImmediate(resolve)).then(async () => {
      waiting = undefined;
      const paths = [...keys];
      await asker.ask(paths, (i, answer) => keep(paths[i] ?? '', answer));
    });
    waiting = { keys, done };
    return waiting;
  }

  return {
    peek,
    async load(keys, signal) {
      const missing = keys.filter((key) => peek(key) === undefined);
      if (missing.length === 0) return;
      const batch = gather();
      for (const key of missing) batch.keys.add(key);
      await batch.done;
      signal?.throwIfAborted();
    },
  };
}
