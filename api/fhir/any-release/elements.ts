// A resource as a table of its elements, each read by itself: all at once for a panel, or one by one when somebody looks. Most
// of a list's thousands of resources are passed over by their status and their time alone.
import type { Resource } from 'fhir/r4';
import { type Raw, type Spelling, spell, toId } from './element';

export type Spellings<P extends object> = readonly [Spelling<P>, ...Spelling<P>[]];

/** What an element is read from: the resource as it was sent, and what differs between the releases under R4's names. */
export interface Sent<P> {
  readonly raw: Raw;
  readonly parts: P;
  /** Of the server, without a slash at its end. */
  readonly base: string;
}

/** Each reader is pure and never throws, so that it doesn't matter when it is called. */
export type Elements<T, P> = {
  readonly [K in Exclude<keyof T, keyof Resource | 'contained'>]?: (sent: Sent<P>) => T[K];
};

export interface Reading<T, P extends object> {
  /** A plain object with every element. */
  readonly whole: (raw: Raw, spellings: Spellings<P>, base: string) => T;
  /** The same elements, each read at the first look. Only to be looked at: it can't be spread. */
  readonly onDemand: (raw: Raw, spellings: Spellings<P>, base: string) => T;
}

export function defineReading<T extends Resource, P extends object>(
  resourceType: T['resourceType'],
  elements: Elements<T, P>,
): Reading<T, P> {
  // Checked by the table's type: keys are the elements of T, each with a reader.
  const readers = Object.entries(elements) as [string, (sent: Sent<P>) => unknown][];

  function whole(raw: Raw, spellings: Spellings<P>, base: string): Record<string, unknown> {
    const sent = { raw, parts: spell(raw, spellings), base };
    const resource: Record<string, unknown> = { resourceType, id: toId(raw.id) };
    for (const [name, read] of readers) resource[name] = read(sent);
    return resource;
  }

  class OnDemand implements Sent<P> {
    readonly resourceType = resourceType;
    readonly id: string | undefined;
    contained: unknown;
    readonly raw: Raw;
    readonly base: string;
    readonly seen: unknown[] = new Array(readers.length);
    readonly #spellings: Spellings<P>;
    #parts: P | undefined;

    constructor(raw: Raw, spellings: Spellings<P>, base: string) {
      this.id = toId(raw.id);
      this.raw = raw;
      this.base = base;
      this.#spellings = spellings;
    }

    get parts(): P {
      this.#parts ??= spell(this.raw, this.#spellings);
      return this.#parts;
    }

    /** For whoever writes it down after all. */
    toJSON(): Record<string, unknown> {
      return { ...whole(this.raw, this.#spellings, this.base), contained: this.contained };
    }
  }
  readers.forEach(([name, read], at) => {
    Object.defineProperty(OnDemand.prototype, name, {
      // Seen twice it is the same object: rules compare entries by identity.
      get(this: OnDemand) {
        const known = this.seen[at];
        if (known !== undefined) return known;
        const value = read(this);
        this.seen[at] = value;
        return value;
      },
    });
  });
  return {
    whole: (raw, spellings, base) => whole(raw, spellings, base) as unknown as T,
    onDemand: (raw, spellings, base) => new OnDemand(raw, spellings, base) as unknown as T,
  };
}
